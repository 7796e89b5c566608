from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.draft_out import DraftOut
from ...models.problem import Problem
from ...models.tickets_draft_way import TicketsDraftWay
from ...types import UNSET, Response


def _get_kwargs(
    number: int,
    way: TicketsDraftWay,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/tickets/{number}/drafts/{way}".format(
            number=quote(str(number), safe=""),
            way=quote(str(way), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> DraftOut | Problem:
    if response.status_code == 200:
        response_200 = DraftOut.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[DraftOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    number: int,
    way: TicketsDraftWay,
    *,
    client: AuthenticatedClient,
) -> Response[DraftOut | Problem]:
    """What you have begun

     Scope: `tickets:read`.

    Args:
        number (int):
        way (TicketsDraftWay):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DraftOut | Problem]
    """

    kwargs = _get_kwargs(
        number=number,
        way=way,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    number: int,
    way: TicketsDraftWay,
    *,
    client: AuthenticatedClient,
) -> DraftOut | Problem | None:
    """What you have begun

     Scope: `tickets:read`.

    Args:
        number (int):
        way (TicketsDraftWay):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DraftOut | Problem
    """

    return sync_detailed(
        number=number,
        way=way,
        client=client,
    ).parsed


async def asyncio_detailed(
    number: int,
    way: TicketsDraftWay,
    *,
    client: AuthenticatedClient,
) -> Response[DraftOut | Problem]:
    """What you have begun

     Scope: `tickets:read`.

    Args:
        number (int):
        way (TicketsDraftWay):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DraftOut | Problem]
    """

    kwargs = _get_kwargs(
        number=number,
        way=way,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    number: int,
    way: TicketsDraftWay,
    *,
    client: AuthenticatedClient,
) -> DraftOut | Problem | None:
    """What you have begun

     Scope: `tickets:read`.

    Args:
        number (int):
        way (TicketsDraftWay):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DraftOut | Problem
    """

    return (
        await asyncio_detailed(
            number=number,
            way=way,
            client=client,
        )
    ).parsed
