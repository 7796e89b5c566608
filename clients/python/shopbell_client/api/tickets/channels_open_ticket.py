from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.ticket_in import TicketIn
from ...models.ticket_made import TicketMade
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: TicketIn,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/tickets",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | TicketMade:
    if response.status_code == 201:
        response_201 = TicketMade.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | TicketMade]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: TicketIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | TicketMade]:
    """Open a ticket

     In a customer's name. The address is only claimed, and they get the usual word that it arrived.

    Send the same `Idempotency-Key` again after a time-out, and there will be one ticket.

    Scope: `tickets:write`.

    Args:
        idempotency_key (str | Unset):
        body (TicketIn): What a customer said elsewhere, as if they had written it into the form
            of this account.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | TicketMade]
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
    body: TicketIn,
    idempotency_key: str | Unset = UNSET,
) -> Problem | TicketMade | None:
    """Open a ticket

     In a customer's name. The address is only claimed, and they get the usual word that it arrived.

    Send the same `Idempotency-Key` again after a time-out, and there will be one ticket.

    Scope: `tickets:write`.

    Args:
        idempotency_key (str | Unset):
        body (TicketIn): What a customer said elsewhere, as if they had written it into the form
            of this account.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | TicketMade
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: TicketIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | TicketMade]:
    """Open a ticket

     In a customer's name. The address is only claimed, and they get the usual word that it arrived.

    Send the same `Idempotency-Key` again after a time-out, and there will be one ticket.

    Scope: `tickets:write`.

    Args:
        idempotency_key (str | Unset):
        body (TicketIn): What a customer said elsewhere, as if they had written it into the form
            of this account.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | TicketMade]
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
    body: TicketIn,
    idempotency_key: str | Unset = UNSET,
) -> Problem | TicketMade | None:
    """Open a ticket

     In a customer's name. The address is only claimed, and they get the usual word that it arrived.

    Send the same `Idempotency-Key` again after a time-out, and there will be one ticket.

    Scope: `tickets:write`.

    Args:
        idempotency_key (str | Unset):
        body (TicketIn): What a customer said elsewhere, as if they had written it into the form
            of this account.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | TicketMade
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
