"""The processes below the parent, web and worker; each can run alone as well."""

from __future__ import annotations

import errno
import os
import resource
import signal
import socket
import sys
import threading
import time
from contextlib import suppress

PARENT_FD = "SHOPBELL_PARENT_FD"
SOCKET_FD = "SHOPBELL_SOCKET_FD"
READY_FD = "SHOPBELL_READY_FD"
GRACE_SECONDS = 25
# Threads that compute hand over this often: the loop, which serves the streams, waits behind all of them.
SWITCH_SECONDS = 0.0005


class ListenError(RuntimeError):
    """The address cannot be listened on; the text says why, in plain words for a terminal."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises `ListenError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, OverflowError) as error:
        raise ListenError(_why_not(host, port, error)) from error


def run_web(host: str, port: int) -> None:
    """Serve `shopbell.project.asgi` on the parent's socket, or on one of our own, until SIGTERM."""
    watch_parent()
    inherited = os.environ.get(SOCKET_FD)
    try:
        listening = socket.socket(fileno=int(inherited)) if inherited else listen(host, port)
    except ListenError as error:
        sys.exit(str(error))
    _allow_many_files()
    sys.setswitchinterval(SWITCH_SECONDS)
    _set_up_django()

    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            if ready := os.environ.get(READY_FD):
                os.write(int(ready), b"1")

    config = uvicorn.Config(
        "shopbell.project.asgi:app",
        loop="uvloop",
        http="httptools",
        ws="none",
        proxy_headers=False,  # the app believes SHOPBELL_TRUSTED_PROXIES only
        server_header=False,
        access_log=False,
        log_config=None,  # Django's LOGGING is the one configuration
        timeout_keep_alive=75,  # longer than the 60 s for which reverse proxies keep a connection
        timeout_graceful_shutdown=5,  # live streams never end by themselves
    )
    Server(config).run(sockets=[listening])


def _allow_many_files() -> None:
    """Every stream is an open file, and what a shell or a service manager allows at first is 1,024 of them."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # macOS says "unlimited" and refuses it
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def run_worker() -> None:
    """Work on jobs until SIGTERM."""
    watch_parent()
    _set_up_django()

    from shopbell.core import jobs

    jobs.run_worker()


def _set_up_django() -> None:
    """With a look at the database first, unless the parent has taken it: it brings back a server of ours itself."""
    import django

    django.setup()
    if PARENT_FD not in os.environ:
        from shopbell.project import foreign

        foreign.check_server()


def watch_parent() -> None:
    """End this process when the parent is gone: its end of the pipe closes however it died."""
    if inherited := os.environ.get(PARENT_FD):
        threading.Thread(target=_end_with_parent, args=[int(inherited)], daemon=True).start()


def _end_with_parent(pipe: int) -> None:
    while os.read(pipe, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)


def _why_not(host: str, port: int, error: Exception) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return (
            f"Port {port} is in use by another program (perhaps Shopbell runs already).\n"
            f"Choose another one: make run PORT={port + 1}, or shopbell up --port {port + 1}"
        )
    if number == errno.EACCES:
        return f"This user may not listen on port {port}. Choose one above 1023: make run PORT=8000"
    return f"Cannot listen on {host}, port {port}: {error}"
