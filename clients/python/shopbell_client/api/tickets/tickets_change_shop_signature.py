from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.signatures_in import SignaturesIn
from ...models.signatures_out import SignaturesOut
from ...types import UNSET, Response


def _get_kwargs(
    shop: str,
    *,
    body: SignaturesIn,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/shops/{shop}/signature".format(
            shop=quote(str(shop), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | SignaturesOut:
    if response.status_code == 200:
        response_200 = SignaturesOut.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | SignaturesOut]:
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
    body: SignaturesIn,
) -> Response[Problem | SignaturesOut]:
    """Change a shop's signature

     Scope: `shops:write`.

    Args:
        shop (str):
        body (SignaturesIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SignaturesOut]
    """

    kwargs = _get_kwargs(
        shop=shop,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    shop: str,
    *,
    client: AuthenticatedClient,
    body: SignaturesIn,
) -> Problem | SignaturesOut | None:
    """Change a shop's signature

     Scope: `shops:write`.

    Args:
        shop (str):
        body (SignaturesIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SignaturesOut
    """

    return sync_detailed(
        shop=shop,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    shop: str,
    *,
    client: AuthenticatedClient,
    body: SignaturesIn,
) -> Response[Problem | SignaturesOut]:
    """Change a shop's signature

     Scope: `shops:write`.

    Args:
        shop (str):
        body (SignaturesIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SignaturesOut]
    """

    kwargs = _get_kwargs(
        shop=shop,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    shop: str,
    *,
    client: AuthenticatedClient,
    body: SignaturesIn,
) -> Problem | SignaturesOut | None:
    """Change a shop's signature

     Scope: `shops:write`.

    Args:
        shop (str):
        body (SignaturesIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SignaturesOut
    """

    return (
        await asyncio_detailed(
            shop=shop,
            client=client,
            body=body,
        )
    ).parsed
