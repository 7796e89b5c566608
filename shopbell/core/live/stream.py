"""One open stream: what waits to be written to it, merged while its client is slow."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

import structlog

from shopbell.core.live.access import Listener

log = structlog.get_logger(__name__)
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
BEAT_SECONDS = 15.0
LAGGING_SECONDS = 30.0
RETRY_MILLISECONDS = 3000


def sse(event: str, data: object, *, event_id: int | None = None) -> bytes:
    """One server-sent event."""
    head = "" if event_id is None else f"id: {event_id}\n"
    return f"{head}event: {event}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n".encode()


class Stream:
    """Signals merge by topic and presence by its newest state, so what waits never exceeds the topics.

    An idle stream holds no task: one is made for each write. It starts held, until `release`.
    """

    __slots__ = (
        "_ended",
        "_held",
        "_presence",
        "_send",
        "_signals",
        "_texts",
        "_writer",
        "_writing_since",
        "beat_at",
        "id",
        "last",
        "opened_at",
        "shown",
        "topics",
        "who",
    )

    def __init__(self, who: Listener, topics: Iterable[str], send: Send) -> None:
        self.id = secrets.token_hex(8)
        self.who, self.topics = who, set(topics)
        self.last = 0
        self.shown: dict[str, str] | None = None
        self.opened_at = self.beat_at = asyncio.get_running_loop().time()
        self._send = send
        self._texts: list[bytes] | None = None
        self._signals: dict[str, None] | None = None
        self._presence: dict[str, str] | None = None
        self._held = 1
        self._ended = False
        self._writer: asyncio.Task[None] | None = None
        self._writing_since = 0.0

    def text(self, chunk: bytes) -> None:
        """Write this before any waiting signal."""
        if not self._ended:
            self._texts = [*(self._texts or ()), chunk]
            self._wake()

    def signal(self, topics: Iterable[str], event_id: int) -> None:
        """These topics changed with this event."""
        if not self._ended:
            self._signals = (self._signals or {}) | dict.fromkeys(topics)
            self.last = max(self.last, event_id)
            self._wake()

    def presence(self, topic: str, who: str, *, anyway: bool = False) -> None:
        """Who is on this topic (JSON), unless the client was told the same before."""
        if self._ended or (not anyway and (self.shown or {}).get(topic, "[]") == who):
            return
        self.shown = (self.shown or {}) | {topic: who}
        self._presence = (self._presence or {}) | {topic: who}
        self._wake()

    def hold(self) -> None:
        """Write nothing until as many calls of `release`; signals gather meanwhile."""
        self._held += 1

    def release(self) -> None:
        """Undo one `hold`, the first one included."""
        self._held -= 1
        self._wake()

    def end(self, event: str = "", *, data: object = None) -> None:
        """Write a last event, then finish the response: the client reopens."""
        if self._ended:
            return
        if event:
            self._texts = [sse(event, data or {})]
            self._signals = self._presence = None
        self._ended, self._held = True, 0
        self._wake()

    def beat(self, now: float, last: int) -> None:
        """Once a second: a sign of life when it was silent, the end when its client has not read for long.

        The sign is a comment for proxies and an event for the page, which cannot see comments. It moves the
        client's place on to `last`: everything up to there has been written.
        """
        if self._writer is not None and now - self._writing_since > LAGGING_SECONDS:
            self.end("lagging")
        elif self._writer is None and not self._held and now >= self.beat_at:
            self.last = max(self.last, last)
            self.text(b":\n" + sse("beat", {}, event_id=self.last))

    def _wake(self) -> None:
        if self._writer is None and not self._held:
            loop = asyncio.get_running_loop()
            self._writing_since = loop.time()
            self._writer = loop.create_task(self._write())

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while not self._held and (chunk := self._take()):
                self._writing_since = loop.time()
                self.beat_at = self._writing_since + BEAT_SECONDS
                await self._send({"type": "http.response.body", "body": chunk, "more_body": True})
            if self._ended:
                await self._send({"type": "http.response.body", "body": b"", "more_body": False})
        except Exception:  # seen: logged; the request task notices the lost client by itself
            log.exception("a live stream could not be written")
        finally:
            self._writer = None

    def _take(self) -> bytes:
        parts = self._texts or []
        for topic, who in (self._presence or {}).items():
            parts.append(b'event: presence\ndata: {"topic":"%b","who":%b}\n\n' % (topic.encode(), who.encode()))
        if self._signals:
            parts.append(sse("signal", {"topics": list(self._signals), "event": self.last}, event_id=self.last))
        self._texts = self._signals = self._presence = None
        return b"".join(parts)
