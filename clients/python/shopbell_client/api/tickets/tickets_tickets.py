from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.ticket_page import TicketPage
from ...models.tickets_tickets_order_type_0 import TicketsTicketsOrderType0
from ...models.tickets_tickets_status_type_0 import TicketsTicketsStatusType0
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    queue: str | Unset = "open",
    status: None | TicketsTicketsStatusType0 | Unset = UNSET,
    team: str | Unset = "",
    assignee: str | Unset = "",
    order: None | TicketsTicketsOrderType0 | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params["queue"] = queue

    json_status: None | str | Unset
    if isinstance(status, Unset):
        json_status = UNSET
    elif isinstance(status, TicketsTicketsStatusType0):
        json_status = status.value
    else:
        json_status = status
    params["status"] = json_status

    params["team"] = team

    params["assignee"] = assignee

    json_order: None | str | Unset
    if isinstance(order, Unset):
        json_order = UNSET
    elif isinstance(order, TicketsTicketsOrderType0):
        json_order = order.value
    else:
        json_order = order
    params["order"] = json_order

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/tickets",
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
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    queue: str | Unset = "open",
    status: None | TicketsTicketsStatusType0 | Unset = UNSET,
    team: str | Unset = "",
    assignee: str | Unset = "",
    order: None | TicketsTicketsOrderType0 | Unset = UNSET,
) -> Response[Problem | TicketPage]:
    """List tickets

     Scope: `tickets:read`.

    Args:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        queue (str | Unset): A key of `/queues` Default: 'open'.
        status (None | TicketsTicketsStatusType0 | Unset):
        team (str | Unset): The id of a team Default: ''.
        assignee (str | Unset): `me`, `nobody`, or the id of an agent Default: ''.
        order (None | TicketsTicketsOrderType0 | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | TicketPage]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        queue=queue,
        status=status,
        team=team,
        assignee=assignee,
        order=order,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    queue: str | Unset = "open",
    status: None | TicketsTicketsStatusType0 | Unset = UNSET,
    team: str | Unset = "",
    assignee: str | Unset = "",
    order: None | TicketsTicketsOrderType0 | Unset = UNSET,
) -> Problem | TicketPage | None:
    """List tickets

     Scope: `tickets:read`.

    Args:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        queue (str | Unset): A key of `/queues` Default: 'open'.
        status (None | TicketsTicketsStatusType0 | Unset):
        team (str | Unset): The id of a team Default: ''.
        assignee (str | Unset): `me`, `nobody`, or the id of an agent Default: ''.
        order (None | TicketsTicketsOrderType0 | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | TicketPage
    """

    return sync_detailed(
        client=client,
        cursor=cursor,
        limit=limit,
        queue=queue,
        status=status,
        team=team,
        assignee=assignee,
        order=order,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    queue: str | Unset = "open",
    status: None | TicketsTicketsStatusType0 | Unset = UNSET,
    team: str | Unset = "",
    assignee: str | Unset = "",
    order: None | TicketsTicketsOrderType0 | Unset = UNSET,
) -> Response[Problem | TicketPage]:
    """List tickets

     Scope: `tickets:read`.

    Args:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        queue (str | Unset): A key of `/queues` Default: 'open'.
        status (None | TicketsTicketsStatusType0 | Unset):
        team (str | Unset): The id of a team Default: ''.
        assignee (str | Unset): `me`, `nobody`, or the id of an agent Default: ''.
        order (None | TicketsTicketsOrderType0 | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | TicketPage]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        queue=queue,
        status=status,
        team=team,
        assignee=assignee,
        order=order,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    queue: str | Unset = "open",
    status: None | TicketsTicketsStatusType0 | Unset = UNSET,
    team: str | Unset = "",
    assignee: str | Unset = "",
    order: None | TicketsTicketsOrderType0 | Unset = UNSET,
) -> Problem | TicketPage | None:
    """List tickets

     Scope: `tickets:read`.

    Args:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        queue (str | Unset): A key of `/queues` Default: 'open'.
        status (None | TicketsTicketsStatusType0 | Unset):
        team (str | Unset): The id of a team Default: ''.
        assignee (str | Unset): `me`, `nobody`, or the id of an agent Default: ''.
        order (None | TicketsTicketsOrderType0 | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | TicketPage
    """

    return (
        await asyncio_detailed(
            client=client,
            cursor=cursor,
            limit=limit,
            queue=queue,
            status=status,
            team=team,
            assignee=assignee,
            order=order,
        )
    ).parsed
