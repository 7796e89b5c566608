from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.message_out import MessageOut
from ...models.problem import Problem
from ...models.reply_in import ReplyIn
from ...types import UNSET, Response, Unset


def _get_kwargs(
    number: int,
    *,
    body: ReplyIn,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/tickets/{number}/replies".format(
            number=quote(str(number), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> MessageOut | Problem:
    if response.status_code == 201:
        response_201 = MessageOut.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[MessageOut | Problem]:
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
    body: ReplyIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[MessageOut | Problem]:
    """Answer

     Send the same `Idempotency-Key` again after a time-out, and the answer goes out once.

    Scope: `tickets:write`.

    Args:
        number (int):
        idempotency_key (str | Unset):
        body (ReplyIn): An answer. Without a route, the ticket's first open way; `then` is its
            status afterwards.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MessageOut | Problem]
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
    body: ReplyIn,
    idempotency_key: str | Unset = UNSET,
) -> MessageOut | Problem | None:
    """Answer

     Send the same `Idempotency-Key` again after a time-out, and the answer goes out once.

    Scope: `tickets:write`.

    Args:
        number (int):
        idempotency_key (str | Unset):
        body (ReplyIn): An answer. Without a route, the ticket's first open way; `then` is its
            status afterwards.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MessageOut | Problem
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
    body: ReplyIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[MessageOut | Problem]:
    """Answer

     Send the same `Idempotency-Key` again after a time-out, and the answer goes out once.

    Scope: `tickets:write`.

    Args:
        number (int):
        idempotency_key (str | Unset):
        body (ReplyIn): An answer. Without a route, the ticket's first open way; `then` is its
            status afterwards.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MessageOut | Problem]
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
    body: ReplyIn,
    idempotency_key: str | Unset = UNSET,
) -> MessageOut | Problem | None:
    """Answer

     Send the same `Idempotency-Key` again after a time-out, and the answer goes out once.

    Scope: `tickets:write`.

    Args:
        number (int):
        idempotency_key (str | Unset):
        body (ReplyIn): An answer. Without a route, the ticket's first open way; `then` is its
            status afterwards.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MessageOut | Problem
    """

    return (
        await asyncio_detailed(
            number=number,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
