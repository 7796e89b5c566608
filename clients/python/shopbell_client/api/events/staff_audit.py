import datetime
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.audit_page import AuditPage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    person: str | Unset = "",
    kind: str | Unset = "",
    subject: str | Unset = "",
    since: datetime.date | None | Unset = UNSET,
    until: datetime.date | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params["person"] = person

    params["kind"] = kind

    params["subject"] = subject

    json_since: None | str | Unset
    if isinstance(since, Unset):
        json_since = UNSET
    elif isinstance(since, datetime.date):
        json_since = since.isoformat()
    else:
        json_since = since
    params["since"] = json_since

    json_until: None | str | Unset
    if isinstance(until, Unset):
        json_until = UNSET
    elif isinstance(until, datetime.date):
        json_until = until.isoformat()
    else:
        json_until = until
    params["until"] = json_until

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/audit",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> AuditPage | Problem:
    if response.status_code == 200:
        response_200 = AuditPage.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[AuditPage | Problem]:
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
    person: str | Unset = "",
    kind: str | Unset = "",
    subject: str | Unset = "",
    since: datetime.date | None | Unset = UNSET,
    until: datetime.date | None | Unset = UNSET,
) -> Response[AuditPage | Problem]:
    """Read the audit log, newest first

     All events but messages. Addresses are forgotten after some time, as the rules of signing in say.

    Scope: `events:read`.

    Args:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        person (str | Unset): The id of an agent Default: ''.
        kind (str | Unset): A name such as `agent.signed_in`, or the first word with its dot:
            `agent.` Default: ''.
        subject (str | Unset): What it is about, such as `tickets.ticket:1042` Default: ''.
        since (datetime.date | None | Unset): The first day
        until (datetime.date | None | Unset): The last day

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuditPage | Problem]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        person=person,
        kind=kind,
        subject=subject,
        since=since,
        until=until,
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
    person: str | Unset = "",
    kind: str | Unset = "",
    subject: str | Unset = "",
    since: datetime.date | None | Unset = UNSET,
    until: datetime.date | None | Unset = UNSET,
) -> AuditPage | Problem | None:
    """Read the audit log, newest first

     All events but messages. Addresses are forgotten after some time, as the rules of signing in say.

    Scope: `events:read`.

    Args:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        person (str | Unset): The id of an agent Default: ''.
        kind (str | Unset): A name such as `agent.signed_in`, or the first word with its dot:
            `agent.` Default: ''.
        subject (str | Unset): What it is about, such as `tickets.ticket:1042` Default: ''.
        since (datetime.date | None | Unset): The first day
        until (datetime.date | None | Unset): The last day

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuditPage | Problem
    """

    return sync_detailed(
        client=client,
        cursor=cursor,
        limit=limit,
        person=person,
        kind=kind,
        subject=subject,
        since=since,
        until=until,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    person: str | Unset = "",
    kind: str | Unset = "",
    subject: str | Unset = "",
    since: datetime.date | None | Unset = UNSET,
    until: datetime.date | None | Unset = UNSET,
) -> Response[AuditPage | Problem]:
    """Read the audit log, newest first

     All events but messages. Addresses are forgotten after some time, as the rules of signing in say.

    Scope: `events:read`.

    Args:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        person (str | Unset): The id of an agent Default: ''.
        kind (str | Unset): A name such as `agent.signed_in`, or the first word with its dot:
            `agent.` Default: ''.
        subject (str | Unset): What it is about, such as `tickets.ticket:1042` Default: ''.
        since (datetime.date | None | Unset): The first day
        until (datetime.date | None | Unset): The last day

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuditPage | Problem]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        person=person,
        kind=kind,
        subject=subject,
        since=since,
        until=until,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "",
    limit: int | Unset = 25,
    person: str | Unset = "",
    kind: str | Unset = "",
    subject: str | Unset = "",
    since: datetime.date | None | Unset = UNSET,
    until: datetime.date | None | Unset = UNSET,
) -> AuditPage | Problem | None:
    """Read the audit log, newest first

     All events but messages. Addresses are forgotten after some time, as the rules of signing in say.

    Scope: `events:read`.

    Args:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        person (str | Unset): The id of an agent Default: ''.
        kind (str | Unset): A name such as `agent.signed_in`, or the first word with its dot:
            `agent.` Default: ''.
        subject (str | Unset): What it is about, such as `tickets.ticket:1042` Default: ''.
        since (datetime.date | None | Unset): The first day
        until (datetime.date | None | Unset): The last day

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuditPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            cursor=cursor,
            limit=limit,
            person=person,
            kind=kind,
            subject=subject,
            since=since,
            until=until,
        )
    ).parsed
