"""What every request passes first: whom to believe about its origin, and how long it may be."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import IO

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shopbell.core.live.admission import in_thread

Network = IPv4Network | IPv6Network
UNIX = "unix"
LIMIT = 30 * 1024 * 1024
_IN_MEMORY = 512 * 1024
_CHUNK = 256 * 1024
_TEXT = b"text/plain; charset=utf-8"
_TOO_LARGE, _NOTHING_HERE = b"The request is too large.", b"There is nothing at this address."
_PROBLEM, _AS_PROBLEM = (
    b"application/problem+json",
    b'{"type": "about:blank", "title": "Content Too Large", "status": 413, "detail": "The request is too large."}',
)
_FORWARDED = (b"x-forwarded-", b"x-real-", b"forwarded")


class TrustedHeaders:
    """Sets client, scheme and host from forwarded headers of trusted proxies; removes these headers always.

    Headers with an underscore go too: WSGI cannot tell `X_Real_Name` from `X-Real-Name`.
    """

    def __init__(self, app: ASGIApp, trusted: Sequence[str] = ()) -> None:
        """`trusted`: addresses, networks (`10.0.0.0/8`), or `unix` for whoever comes by a Unix socket."""
        self.app = app
        self.unix = UNIX in trusted
        self.networks = tuple(ip_network(one.strip(), strict=False) for one in trusted if one.strip() != UNIX)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = scope["headers"]
            if self._trusts(scope.get("client")):
                self._believe(scope, headers)
            scope["headers"] = [
                header for header in scope["headers"] if not header[0].startswith(_FORWARDED) and b"_" not in header[0]
            ]
        await self.app(scope, receive, send)

    def _trusts(self, client: tuple[str, int] | None) -> bool:
        if client is None or not client[0]:
            return self.unix
        return is_within(client[0], self.networks)

    def _believe(self, scope: Scope, headers: list[tuple[bytes, bytes]]) -> None:
        if client := self._client(_values(headers, b"x-forwarded-for")):
            scope["client"] = (client, 0)
        scheme = _values(headers, b"x-forwarded-proto")[-1:]
        if scheme in (["http"], ["https"]):
            scope["scheme"] = scheme[0]
        if host := _values(headers, b"x-forwarded-host")[-1:]:
            others = [header for header in headers if header[0] != b"host"]
            scope["headers"] = [*others, (b"host", host[0].encode("latin-1"))]

    def _client(self, addresses: list[str]) -> str | None:
        """The last address that is not a proxy of ours: those before it are whatever the client claimed."""
        nearest = None
        for address in reversed(addresses):
            parsed = _parsed(address)
            if parsed is None:
                break
            nearest = str(parsed)
            if not is_within(nearest, self.networks):
                break
        return nearest


class WholeBody:
    """Receives the body before the application runs: a slow sender holds no thread. 413 when too long.

    `longest_hook` tells how much a path below `/hooks/` takes, and None for one that is nobody's: 404 at once.
    """

    def __init__(self, app: ASGIApp, *, longest_hook: Callable[[str], int | None]) -> None:
        self.app, self.longest_hook = app, longest_hook

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _has_body(scope["headers"]):
            await self.app(scope, receive, send)
            return
        is_hook = scope["path"].startswith("/hooks/")
        limit = await in_thread(self.longest_hook, scope["path"]) if is_hook else LIMIT
        if limit is None:
            await _refuse(send, 404, _TEXT, _NOTHING_HERE)
            return
        announced = _values(scope["headers"], b"content-length")
        if announced and int(announced[0]) > limit:
            await _too_long(scope, send)
            return
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as body:
            length = await _receive_all(receive, body, limit)
            if length is None:  # the client has gone
                return
            if length > limit:
                await _too_long(scope, send)
                return
            body.seek(0)
            # A chunked body has no length yet, and without one Django would read nothing.
            scope["headers"] = [
                *(pair for pair in scope["headers"] if pair[0] not in (b"content-length", b"transfer-encoding")),
                (b"content-length", b"%d" % length),
            ]
            await self.app(scope, _Replay(body, length, receive), send)


class _Replay:
    """Hands out the received body, then whatever the server says next."""

    def __init__(self, body: IO[bytes], length: int, receive: Receive) -> None:
        self.body, self.left, self.receive = body, length, receive
        self.done = False

    async def __call__(self) -> Message:
        if self.done:
            return await self.receive()
        chunk = self.body.read(_CHUNK)
        self.left -= len(chunk)
        self.done = self.left <= 0
        return {"type": "http.request", "body": chunk, "more_body": not self.done}


def is_within(address: str, networks: Iterable[Network]) -> bool:
    """Whether an address belongs to one of the networks; an IPv4 address may come written as IPv6."""
    parsed = _parsed(address)
    return parsed is not None and any(parsed in network for network in networks)


@lru_cache(maxsize=1024)
def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    """Read `203.0.113.5`, `203.0.113.5:4711`, `2001:db8::1` or `[2001:db8::1]:4711`."""
    text = address.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        parsed = ip_address(text)
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed


def _values(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> list[str]:
    """All values of a header that may be a list, in order."""
    joined = ",".join(value.decode("latin-1") for key, value in headers if key == name)
    return [part.strip() for part in joined.split(",") if part.strip()]


def _has_body(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(name == b"transfer-encoding" or (name == b"content-length" and value != b"0") for name, value in headers)


async def _receive_all(receive: Receive, body: IO[bytes], limit: int) -> int | None:
    """How many bytes came, at most a chunk over the limit; None when the client went away."""
    length = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunk = message.get("body", b"")
        length += len(chunk)
        if length > limit or not message.get("more_body"):
            body.write(chunk)
            return length
        body.write(chunk)


async def _too_long(scope: Scope, send: Send) -> None:
    """Programs hear it as the problem that they know."""
    await _refuse(send, 413, *((_PROBLEM, _AS_PROBLEM) if scope["path"].startswith("/api/") else (_TEXT, _TOO_LARGE)))


async def _refuse(send: Send, status: int, kind: bytes, body: bytes) -> None:
    headers = [(b"content-type", kind), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
