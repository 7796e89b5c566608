from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.bulk_out import BulkOut
from ...models.problem import Problem
from ...types import UNSET, Response


def _get_kwargs(
    bulk: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/tickets/bulk/{bulk}".format(
            bulk=quote(str(bulk), safe=""),
        ),
    }

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
    bulk: str,
    *,
    client: AuthenticatedClient,
) -> Response[BulkOut | Problem]:
    """Take a change of many tickets back

     For ten seconds after its end. A ticket that somebody has changed since stays as it is.

    Scope: `tickets:write`.

    Args:
        bulk (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BulkOut | Problem]
    """

    kwargs = _get_kwargs(
        bulk=bulk,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    bulk: str,
    *,
    client: AuthenticatedClient,
) -> BulkOut | Problem | None:
    """Take a change of many tickets back

     For ten seconds after its end. A ticket that somebody has changed since stays as it is.

    Scope: `tickets:write`.

    Args:
        bulk (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BulkOut | Problem
    """

    return sync_detailed(
        bulk=bulk,
        client=client,
    ).parsed


async def asyncio_detailed(
    bulk: str,
    *,
    client: AuthenticatedClient,
) -> Response[BulkOut | Problem]:
    """Take a change of many tickets back

     For ten seconds after its end. A ticket that somebody has changed since stays as it is.

    Scope: `tickets:write`.

    Args:
        bulk (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BulkOut | Problem]
    """

    kwargs = _get_kwargs(
        bulk=bulk,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    bulk: str,
    *,
    client: AuthenticatedClient,
) -> BulkOut | Problem | None:
    """Take a change of many tickets back

     For ten seconds after its end. A ticket that somebody has changed since stays as it is.

    Scope: `tickets:write`.

    Args:
        bulk (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BulkOut | Problem
    """

    return (
        await asyncio_detailed(
            bulk=bulk,
            client=client,
        )
    ).parsed
