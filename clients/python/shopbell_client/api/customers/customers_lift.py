from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.hold_out import HoldOut
from ...models.problem import Problem
from ...types import UNSET, Response


def _get_kwargs(
    customer: str,
    hold: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/customers/{customer}/holds/{hold}".format(
            customer=quote(str(customer), safe=""),
            hold=quote(str(hold), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> HoldOut | Problem:
    if response.status_code == 200:
        response_200 = HoldOut.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[HoldOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    customer: str,
    hold: str,
    *,
    client: AuthenticatedClient,
) -> Response[HoldOut | Problem]:
    """It must be kept no more

     Scope: `customers:write`.

    Args:
        customer (str):
        hold (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[HoldOut | Problem]
    """

    kwargs = _get_kwargs(
        customer=customer,
        hold=hold,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    customer: str,
    hold: str,
    *,
    client: AuthenticatedClient,
) -> HoldOut | Problem | None:
    """It must be kept no more

     Scope: `customers:write`.

    Args:
        customer (str):
        hold (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        HoldOut | Problem
    """

    return sync_detailed(
        customer=customer,
        hold=hold,
        client=client,
    ).parsed


async def asyncio_detailed(
    customer: str,
    hold: str,
    *,
    client: AuthenticatedClient,
) -> Response[HoldOut | Problem]:
    """It must be kept no more

     Scope: `customers:write`.

    Args:
        customer (str):
        hold (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[HoldOut | Problem]
    """

    kwargs = _get_kwargs(
        customer=customer,
        hold=hold,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    customer: str,
    hold: str,
    *,
    client: AuthenticatedClient,
) -> HoldOut | Problem | None:
    """It must be kept no more

     Scope: `customers:write`.

    Args:
        customer (str):
        hold (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        HoldOut | Problem
    """

    return (
        await asyncio_detailed(
            customer=customer,
            hold=hold,
            client=client,
        )
    ).parsed
