from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.split_in import SplitIn
from ...models.ticket_out import TicketOut
from ...types import UNSET, Response, Unset


def _get_kwargs(
    number: int,
    *,
    body: SplitIn,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/tickets/{number}/split".format(
            number=quote(str(number), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | TicketOut:
    if response.status_code == 201:
        response_201 = TicketOut.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | TicketOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    number: int,
    *,
    client: AuthenticatedClient,
    body: SplitIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | TicketOut]:
    """Give messages their own ticket

     Gives the new ticket.

    Scope: `tickets:write`.

    Args:
        number (int):
        idempotency_key (str | Unset):
        body (SplitIn): The ids of messages, and what the new ticket is about; without it, what
            the first of them is about.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | TicketOut]
    """

    kwargs = _get_kwargs(
        number=number,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    number: int,
    *,
    client: AuthenticatedClient,
    body: SplitIn,
    idempotency_key: str | Unset = UNSET,
) -> Problem | TicketOut | None:
    """Give messages their own ticket

     Gives the new ticket.

    Scope: `tickets:write`.

    Args:
        number (int):
        idempotency_key (str | Unset):
        body (SplitIn): The ids of messages, and what the new ticket is about; without it, what
            the first of them is about.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | TicketOut
    """

    return sync_detailed(
        number=number,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    number: int,
    *,
    client: AuthenticatedClient,
    body: SplitIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | TicketOut]:
    """Give messages their own ticket

     Gives the new ticket.

    Scope: `tickets:write`.

    Args:
        number (int):
        idempotency_key (str | Unset):
        body (SplitIn): The ids of messages, and what the new ticket is about; without it, what
            the first of them is about.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | TicketOut]
    """

    kwargs = _get_kwargs(
        number=number,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    number: int,
    *,
    client: AuthenticatedClient,
    body: SplitIn,
    idempotency_key: str | Unset = UNSET,
) -> Problem | TicketOut | None:
    """Give messages their own ticket

     Gives the new ticket.

    Scope: `tickets:write`.

    Args:
        number (int):
        idempotency_key (str | Unset):
        body (SplitIn): The ids of messages, and what the new ticket is about; without it, what
            the first of them is about.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | TicketOut
    """

    return (
        await asyncio_detailed(
            number=number,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
