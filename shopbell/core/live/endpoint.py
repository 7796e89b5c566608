"""`/live/`: the stream itself, its topics, and who is present."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.db import Error as DatabaseError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from shopbell.core.live import tickets
from shopbell.core.live.access import Listener
from shopbell.core.live.admission import (
    Admission,
    admit,
    agent_of_session,
    in_thread,
    judge,
    parse_topics,
    well_formed,
)
from shopbell.core.live.gossip import Change
from shopbell.core.live.hub import Hub
from shopbell.core.live.roster import GONE, STATES, Sighting
from shopbell.core.live.stream import Stream

P = ParamSpec("P")
T = TypeVar("T")
READY_SECONDS = 5
LONGEST_BODY = 16 * 1024
_UNREACHABLE = (DatabaseError, psycopg.Error, TimeoutError)
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-transform"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Refusal(Exception):
    """The request is answered with this status and nothing else."""

    def __init__(self, status: int, detail: str) -> None:
        self.response = JSONResponse({"detail": detail}, status, {"Cache-Control": "no-store"})
        if status == 503:
            self.response.headers["Retry-After"] = "2"


def routes(hub: Hub) -> Router:
    """The application below `/live`."""
    endpoints = Endpoints(hub)
    return Router(
        [
            Route("/", OpenStream(hub), methods=["GET"]),
            Route("/topics/", endpoints.topics, methods=["POST"]),
            Route("/presence/", endpoints.presence, methods=["POST"]),
        ],
        redirect_slashes=False,
    )


class OpenStream:
    """`GET /live/`, as bare ASGI: what an idle stream keeps in memory is this frame and its `Stream`."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked_at = self.hub.time
        try:
            if scope["method"] != "GET":  # the router lets HEAD through as well
                raise Refusal(405, "only GET")
            admission, last = await _admission(self.hub, Request(scope))
        except Refusal as refusal:
            await refusal.response(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        stream = Stream(admission.who, admission.allowed, send)
        try:
            await self.hub.open(stream, refused=admission.refused, last=last, asked_at=asked_at)
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            self.hub.close(stream)


class Endpoints:
    """What pages post."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    async def topics(self, request: Request) -> Response:
        """Change the topics of an agent's stream: `{"stream", "add", "remove", "last"}`."""
        try:
            content = await _json(request)
            who = await _agent(request)
            add, remove = (well_formed(_list(content, name)) for name in ("add", "remove"))
            admission = await _asking(judge, who, add)
            last = content.get("last")
            change = Change(
                str(content.get("stream", ""))[:64],
                who,
                admission.allowed,
                tuple(remove),
                last if type(last) is int else None,
            )
            await _hub_asking(self.hub, change)
        except Refusal as refusal:
            return refusal.response
        return JSONResponse({"refused": list(admission.refused)}, headers={"Cache-Control": "no-store"})

    async def presence(self, request: Request) -> Response:
        """Say what somebody does on a topic: `{"topic", "state", "page"}`."""
        try:
            content = await _json(request)
            names = well_formed([content.get("topic")])
            state, page = content.get("state"), str(content.get("page", ""))[:16]
            if not names or state not in (*STATES, GONE):
                raise Refusal(400, "topic or state is missing")
            who = await self._present(request, names[0])
        except Refusal as refusal:
            return refusal.response
        if state == "noting" and who.kind != "agent":
            return JSONResponse({"detail": "not for visitors"}, 403)
        self.hub.see(Sighting(names[0], who, str(state), page))
        return Response(status_code=204)

    async def _present(self, request: Request, topic: str) -> Listener:
        """Who this is, allowed on the topic."""
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            try:
                allowed = tickets.read_key(key)
            except tickets.Invalid:
                raise Refusal(401, "the key is not valid; open the stream again") from None
            if topic not in allowed.topics:
                raise Refusal(403, "not this topic")
            return allowed.who
        who = await _agent(request)
        if not self.hub.holds(who, topic) and not (await _asking(judge, who, [topic])).allowed:
            raise Refusal(403, "not this topic")
        return who


async def _admission(hub: Hub, request: Request) -> tuple[Admission, int | None]:
    query = request.query_params
    session = request.cookies.get(settings.SESSION_COOKIE_NAME)
    if "ticket" not in query and request.headers.get("Sec-Fetch-Site", "same-origin") not in (
        "same-origin",
        "none",
    ):
        raise Refusal(403, "from another site")
    try:
        async with asyncio.timeout(READY_SECONDS):
            await hub.ear.listening.wait()
        admission = await in_thread(admit, session, query.get("ticket"), parse_topics(query.get("topics", "")))
    except _UNREACHABLE as error:
        raise Refusal(503, "not ready") from error
    if admission is None:
        raise Refusal(401, "sign in first")
    if not admission.allowed:
        raise Refusal(403, "none of these topics")
    return admission, _number(request.headers.get("Last-Event-ID") or query.get("last"))


def _number(text: str | None) -> int | None:
    """The id of an event; 0, which no event has, for anything else that was given."""
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


async def _agent(request: Request) -> Listener:
    if not _is_same_origin(request):
        raise Refusal(403, "from another site")
    who = await _asking(agent_of_session, request.cookies.get(settings.SESSION_COOKIE_NAME))
    if who is None:
        raise Refusal(401, "sign in first")
    return who


def _is_same_origin(request: Request) -> bool:
    """Only a page of ours may post with the agent's cookie; a browser says which page it was."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    own = {settings.SHOPBELL_URL, f"{request.url.scheme}://{request.headers.get('Host', '')}"}
    return urlsplit(origin).scheme in ("http", "https") and origin in own


async def _json(request: Request) -> dict[str, Any]:
    """The body, an object. A form of another site cannot send this content type."""
    if request.headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
        raise Refusal(415, "send JSON")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            raise Refusal(413, "too long")
    try:
        content = json.loads(body)
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise Refusal(400, "send a JSON object")
    return content


def _list(content: dict[str, Any], name: str) -> list[object]:
    value = content.get(name)
    return value if isinstance(value, list) else []


async def _asking(question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    try:
        return await in_thread(question, *args, **kwargs)
    except _UNREACHABLE as error:
        raise Refusal(503, "not ready") from error


async def _hub_asking(hub: Hub, change: Change) -> None:
    try:
        await hub.change(change)
    except _UNREACHABLE as error:
        raise Refusal(503, "not ready") from error
