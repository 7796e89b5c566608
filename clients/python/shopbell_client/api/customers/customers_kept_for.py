from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.kept_for import KeptFor
from ...models.problem import Problem
from ...types import UNSET, Response


def _get_kwargs(
    shop: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/shops/{shop}/retention".format(
            shop=quote(str(shop), safe=""),
        ),
    }

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
) -> Response[KeptFor | Problem]:
    """How long a shop keeps what

     Scope: `customers:read`.

    Args:
        shop (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[KeptFor | Problem]
    """

    kwargs = _get_kwargs(
        shop=shop,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    shop: str,
    *,
    client: AuthenticatedClient,
) -> KeptFor | Problem | None:
    """How long a shop keeps what

     Scope: `customers:read`.

    Args:
        shop (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        KeptFor | Problem
    """

    return sync_detailed(
        shop=shop,
        client=client,
    ).parsed


async def asyncio_detailed(
    shop: str,
    *,
    client: AuthenticatedClient,
) -> Response[KeptFor | Problem]:
    """How long a shop keeps what

     Scope: `customers:read`.

    Args:
        shop (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[KeptFor | Problem]
    """

    kwargs = _get_kwargs(
        shop=shop,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    shop: str,
    *,
    client: AuthenticatedClient,
) -> KeptFor | Problem | None:
    """How long a shop keeps what

     Scope: `customers:read`.

    Args:
        shop (str):

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
        )
    ).parsed
