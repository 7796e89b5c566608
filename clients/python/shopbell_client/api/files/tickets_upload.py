from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.file_out import FileOut
from ...models.problem import Problem
from ...models.tickets_upload_file_params import TicketsUploadFileParams
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: TicketsUploadFileParams,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/files",
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> FileOut | Problem:
    if response.status_code == 201:
        response_201 = FileOut.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[FileOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: TicketsUploadFileParams,
    idempotency_key: str | Unset = UNSET,
) -> Response[FileOut | Problem]:
    """Upload a file

     For a reply or note still to be written, which names its id in `uploads`; others cannot see it until
    then.

    Scope: `tickets:write`.

    Args:
        idempotency_key (str | Unset):
        body (TicketsUploadFileParams):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FileOut | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: TicketsUploadFileParams,
    idempotency_key: str | Unset = UNSET,
) -> FileOut | Problem | None:
    """Upload a file

     For a reply or note still to be written, which names its id in `uploads`; others cannot see it until
    then.

    Scope: `tickets:write`.

    Args:
        idempotency_key (str | Unset):
        body (TicketsUploadFileParams):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FileOut | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: TicketsUploadFileParams,
    idempotency_key: str | Unset = UNSET,
) -> Response[FileOut | Problem]:
    """Upload a file

     For a reply or note still to be written, which names its id in `uploads`; others cannot see it until
    then.

    Scope: `tickets:write`.

    Args:
        idempotency_key (str | Unset):
        body (TicketsUploadFileParams):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FileOut | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: TicketsUploadFileParams,
    idempotency_key: str | Unset = UNSET,
) -> FileOut | Problem | None:
    """Upload a file

     For a reply or note still to be written, which names its id in `uploads`; others cannot see it until
    then.

    Scope: `tickets:write`.

    Args:
        idempotency_key (str | Unset):
        body (TicketsUploadFileParams):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FileOut | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
