from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.hold_in import HoldIn
from ...models.hold_out import HoldOut
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    customer: str,
    *,
    body: HoldIn,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/customers/{customer}/holds".format(
            customer=quote(str(customer), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> HoldOut | Problem:
    if response.status_code == 201:
        response_201 = HoldOut.from_dict(response.json())

        return response_201

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
    *,
    client: AuthenticatedClient,
    body: HoldIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[HoldOut | Problem]:
    """Note that something must be kept

     Scope: `customers:write`.

    Args:
        customer (str):
        idempotency_key (str | Unset):
        body (HoldIn): Something must be kept by law; without tickets, everything of theirs.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[HoldOut | Problem]
    """

    kwargs = _get_kwargs(
        customer=customer,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    customer: str,
    *,
    client: AuthenticatedClient,
    body: HoldIn,
    idempotency_key: str | Unset = UNSET,
) -> HoldOut | Problem | None:
    """Note that something must be kept

     Scope: `customers:write`.

    Args:
        customer (str):
        idempotency_key (str | Unset):
        body (HoldIn): Something must be kept by law; without tickets, everything of theirs.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        HoldOut | Problem
    """

    return sync_detailed(
        customer=customer,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    customer: str,
    *,
    client: AuthenticatedClient,
    body: HoldIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[HoldOut | Problem]:
    """Note that something must be kept

     Scope: `customers:write`.

    Args:
        customer (str):
        idempotency_key (str | Unset):
        body (HoldIn): Something must be kept by law; without tickets, everything of theirs.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[HoldOut | Problem]
    """

    kwargs = _get_kwargs(
        customer=customer,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    customer: str,
    *,
    client: AuthenticatedClient,
    body: HoldIn,
    idempotency_key: str | Unset = UNSET,
) -> HoldOut | Problem | None:
    """Note that something must be kept

     Scope: `customers:write`.

    Args:
        customer (str):
        idempotency_key (str | Unset):
        body (HoldIn): Something must be kept by law; without tickets, everything of theirs.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        HoldOut | Problem
    """

    return (
        await asyncio_detailed(
            customer=customer,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
