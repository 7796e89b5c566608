from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.holiday_in import HolidayIn
from ...models.holiday_kept import HolidayKept
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    shop: str,
    *,
    body: HolidayIn,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/shops/{shop}/holidays".format(
            shop=quote(str(shop), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> HolidayKept | Problem:
    if response.status_code == 201:
        response_201 = HolidayKept.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[HolidayKept | Problem]:
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
    body: HolidayIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[HolidayKept | Problem]:
    """Close on a day

     Scope: `shops:write`.

    Args:
        shop (str):
        idempotency_key (str | Unset):
        body (HolidayIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[HolidayKept | Problem]
    """

    kwargs = _get_kwargs(
        shop=shop,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    shop: str,
    *,
    client: AuthenticatedClient,
    body: HolidayIn,
    idempotency_key: str | Unset = UNSET,
) -> HolidayKept | Problem | None:
    """Close on a day

     Scope: `shops:write`.

    Args:
        shop (str):
        idempotency_key (str | Unset):
        body (HolidayIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        HolidayKept | Problem
    """

    return sync_detailed(
        shop=shop,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    shop: str,
    *,
    client: AuthenticatedClient,
    body: HolidayIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[HolidayKept | Problem]:
    """Close on a day

     Scope: `shops:write`.

    Args:
        shop (str):
        idempotency_key (str | Unset):
        body (HolidayIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[HolidayKept | Problem]
    """

    kwargs = _get_kwargs(
        shop=shop,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    shop: str,
    *,
    client: AuthenticatedClient,
    body: HolidayIn,
    idempotency_key: str | Unset = UNSET,
) -> HolidayKept | Problem | None:
    """Close on a day

     Scope: `shops:write`.

    Args:
        shop (str):
        idempotency_key (str | Unset):
        body (HolidayIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        HolidayKept | Problem
    """

    return (
        await asyncio_detailed(
            shop=shop,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
