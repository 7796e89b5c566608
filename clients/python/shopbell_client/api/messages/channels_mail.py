from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...types import UNSET, Response


def _get_kwargs(
    message: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/messages/{message}/mail".format(
            message=quote(str(message), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | str:
    if response.status_code == 200:
        response_200 = response.text
        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    message: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | str]:
    """A mail in its sender's own design

     A page that can run nothing and fetch nothing. Messages that were no such mail are 404.

    Scope: `tickets:read`.

    Args:
        message (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        message=message,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    message: str,
    *,
    client: AuthenticatedClient,
) -> Problem | str | None:
    """A mail in its sender's own design

     A page that can run nothing and fetch nothing. Messages that were no such mail are 404.

    Scope: `tickets:read`.

    Args:
        message (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return sync_detailed(
        message=message,
        client=client,
    ).parsed


async def asyncio_detailed(
    message: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | str]:
    """A mail in its sender's own design

     A page that can run nothing and fetch nothing. Messages that were no such mail are 404.

    Scope: `tickets:read`.

    Args:
        message (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        message=message,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    message: str,
    *,
    client: AuthenticatedClient,
) -> Problem | str | None:
    """A mail in its sender's own design

     A page that can run nothing and fetch nothing. Messages that were no such mail are 404.

    Scope: `tickets:read`.

    Args:
        message (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return (
        await asyncio_detailed(
            message=message,
            client=client,
        )
    ).parsed
