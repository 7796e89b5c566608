from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.bulk_in import BulkIn
from ...models.bulk_out import BulkOut
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: BulkIn,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/tickets/bulk",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> BulkOut | Problem:
    if response.status_code == 202:
        response_202 = BulkOut.from_dict(response.json())

        return response_202

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[BulkOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: BulkIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[BulkOut | Problem]:
    """Change many tickets

     Each is changed by itself, in a job; ask for its state at `/tickets/bulk/{id}`.

    Scope: `tickets:write`.

    Args:
        idempotency_key (str | Unset):
        body (BulkIn): Which tickets, by number or by a query of the search language, and the
            change. 1,000 of them at the most.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BulkOut | Problem]
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
    body: BulkIn,
    idempotency_key: str | Unset = UNSET,
) -> BulkOut | Problem | None:
    """Change many tickets

     Each is changed by itself, in a job; ask for its state at `/tickets/bulk/{id}`.

    Scope: `tickets:write`.

    Args:
        idempotency_key (str | Unset):
        body (BulkIn): Which tickets, by number or by a query of the search language, and the
            change. 1,000 of them at the most.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BulkOut | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: BulkIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[BulkOut | Problem]:
    """Change many tickets

     Each is changed by itself, in a job; ask for its state at `/tickets/bulk/{id}`.

    Scope: `tickets:write`.

    Args:
        idempotency_key (str | Unset):
        body (BulkIn): Which tickets, by number or by a query of the search language, and the
            change. 1,000 of them at the most.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BulkOut | Problem]
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
    body: BulkIn,
    idempotency_key: str | Unset = UNSET,
) -> BulkOut | Problem | None:
    """Change many tickets

     Each is changed by itself, in a job; ask for its state at `/tickets/bulk/{id}`.

    Scope: `tickets:write`.

    Args:
        idempotency_key (str | Unset):
        body (BulkIn): Which tickets, by number or by a query of the search language, and the
            change. 1,000 of them at the most.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BulkOut | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
