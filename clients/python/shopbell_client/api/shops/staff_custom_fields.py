from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.custom_field_page import CustomFieldPage
from ...models.problem import Problem
from ...models.staff_custom_fields_applies_to_type_0 import StaffCustomFieldsAppliesToType0
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    applies_to: None | StaffCustomFieldsAppliesToType0 | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    json_applies_to: None | str | Unset
    if isinstance(applies_to, Unset):
        json_applies_to = UNSET
    elif isinstance(applies_to, StaffCustomFieldsAppliesToType0):
        json_applies_to = applies_to.value
    else:
        json_applies_to = applies_to
    params["applies_to"] = json_applies_to

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/custom-fields",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> CustomFieldPage | Problem:
    if response.status_code == 200:
        response_200 = CustomFieldPage.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CustomFieldPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    applies_to: None | StaffCustomFieldsAppliesToType0 | Unset = UNSET,
) -> Response[CustomFieldPage | Problem]:
    """List the shop's own fields

     Scope: `shops:read`.

    Args:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        applies_to (None | StaffCustomFieldsAppliesToType0 | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CustomFieldPage | Problem]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        applies_to=applies_to,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    applies_to: None | StaffCustomFieldsAppliesToType0 | Unset = UNSET,
) -> CustomFieldPage | Problem | None:
    """List the shop's own fields

     Scope: `shops:read`.

    Args:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        applies_to (None | StaffCustomFieldsAppliesToType0 | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CustomFieldPage | Problem
    """

    return sync_detailed(
        client=client,
        cursor=cursor,
        limit=limit,
        applies_to=applies_to,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    applies_to: None | StaffCustomFieldsAppliesToType0 | Unset = UNSET,
) -> Response[CustomFieldPage | Problem]:
    """List the shop's own fields

     Scope: `shops:read`.

    Args:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        applies_to (None | StaffCustomFieldsAppliesToType0 | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CustomFieldPage | Problem]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        applies_to=applies_to,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    applies_to: None | StaffCustomFieldsAppliesToType0 | Unset = UNSET,
) -> CustomFieldPage | Problem | None:
    """List the shop's own fields

     Scope: `shops:read`.

    Args:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        applies_to (None | StaffCustomFieldsAppliesToType0 | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CustomFieldPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            cursor=cursor,
            limit=limit,
            applies_to=applies_to,
        )
    ).parsed
