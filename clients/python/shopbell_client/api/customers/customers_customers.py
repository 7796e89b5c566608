from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.customer_page import CustomerPage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    q: str | Unset = "",
    tag: str | Unset = "",
    vip: bool | Unset = False,
    country: str | Unset = "",
    language: str | Unset = "",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params["q"] = q

    params["tag"] = tag

    params["vip"] = vip

    params["country"] = country

    params["language"] = language

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/customers",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> CustomerPage | Problem:
    if response.status_code == 200:
        response_200 = CustomerPage.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CustomerPage | Problem]:
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
    q: str | Unset = "",
    tag: str | Unset = "",
    vip: bool | Unset = False,
    country: str | Unset = "",
    language: str | Unset = "",
) -> Response[CustomerPage | Problem]:
    """List customers

     Scope: `customers:read`.

    Args:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        q (str | Unset): The beginnings of words of the name, or of an address Default: ''.
        tag (str | Unset):  Default: ''.
        vip (bool | Unset):  Default: False.
        country (str | Unset):  Default: ''.
        language (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CustomerPage | Problem]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        q=q,
        tag=tag,
        vip=vip,
        country=country,
        language=language,
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
    q: str | Unset = "",
    tag: str | Unset = "",
    vip: bool | Unset = False,
    country: str | Unset = "",
    language: str | Unset = "",
) -> CustomerPage | Problem | None:
    """List customers

     Scope: `customers:read`.

    Args:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        q (str | Unset): The beginnings of words of the name, or of an address Default: ''.
        tag (str | Unset):  Default: ''.
        vip (bool | Unset):  Default: False.
        country (str | Unset):  Default: ''.
        language (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CustomerPage | Problem
    """

    return sync_detailed(
        client=client,
        cursor=cursor,
        limit=limit,
        q=q,
        tag=tag,
        vip=vip,
        country=country,
        language=language,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    q: str | Unset = "",
    tag: str | Unset = "",
    vip: bool | Unset = False,
    country: str | Unset = "",
    language: str | Unset = "",
) -> Response[CustomerPage | Problem]:
    """List customers

     Scope: `customers:read`.

    Args:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        q (str | Unset): The beginnings of words of the name, or of an address Default: ''.
        tag (str | Unset):  Default: ''.
        vip (bool | Unset):  Default: False.
        country (str | Unset):  Default: ''.
        language (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CustomerPage | Problem]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        q=q,
        tag=tag,
        vip=vip,
        country=country,
        language=language,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    q: str | Unset = "",
    tag: str | Unset = "",
    vip: bool | Unset = False,
    country: str | Unset = "",
    language: str | Unset = "",
) -> CustomerPage | Problem | None:
    """List customers

     Scope: `customers:read`.

    Args:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        q (str | Unset): The beginnings of words of the name, or of an address Default: ''.
        tag (str | Unset):  Default: ''.
        vip (bool | Unset):  Default: False.
        country (str | Unset):  Default: ''.
        language (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CustomerPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            cursor=cursor,
            limit=limit,
            q=q,
            tag=tag,
            vip=vip,
            country=country,
            language=language,
        )
    ).parsed
