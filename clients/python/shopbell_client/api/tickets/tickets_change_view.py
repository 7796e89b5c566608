from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.view_change import ViewChange
from ...models.view_out import ViewOut
from ...types import UNSET, Response


def _get_kwargs(
    view: str,
    *,
    body: ViewChange,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/views/{view}".format(
            view=quote(str(view), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | ViewOut:
    if response.status_code == 200:
        response_200 = ViewOut.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | ViewOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    view: str,
    *,
    client: AuthenticatedClient,
    body: ViewChange,
) -> Response[Problem | ViewOut]:
    """Change a view

     Scope: `tickets:write`.

    Args:
        view (str):
        body (ViewChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ViewOut]
    """

    kwargs = _get_kwargs(
        view=view,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    view: str,
    *,
    client: AuthenticatedClient,
    body: ViewChange,
) -> Problem | ViewOut | None:
    """Change a view

     Scope: `tickets:write`.

    Args:
        view (str):
        body (ViewChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ViewOut
    """

    return sync_detailed(
        view=view,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    view: str,
    *,
    client: AuthenticatedClient,
    body: ViewChange,
) -> Response[Problem | ViewOut]:
    """Change a view

     Scope: `tickets:write`.

    Args:
        view (str):
        body (ViewChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ViewOut]
    """

    kwargs = _get_kwargs(
        view=view,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    view: str,
    *,
    client: AuthenticatedClient,
    body: ViewChange,
) -> Problem | ViewOut | None:
    """Change a view

     Scope: `tickets:write`.

    Args:
        view (str):
        body (ViewChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ViewOut
    """

    return (
        await asyncio_detailed(
            view=view,
            client=client,
            body=body,
        )
    ).parsed
