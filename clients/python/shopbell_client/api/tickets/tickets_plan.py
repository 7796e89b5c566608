from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.plan_in import PlanIn
from ...models.plan_out import PlanOut
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    number: int,
    *,
    body: PlanIn,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/tickets/{number}/scheduled".format(
            number=quote(str(number), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PlanOut | Problem:
    if response.status_code == 201:
        response_201 = PlanOut.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PlanOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    number: int,
    *,
    client: AuthenticatedClient,
    body: PlanIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[PlanOut | Problem]:
    """Plan an answer

     Or, as `reminder`, that the ticket comes back if nobody has answered.

    Scope: `tickets:write`.

    Args:
        number (int):
        idempotency_key (str | Unset):
        body (PlanIn): An answer for later, or a reminder whose text becomes a note when nobody
            has answered until then.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PlanOut | Problem]
    """

    kwargs = _get_kwargs(
        number=number,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    number: int,
    *,
    client: AuthenticatedClient,
    body: PlanIn,
    idempotency_key: str | Unset = UNSET,
) -> PlanOut | Problem | None:
    """Plan an answer

     Or, as `reminder`, that the ticket comes back if nobody has answered.

    Scope: `tickets:write`.

    Args:
        number (int):
        idempotency_key (str | Unset):
        body (PlanIn): An answer for later, or a reminder whose text becomes a note when nobody
            has answered until then.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PlanOut | Problem
    """

    return sync_detailed(
        number=number,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    number: int,
    *,
    client: AuthenticatedClient,
    body: PlanIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[PlanOut | Problem]:
    """Plan an answer

     Or, as `reminder`, that the ticket comes back if nobody has answered.

    Scope: `tickets:write`.

    Args:
        number (int):
        idempotency_key (str | Unset):
        body (PlanIn): An answer for later, or a reminder whose text becomes a note when nobody
            has answered until then.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PlanOut | Problem]
    """

    kwargs = _get_kwargs(
        number=number,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    number: int,
    *,
    client: AuthenticatedClient,
    body: PlanIn,
    idempotency_key: str | Unset = UNSET,
) -> PlanOut | Problem | None:
    """Plan an answer

     Or, as `reminder`, that the ticket comes back if nobody has answered.

    Scope: `tickets:write`.

    Args:
        number (int):
        idempotency_key (str | Unset):
        body (PlanIn): An answer for later, or a reminder whose text becomes a note when nobody
            has answered until then.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PlanOut | Problem
    """

    return (
        await asyncio_detailed(
            number=number,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
