from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.merge_out import MergeOut
from ...models.problem import Problem
from ...types import UNSET, Response


def _get_kwargs(
    customer: str,
    merge: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/customers/{customer}/merges/{merge}".format(
            customer=quote(str(customer), safe=""),
            merge=quote(str(merge), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> MergeOut | Problem:
    if response.status_code == 200:
        response_200 = MergeOut.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[MergeOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    customer: str,
    merge: str,
    *,
    client: AuthenticatedClient,
) -> Response[MergeOut | Problem]:
    """Take a merge back

     Scope: `customers:write`.

    Args:
        customer (str):
        merge (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MergeOut | Problem]
    """

    kwargs = _get_kwargs(
        customer=customer,
        merge=merge,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    customer: str,
    merge: str,
    *,
    client: AuthenticatedClient,
) -> MergeOut | Problem | None:
    """Take a merge back

     Scope: `customers:write`.

    Args:
        customer (str):
        merge (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MergeOut | Problem
    """

    return sync_detailed(
        customer=customer,
        merge=merge,
        client=client,
    ).parsed


async def asyncio_detailed(
    customer: str,
    merge: str,
    *,
    client: AuthenticatedClient,
) -> Response[MergeOut | Problem]:
    """Take a merge back

     Scope: `customers:write`.

    Args:
        customer (str):
        merge (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MergeOut | Problem]
    """

    kwargs = _get_kwargs(
        customer=customer,
        merge=merge,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    customer: str,
    merge: str,
    *,
    client: AuthenticatedClient,
) -> MergeOut | Problem | None:
    """Take a merge back

     Scope: `customers:write`.

    Args:
        customer (str):
        merge (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MergeOut | Problem
    """

    return (
        await asyncio_detailed(
            customer=customer,
            merge=merge,
            client=client,
        )
    ).parsed
