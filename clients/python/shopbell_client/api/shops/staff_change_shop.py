from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.shop_change import ShopChange
from ...models.shop_settings import ShopSettings
from ...types import UNSET, Response


def _get_kwargs(
    shop: str,
    *,
    body: ShopChange,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/shops/{shop}".format(
            shop=quote(str(shop), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | ShopSettings:
    if response.status_code == 200:
        response_200 = ShopSettings.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | ShopSettings]:
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
    body: ShopChange,
) -> Response[Problem | ShopSettings]:
    """Change a shop

     Scope: `shops:write`.

    Args:
        shop (str):
        body (ShopChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ShopSettings]
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
    body: ShopChange,
) -> Problem | ShopSettings | None:
    """Change a shop

     Scope: `shops:write`.

    Args:
        shop (str):
        body (ShopChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ShopSettings
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
    body: ShopChange,
) -> Response[Problem | ShopSettings]:
    """Change a shop

     Scope: `shops:write`.

    Args:
        shop (str):
        body (ShopChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ShopSettings]
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
    body: ShopChange,
) -> Problem | ShopSettings | None:
    """Change a shop

     Scope: `shops:write`.

    Args:
        shop (str):
        body (ShopChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ShopSettings
    """

    return (
        await asyncio_detailed(
            shop=shop,
            client=client,
            body=body,
        )
    ).parsed
