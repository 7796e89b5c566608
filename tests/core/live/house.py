"""A real server in a thread, and a client of its streams."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
import uvicorn
from django.conf import settings

from shopbell.core.live.hub import Hub
from shopbell.project.asgi import build

T = TypeVar("T")
PATIENCE = 10.0


@dataclass(frozen=True)
class Heard:
    """One server-sent event."""

    event: str
    data: Any
    id: int | None


class Listening:
    """An open stream, read event by event; signs of life are skipped."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.iter_lines()

    def next(self, *, nobody: bool = False) -> Heard | None:
        """The next event, or None at the end of the stream; with `nobody`, also that a topic is empty."""
        while (heard := self._next()) and heard.event == "presence" and not (heard.data["who"] or nobody):
            pass
        return heard

    def _next(self) -> Heard | None:
        fields: dict[str, str] = {}
        for line in self._lines:
            name, _, value = line.partition(": ")
            if line and name:
                fields[name] = value
            elif fields.get("event", "beat") != "beat":
                identity = int(fields["id"]) if "id" in fields else None
                return Heard(fields["event"], json.loads(fields["data"]), identity)
            elif not line:
                fields = {}
        return None

    def rest(self) -> list[Heard]:
        """Everything up to the end of the stream."""
        return list(iter(self.next, None))


def until(condition: Callable[[], object]) -> None:
    """Wait until it is true; fails after `PATIENCE` seconds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


class House:
    """A running server with its hub."""

    def __init__(self, hub: Hub, port: int) -> None:
        self.hub, self.url = hub, f"http://127.0.0.1:{port}"
        self.loop: asyncio.AbstractEventLoop

    def client(self, session: str | None = None) -> httpx.Client:
        """A browser, with an agent's session if one is given; its requests come from our own pages."""
        cookies = {settings.SESSION_COOKIE_NAME: session} if session else {}
        return httpx.Client(
            base_url=self.url,
            cookies=cookies,
            timeout=PATIENCE,
            headers={"Sec-Fetch-Site": "same-origin"},
            trust_env=False,
        )

    @contextmanager
    def stream(self, query: str, session: str | None = None, **headers: str) -> Iterator[Listening]:
        """An open stream of `/live/?query`."""
        with (
            self.client(session) as client,
            client.stream("GET", f"/live/?{query}", headers=headers) as response,
        ):
            assert response.status_code == 200, response.read()
            yield Listening(response)

    def call(self, function: Callable[..., T], *args: Any) -> T:
        """Call a function of the hub in the thread where the hub lives."""

        async def called() -> T:
            return function(*args)

        return self.wait_for(called())

    def wait_for(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine beside the hub."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)


@contextmanager
def running(wsgi: Callable[..., Any], *, trusted: tuple[str, ...] = ()) -> Iterator[House]:
    """A house, listening to the database, until the end of the block."""
    hub = Hub()
    listening = socket.create_server(("127.0.0.1", 0))
    house = House(hub, listening.getsockname()[1])
    config = uvicorn.Config(
        build(hub, wsgi, trusted=list(trusted)),
        proxy_headers=False,
        access_log=False,
        log_config=None,
        ws="none",
        timeout_graceful_shutdown=5,
    )
    server = uvicorn.Server(config)
    up = threading.Event()

    async def serve() -> None:
        house.loop = asyncio.get_running_loop()
        serving = asyncio.ensure_future(server.serve(sockets=[listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        await hub.ear.listening.wait()
        up.set()
        await serving

    thread = threading.Thread(target=asyncio.run, args=[serve()])
    thread.start()
    assert up.wait(PATIENCE)
    try:
        yield house
    finally:
        house.call(hub.end_streams)
        server.should_exit = True
        thread.join(PATIENCE)
        assert not thread.is_alive()
