from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.team_change import TeamChange
from ...models.team_out import TeamOut
from ...types import UNSET, Response


def _get_kwargs(
    team: str,
    *,
    body: TeamChange,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/teams/{team}".format(
            team=quote(str(team), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | TeamOut:
    if response.status_code == 200:
        response_200 = TeamOut.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | TeamOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    team: str,
    *,
    client: AuthenticatedClient,
    body: TeamChange,
) -> Response[Problem | TeamOut]:
    """Change a team, archive it, or bring it back

     Scope: `people:write`.

    Args:
        team (str):
        body (TeamChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | TeamOut]
    """

    kwargs = _get_kwargs(
        team=team,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    team: str,
    *,
    client: AuthenticatedClient,
    body: TeamChange,
) -> Problem | TeamOut | None:
    """Change a team, archive it, or bring it back

     Scope: `people:write`.

    Args:
        team (str):
        body (TeamChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | TeamOut
    """

    return sync_detailed(
        team=team,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    team: str,
    *,
    client: AuthenticatedClient,
    body: TeamChange,
) -> Response[Problem | TeamOut]:
    """Change a team, archive it, or bring it back

     Scope: `people:write`.

    Args:
        team (str):
        body (TeamChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | TeamOut]
    """

    kwargs = _get_kwargs(
        team=team,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    team: str,
    *,
    client: AuthenticatedClient,
    body: TeamChange,
) -> Problem | TeamOut | None:
    """Change a team, archive it, or bring it back

     Scope: `people:write`.

    Args:
        team (str):
        body (TeamChange): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | TeamOut
    """

    return (
        await asyncio_detailed(
            team=team,
            client=client,
            body=body,
        )
    ).parsed
