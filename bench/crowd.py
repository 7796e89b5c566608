"""Thousands of live streams in one event loop: bare sockets that read signals and come back when they are cut off."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

_EVENT = re.compile(rb"(?:id: (\d+)\n)?event: (\w+)\ndata: (.*)\n\n")
AT_ONCE = 100  # connections that the first opening has under way
# As the widget and the desk come back: `retry: 3000` and a little by chance, longer after each refusal.
RETRY_SECONDS, MOST_RETRY_SECONDS = 3.0, 10.0
LONGEST_TRY_SECONDS = 60.0
MOST_REFUSED = 50_000

Ask = Callable[["Crowd"], Awaitable[bytes]]  # gives the request line's address and headers of a stream


@dataclass
class Crowd:
    """All streams to one server, and what they have heard: by topic, event number and moment."""

    host: str
    port: int
    open: set[Line] = field(default_factory=set)
    heard: defaultdict[str, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))
    refused: int = 0
    coming: set[asyncio.Task[None]] = field(default_factory=set)
    is_over: bool = False

    async def gather(self, asks: list[Ask]) -> None:
        """Open them all."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(ask: Ask) -> None:
            async with gate:
                await Line(self, ask).come()

        await asyncio.gather(*(one(ask) for ask in asks))

    async def leave(self) -> None:
        """Close them all, for good."""
        self.is_over = True
        for task in self.coming:
            task.cancel()
        for line in list(self.open):
            line.transport.close()
        await asyncio.sleep(0.1)

    def come_back(self, line: Line) -> None:
        """It was cut off: it opens again by itself, a moment later."""
        self.open.discard(line)
        if not self.is_over:
            task = asyncio.get_running_loop().create_task(line.come(after=RETRY_SECONDS * random.uniform(0.5, 1.5)))
            self.coming.add(task)
            task.add_done_callback(self.coming.discard)

    async def post(self, path: str, content: object, **headers: str) -> tuple[int, dict[str, Any]]:
        """Status and JSON of one request, on a connection of its own."""
        body = json.dumps(content).encode()
        lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Connection: close", "Content-Type: application/json"]
        lines += [f"Content-Length: {len(body)}", *(f"{n.replace('_', '-')}: {v}" for n, v in headers.items())]
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            writer.write("\r\n".join([*lines, "", ""]).encode() + body)
            answer = await reader.read()
        finally:
            writer.close()
        head, _, rest = answer.partition(b"\r\n\r\n")
        start, end = rest.find(b"{"), rest.rfind(b"}") + 1  # the lengths of chunks stand before and behind it
        return int(head[9:12] or b"0"), json.loads(rest[start:end]) if end else {}


class Line(asyncio.Protocol):
    """One stream. `last` is the newest event it knows of; it resumes from there."""

    def __init__(self, crowd: Crowd, ask: Ask) -> None:
        self.crowd, self.ask = crowd, ask
        self.last, self.rest = 0, b""
        self.transport: asyncio.Transport
        self.hello: asyncio.Future[bool] | None = None

    async def come(self, *, after: float = 0.0) -> None:
        """Open, again and again until it is open."""
        wait = after
        while True:
            await asyncio.sleep(wait)
            try:
                if await asyncio.wait_for(self._try(), LONGEST_TRY_SECONDS):
                    return
            except (OSError, TimeoutError, ValueError):
                pass
            self.crowd.refused += 1
            if self.crowd.refused > MOST_REFUSED:
                raise RuntimeError(f"refused again and again: {self.rest[:200]!r}")
            wait = min(MOST_RETRY_SECONDS, max(wait, 1.0) * 1.5) * random.uniform(0.7, 1.3)

    async def _try(self) -> bool:
        request = await self.ask(self.crowd)
        if self.last:
            request += b"Last-Event-ID: %d\r\n" % self.last
        loop = asyncio.get_running_loop()
        self.rest, self.hello = b"", loop.create_future()
        await loop.create_connection(lambda: self, self.crowd.host, self.crowd.port)
        self.transport.write(request + b"\r\n")
        return await self.hello

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.rest += data
        if self.rest.startswith(b"HTTP/1.1") and not self.rest.startswith(b"HTTP/1.1 200"):
            self.transport.close()
            return
        end = 0
        for event in _EVENT.finditer(self.rest):
            end = event.end()
            if event[1]:
                self.last = int(event[1])
            if event[2] == b"hello":
                self.crowd.open.add(self)
                if self.hello and not self.hello.done():
                    self.hello.set_result(True)
            elif event[2] == b"signal":
                self._hear(json.loads(event[3]))
        self.rest = self.rest[end:]

    def _hear(self, said: dict[str, Any]) -> None:
        now = time.monotonic()
        for topic in said["topics"]:
            self.crowd.heard[topic].append((said["event"], now))

    def connection_lost(self, error: Exception | None) -> None:
        if self in self.crowd.open:
            self.crowd.come_back(self)
        elif self.hello and not self.hello.done():
            self.hello.set_result(False)
