"""The one application on the one port: live streams, static files, and Django's pages in threads."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from types import FrameType
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.conf import settings
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

from shopbell.core.live import endpoint
from shopbell.core.live.hub import Hub
from shopbell.project.front import TrustedHeaders, WholeBody
from shopbell.project.static import static_files
from shopbell.project.wsgi import application as django

THREADS = 8


def build(hub: Hub, wsgi: Any, *, trusted: list[str]) -> ASGIApp:
    """The application around a hub and a WSGI application, believing the proxies in `trusted`."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await hub.start()
        with _before_stopping(hub.end_streams):
            yield
        await hub.stop()

    threads = getattr(settings, "SHOPBELL_WEB_THREADS", THREADS)
    pages = cast(ASGIApp, WSGIMiddleware(wsgi, workers=threads))  # the same protocol in other types
    app = Starlette(
        routes=[
            Mount("/live", endpoint.routes(hub)),
            Mount(settings.STATIC_URL.rstrip("/"), static_files()),
            Mount("/", WholeBody(pages, longest_hook=_longest_hook)),
        ],
        lifespan=lifespan,
    )
    return TrustedHeaders(app, trusted)


def _longest_hook(path: str) -> int | None:
    from shopbell.channels.queries import longest_body  # models can be imported only once Django is set up

    return longest_body(path)


@contextmanager
def _before_stopping(end_streams: Callable[[], None]) -> Iterator[None]:
    """End the streams at SIGTERM already: the server waits for open responses before its lifespan ends."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    former = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def stop(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(end_streams)
        handler = former[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    for number in former:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in former.items():
            if signal.getsignal(number) is stop:
                signal.signal(number, handler)


hub = Hub()
app = build(hub, django, trusted=settings.SHOPBELL_TRUSTED_PROXIES)
