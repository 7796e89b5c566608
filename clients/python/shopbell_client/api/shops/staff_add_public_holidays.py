from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.added import Added
from ...models.problem import Problem
from ...models.year_in import YearIn
from ...types import UNSET, Response, Unset


def _get_kwargs(
    shop: str,
    *,
    body: YearIn,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/shops/{shop}/public-holidays".format(
            shop=quote(str(shop), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Added | Problem:
    if response.status_code == 200:
        response_200 = Added.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Added | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    shop: str,
    *,
    client: AuthenticatedClient,
    body: YearIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[Added | Problem]:
    """Close on all public holidays

     Those of the shop's country in a year; days that are there already stay as they are.

    Scope: `shops:write`.

    Args:
        shop (str):
        idempotency_key (str | Unset):
        body (YearIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Added | Problem]
    """

    kwargs = _get_kwargs(
        shop=shop,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    shop: str,
    *,
    client: AuthenticatedClient,
    body: YearIn,
    idempotency_key: str | Unset = UNSET,
) -> Added | Problem | None:
    """Close on all public holidays

     Those of the shop's country in a year; days that are there already stay as they are.

    Scope: `shops:write`.

    Args:
        shop (str):
        idempotency_key (str | Unset):
        body (YearIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Added | Problem
    """

    return sync_detailed(
        shop=shop,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    shop: str,
    *,
    client: AuthenticatedClient,
    body: YearIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[Added | Problem]:
    """Close on all public holidays

     Those of the shop's country in a year; days that are there already stay as they are.

    Scope: `shops:write`.

    Args:
        shop (str):
        idempotency_key (str | Unset):
        body (YearIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Added | Problem]
    """

    kwargs = _get_kwargs(
        shop=shop,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    shop: str,
    *,
    client: AuthenticatedClient,
    body: YearIn,
    idempotency_key: str | Unset = UNSET,
) -> Added | Problem | None:
    """Close on all public holidays

     Those of the shop's country in a year; days that are there already stay as they are.

    Scope: `shops:write`.

    Args:
        shop (str):
        idempotency_key (str | Unset):
        body (YearIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Added | Problem
    """

    return (
        await asyncio_detailed(
            shop=shop,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
