from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.ticket_page import TicketPage
from ...models.tickets_tickets_of_view_order_type_0 import TicketsTicketsOfViewOrderType0
from ...types import UNSET, Response, Unset


def _get_kwargs(
    view: str,
    *,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    order: None | TicketsTicketsOfViewOrderType0 | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    json_order: None | str | Unset
    if isinstance(order, Unset):
        json_order = UNSET
    elif isinstance(order, TicketsTicketsOfViewOrderType0):
        json_order = order.value
    else:
        json_order = order
    params["order"] = json_order

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/views/{view}/tickets".format(
            view=quote(str(view), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | TicketPage:
    if response.status_code == 200:
        response_200 = TicketPage.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | TicketPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    view: str,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    order: None | TicketsTicketsOfViewOrderType0 | Unset = UNSET,
) -> Response[Problem | TicketPage]:
    """The tickets of a view

     In the view's own order unless told; a view with words gives the newest hit first.

    Scope: `tickets:read`.

    Args:
        view (str):
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        order (None | TicketsTicketsOfViewOrderType0 | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | TicketPage]
    """

    kwargs = _get_kwargs(
        view=view,
        cursor=cursor,
        limit=limit,
        order=order,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    view: str,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    order: None | TicketsTicketsOfViewOrderType0 | Unset = UNSET,
) -> Problem | TicketPage | None:
    """The tickets of a view

     In the view's own order unless told; a view with words gives the newest hit first.

    Scope: `tickets:read`.

    Args:
        view (str):
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        order (None | TicketsTicketsOfViewOrderType0 | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | TicketPage
    """

    return sync_detailed(
        view=view,
        client=client,
        cursor=cursor,
        limit=limit,
        order=order,
    ).parsed


async def asyncio_detailed(
    view: str,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    order: None | TicketsTicketsOfViewOrderType0 | Unset = UNSET,
) -> Response[Problem | TicketPage]:
    """The tickets of a view

     In the view's own order unless told; a view with words gives the newest hit first.

    Scope: `tickets:read`.

    Args:
        view (str):
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        order (None | TicketsTicketsOfViewOrderType0 | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | TicketPage]
    """

    kwargs = _get_kwargs(
        view=view,
        cursor=cursor,
        limit=limit,
        order=order,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    view: str,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    order: None | TicketsTicketsOfViewOrderType0 | Unset = UNSET,
) -> Problem | TicketPage | None:
    """The tickets of a view

     In the view's own order unless told; a view with words gives the newest hit first.

    Scope: `tickets:read`.

    Args:
        view (str):
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        order (None | TicketsTicketsOfViewOrderType0 | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | TicketPage
    """

    return (
        await asyncio_detailed(
            view=view,
            client=client,
            cursor=cursor,
            limit=limit,
            order=order,
        )
    ).parsed
