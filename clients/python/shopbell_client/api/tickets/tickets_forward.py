from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.forward_in import ForwardIn
from ...models.message_out import MessageOut
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    number: int,
    *,
    body: ForwardIn,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/tickets/{number}/forwards".format(
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
    body: ForwardIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[MessageOut | Problem]:
    """Forward

     To somebody outside. They answer into a talk of their own, which the customer never sees.

    Scope: `tickets:write`.

    Args:
        number (int):
        idempotency_key (str | Unset):
        body (ForwardIn): Messages for somebody outside, with a comment; without ids, the whole
            conversation.

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
    body: ForwardIn,
    idempotency_key: str | Unset = UNSET,
) -> MessageOut | Problem | None:
    """Forward

     To somebody outside. They answer into a talk of their own, which the customer never sees.

    Scope: `tickets:write`.

    Args:
        number (int):
        idempotency_key (str | Unset):
        body (ForwardIn): Messages for somebody outside, with a comment; without ids, the whole
            conversation.

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
    body: ForwardIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[MessageOut | Problem]:
    """Forward

     To somebody outside. They answer into a talk of their own, which the customer never sees.

    Scope: `tickets:write`.

    Args:
        number (int):
        idempotency_key (str | Unset):
        body (ForwardIn): Messages for somebody outside, with a comment; without ids, the whole
            conversation.

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
    body: ForwardIn,
    idempotency_key: str | Unset = UNSET,
) -> MessageOut | Problem | None:
    """Forward

     To somebody outside. They answer into a talk of their own, which the customer never sees.

    Scope: `tickets:write`.

    Args:
        number (int):
        idempotency_key (str | Unset):
        body (ForwardIn): Messages for somebody outside, with a comment; without ids, the whole
            conversation.

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
