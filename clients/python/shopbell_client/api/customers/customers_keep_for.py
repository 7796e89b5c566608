from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.keep_for import KeepFor
from ...models.kept_for import KeptFor
from ...models.problem import Problem
from ...types import UNSET, Response


def _get_kwargs(
    shop: str,
    *,
    body: KeepFor,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/shops/{shop}/retention".format(
            shop=quote(str(shop), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> KeptFor | Problem:
    if response.status_code == 200:
        response_200 = KeptFor.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[KeptFor | Problem]:
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
    body: KeepFor,
) -> Response[KeptFor | Problem]:
    """Say how long a shop keeps what

     Scope: `customers:write`.

    Args:
        shop (str):
        body (KeepFor): All of it; what is left out is kept for ever.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[KeptFor | Problem]
    """

    kwargs = _get_kwargs(
        shop=shop,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    shop: str,
    *,
    client: AuthenticatedClient,
    body: KeepFor,
) -> KeptFor | Problem | None:
    """Say how long a shop keeps what

     Scope: `customers:write`.

    Args:
        shop (str):
        body (KeepFor): All of it; what is left out is kept for ever.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        KeptFor | Problem
    """

    return sync_detailed(
        shop=shop,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    shop: str,
    *,
    client: AuthenticatedClient,
    body: KeepFor,
) -> Response[KeptFor | Problem]:
    """Say how long a shop keeps what

     Scope: `customers:write`.

    Args:
        shop (str):
        body (KeepFor): All of it; what is left out is kept for ever.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[KeptFor | Problem]
    """

    kwargs = _get_kwargs(
        shop=shop,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    shop: str,
    *,
    client: AuthenticatedClient,
    body: KeepFor,
) -> KeptFor | Problem | None:
    """Say how long a shop keeps what

     Scope: `customers:write`.

    Args:
        shop (str):
        body (KeepFor): All of it; what is left out is kept for ever.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        KeptFor | Problem
    """

    return (
        await asyncio_detailed(
            shop=shop,
            client=client,
            body=body,
        )
    ).parsed
