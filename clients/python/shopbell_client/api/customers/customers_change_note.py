from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.customer_note_change import CustomerNoteChange
from ...models.customer_note_out import CustomerNoteOut
from ...models.problem import Problem
from ...types import UNSET, Response


def _get_kwargs(
    customer: str,
    note: str,
    *,
    body: CustomerNoteChange,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/customers/{customer}/notes/{note}".format(
            customer=quote(str(customer), safe=""),
            note=quote(str(note), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> CustomerNoteOut | Problem:
    if response.status_code == 200:
        response_200 = CustomerNoteOut.from_dict(response.json())

        return response_200

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
    note: str,
    *,
    client: AuthenticatedClient,
    body: CustomerNoteChange,
) -> Response[CustomerNoteOut | Problem]:
    """Change a note, or pin it

     Scope: `customers:write`.

    Args:
        customer (str):
        note (str):
        body (CustomerNoteChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CustomerNoteOut | Problem]
    """

    kwargs = _get_kwargs(
        customer=customer,
        note=note,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    customer: str,
    note: str,
    *,
    client: AuthenticatedClient,
    body: CustomerNoteChange,
) -> CustomerNoteOut | Problem | None:
    """Change a note, or pin it

     Scope: `customers:write`.

    Args:
        customer (str):
        note (str):
        body (CustomerNoteChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CustomerNoteOut | Problem
    """

    return sync_detailed(
        customer=customer,
        note=note,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    customer: str,
    note: str,
    *,
    client: AuthenticatedClient,
    body: CustomerNoteChange,
) -> Response[CustomerNoteOut | Problem]:
    """Change a note, or pin it

     Scope: `customers:write`.

    Args:
        customer (str):
        note (str):
        body (CustomerNoteChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CustomerNoteOut | Problem]
    """

    kwargs = _get_kwargs(
        customer=customer,
        note=note,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    customer: str,
    note: str,
    *,
    client: AuthenticatedClient,
    body: CustomerNoteChange,
) -> CustomerNoteOut | Problem | None:
    """Change a note, or pin it

     Scope: `customers:write`.

    Args:
        customer (str):
        note (str):
        body (CustomerNoteChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CustomerNoteOut | Problem
    """

    return (
        await asyncio_detailed(
            customer=customer,
            note=note,
            client=client,
            body=body,
        )
    ).parsed
