from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.identity_out import IdentityOut
from ...models.problem import Problem
from ...models.suppression_in import SuppressionIn
from ...types import UNSET, Response


def _get_kwargs(
    customer: str,
    identity: int,
    *,
    body: SuppressionIn,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/customers/{customer}/identities/{identity}/suppression".format(
            customer=quote(str(customer), safe=""),
            identity=quote(str(identity), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> IdentityOut | Problem:
    if response.status_code == 200:
        response_200 = IdentityOut.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[IdentityOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    customer: str,
    identity: int,
    *,
    client: AuthenticatedClient,
    body: SuppressionIn,
) -> Response[IdentityOut | Problem]:
    """Send nothing more there

     Answers to this address are held back until somebody lifts it; a reason that is there already stays.

    Scope: `customers:write`.

    Args:
        customer (str):
        identity (int):
        body (SuppressionIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[IdentityOut | Problem]
    """

    kwargs = _get_kwargs(
        customer=customer,
        identity=identity,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    customer: str,
    identity: int,
    *,
    client: AuthenticatedClient,
    body: SuppressionIn,
) -> IdentityOut | Problem | None:
    """Send nothing more there

     Answers to this address are held back until somebody lifts it; a reason that is there already stays.

    Scope: `customers:write`.

    Args:
        customer (str):
        identity (int):
        body (SuppressionIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        IdentityOut | Problem
    """

    return sync_detailed(
        customer=customer,
        identity=identity,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    customer: str,
    identity: int,
    *,
    client: AuthenticatedClient,
    body: SuppressionIn,
) -> Response[IdentityOut | Problem]:
    """Send nothing more there

     Answers to this address are held back until somebody lifts it; a reason that is there already stays.

    Scope: `customers:write`.

    Args:
        customer (str):
        identity (int):
        body (SuppressionIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[IdentityOut | Problem]
    """

    kwargs = _get_kwargs(
        customer=customer,
        identity=identity,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    customer: str,
    identity: int,
    *,
    client: AuthenticatedClient,
    body: SuppressionIn,
) -> IdentityOut | Problem | None:
    """Send nothing more there

     Answers to this address are held back until somebody lifts it; a reason that is there already stays.

    Scope: `customers:write`.

    Args:
        customer (str):
        identity (int):
        body (SuppressionIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        IdentityOut | Problem
    """

    return (
        await asyncio_detailed(
            customer=customer,
            identity=identity,
            client=client,
            body=body,
        )
    ).parsed
