from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.erasure_out import ErasureOut
from ...models.problem import Problem
from ...types import UNSET, Response


def _get_kwargs(
    customer: str,
    erasure: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/customers/{customer}/erasures/{erasure}/confirmation".format(
            customer=quote(str(customer), safe=""),
            erasure=quote(str(erasure), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErasureOut | Problem:
    if response.status_code == 200:
        response_200 = ErasureOut.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErasureOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    customer: str,
    erasure: str,
    *,
    client: AuthenticatedClient,
) -> Response[ErasureOut | Problem]:
    """Confirm an erasure

     Scope: `customers:write`.

    Args:
        customer (str):
        erasure (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErasureOut | Problem]
    """

    kwargs = _get_kwargs(
        customer=customer,
        erasure=erasure,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    customer: str,
    erasure: str,
    *,
    client: AuthenticatedClient,
) -> ErasureOut | Problem | None:
    """Confirm an erasure

     Scope: `customers:write`.

    Args:
        customer (str):
        erasure (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErasureOut | Problem
    """

    return sync_detailed(
        customer=customer,
        erasure=erasure,
        client=client,
    ).parsed


async def asyncio_detailed(
    customer: str,
    erasure: str,
    *,
    client: AuthenticatedClient,
) -> Response[ErasureOut | Problem]:
    """Confirm an erasure

     Scope: `customers:write`.

    Args:
        customer (str):
        erasure (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErasureOut | Problem]
    """

    kwargs = _get_kwargs(
        customer=customer,
        erasure=erasure,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    customer: str,
    erasure: str,
    *,
    client: AuthenticatedClient,
) -> ErasureOut | Problem | None:
    """Confirm an erasure

     Scope: `customers:write`.

    Args:
        customer (str):
        erasure (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErasureOut | Problem
    """

    return (
        await asyncio_detailed(
            customer=customer,
            erasure=erasure,
            client=client,
        )
    ).parsed
