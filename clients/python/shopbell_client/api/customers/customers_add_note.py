from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.customer_note_in import CustomerNoteIn
from ...models.customer_note_out import CustomerNoteOut
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    customer: str,
    *,
    body: CustomerNoteIn,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/customers/{customer}/notes".format(
            customer=quote(str(customer), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> CustomerNoteOut | Problem:
    if response.status_code == 201:
        response_201 = CustomerNoteOut.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CustomerNoteOut | Problem]:
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
    body: CustomerNoteIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[CustomerNoteOut | Problem]:
    """Write a note about a customer

     Scope: `customers:write`.

    Args:
        customer (str):
        idempotency_key (str | Unset):
        body (CustomerNoteIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CustomerNoteOut | Problem]
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
    body: CustomerNoteIn,
    idempotency_key: str | Unset = UNSET,
) -> CustomerNoteOut | Problem | None:
    """Write a note about a customer

     Scope: `customers:write`.

    Args:
        customer (str):
        idempotency_key (str | Unset):
        body (CustomerNoteIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CustomerNoteOut | Problem
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
    body: CustomerNoteIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[CustomerNoteOut | Problem]:
    """Write a note about a customer

     Scope: `customers:write`.

    Args:
        customer (str):
        idempotency_key (str | Unset):
        body (CustomerNoteIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CustomerNoteOut | Problem]
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
    body: CustomerNoteIn,
    idempotency_key: str | Unset = UNSET,
) -> CustomerNoteOut | Problem | None:
    """Write a note about a customer

     Scope: `customers:write`.

    Args:
        customer (str):
        idempotency_key (str | Unset):
        body (CustomerNoteIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CustomerNoteOut | Problem
    """

    return (
        await asyncio_detailed(
            customer=customer,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
