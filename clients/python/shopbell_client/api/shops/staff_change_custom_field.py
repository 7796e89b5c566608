from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.custom_field_change import CustomFieldChange
from ...models.custom_field_out import CustomFieldOut
from ...models.problem import Problem
from ...types import UNSET, Response


def _get_kwargs(
    field: str,
    *,
    body: CustomFieldChange,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/custom-fields/{field}".format(
            field=quote(str(field), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> CustomFieldOut | Problem:
    if response.status_code == 200:
        response_200 = CustomFieldOut.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CustomFieldOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    field: str,
    *,
    client: AuthenticatedClient,
    body: CustomFieldChange,
) -> Response[CustomFieldOut | Problem]:
    """Change a field

     Scope: `shops:write`.

    Args:
        field (str):
        body (CustomFieldChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CustomFieldOut | Problem]
    """

    kwargs = _get_kwargs(
        field=field,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    field: str,
    *,
    client: AuthenticatedClient,
    body: CustomFieldChange,
) -> CustomFieldOut | Problem | None:
    """Change a field

     Scope: `shops:write`.

    Args:
        field (str):
        body (CustomFieldChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CustomFieldOut | Problem
    """

    return sync_detailed(
        field=field,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    field: str,
    *,
    client: AuthenticatedClient,
    body: CustomFieldChange,
) -> Response[CustomFieldOut | Problem]:
    """Change a field

     Scope: `shops:write`.

    Args:
        field (str):
        body (CustomFieldChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CustomFieldOut | Problem]
    """

    kwargs = _get_kwargs(
        field=field,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    field: str,
    *,
    client: AuthenticatedClient,
    body: CustomFieldChange,
) -> CustomFieldOut | Problem | None:
    """Change a field

     Scope: `shops:write`.

    Args:
        field (str):
        body (CustomFieldChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CustomFieldOut | Problem
    """

    return (
        await asyncio_detailed(
            field=field,
            client=client,
            body=body,
        )
    ).parsed
