from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.draft_in import DraftIn
from ...models.draft_out import DraftOut
from ...models.problem import Problem
from ...models.tickets_keep_draft_way import TicketsKeepDraftWay
from ...types import UNSET, Response


def _get_kwargs(
    number: int,
    way: TicketsKeepDraftWay,
    *,
    body: DraftIn,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/tickets/{number}/drafts/{way}".format(
            number=quote(str(number), safe=""),
            way=quote(str(way), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> DraftOut | Problem:
    if response.status_code == 200:
        response_200 = DraftOut.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[DraftOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    number: int,
    way: TicketsKeepDraftWay,
    *,
    client: AuthenticatedClient,
    body: DraftIn,
) -> Response[DraftOut | Problem]:
    """Keep what you write

     409 when another device has changed it since that version. An empty one is refused: delete it.

    Scope: `tickets:write`.

    Args:
        number (int):
        way (TicketsKeepDraftWay):
        body (DraftIn): What is being written. `version` is the one you know, 0 for none: another
            device's later one is not lost.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DraftOut | Problem]
    """

    kwargs = _get_kwargs(
        number=number,
        way=way,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    number: int,
    way: TicketsKeepDraftWay,
    *,
    client: AuthenticatedClient,
    body: DraftIn,
) -> DraftOut | Problem | None:
    """Keep what you write

     409 when another device has changed it since that version. An empty one is refused: delete it.

    Scope: `tickets:write`.

    Args:
        number (int):
        way (TicketsKeepDraftWay):
        body (DraftIn): What is being written. `version` is the one you know, 0 for none: another
            device's later one is not lost.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DraftOut | Problem
    """

    return sync_detailed(
        number=number,
        way=way,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    number: int,
    way: TicketsKeepDraftWay,
    *,
    client: AuthenticatedClient,
    body: DraftIn,
) -> Response[DraftOut | Problem]:
    """Keep what you write

     409 when another device has changed it since that version. An empty one is refused: delete it.

    Scope: `tickets:write`.

    Args:
        number (int):
        way (TicketsKeepDraftWay):
        body (DraftIn): What is being written. `version` is the one you know, 0 for none: another
            device's later one is not lost.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DraftOut | Problem]
    """

    kwargs = _get_kwargs(
        number=number,
        way=way,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    number: int,
    way: TicketsKeepDraftWay,
    *,
    client: AuthenticatedClient,
    body: DraftIn,
) -> DraftOut | Problem | None:
    """Keep what you write

     409 when another device has changed it since that version. An empty one is refused: delete it.

    Scope: `tickets:write`.

    Args:
        number (int):
        way (TicketsKeepDraftWay):
        body (DraftIn): What is being written. `version` is the one you know, 0 for none: another
            device's later one is not lost.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DraftOut | Problem
    """

    return (
        await asyncio_detailed(
            number=number,
            way=way,
            client=client,
            body=body,
        )
    ).parsed
