from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.view_in import ViewIn
from ...models.view_out import ViewOut
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: ViewIn,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/views",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | ViewOut:
    if response.status_code == 201:
        response_201 = ViewOut.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | ViewOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: ViewIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | ViewOut]:
    """Save a view

     Scope: `tickets:write`.

    Args:
        idempotency_key (str | Unset):
        body (ViewIn): A new view. `whose` is `me`, or `team:` or `shop:` with the id of one,
            which takes a permission.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ViewOut]
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
    body: ViewIn,
    idempotency_key: str | Unset = UNSET,
) -> Problem | ViewOut | None:
    """Save a view

     Scope: `tickets:write`.

    Args:
        idempotency_key (str | Unset):
        body (ViewIn): A new view. `whose` is `me`, or `team:` or `shop:` with the id of one,
            which takes a permission.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ViewOut
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: ViewIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | ViewOut]:
    """Save a view

     Scope: `tickets:write`.

    Args:
        idempotency_key (str | Unset):
        body (ViewIn): A new view. `whose` is `me`, or `team:` or `shop:` with the id of one,
            which takes a permission.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ViewOut]
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
    body: ViewIn,
    idempotency_key: str | Unset = UNSET,
) -> Problem | ViewOut | None:
    """Save a view

     Scope: `tickets:write`.

    Args:
        idempotency_key (str | Unset):
        body (ViewIn): A new view. `whose` is `me`, or `team:` or `shop:` with the id of one,
            which takes a permission.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ViewOut
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
