"""A running Shopbell on the test's own database: a web and a worker process that tests may kill."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import httpx

T = TypeVar("T")


def free_port() -> int:
    """A loopback port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class House:
    """The processes of one installation; `url` is where its pages are."""

    port: int = field(default_factory=free_port)
    web: subprocess.Popen[bytes] | None = None
    worker: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> House:
        self.start_web()
        self.start_worker()
        return self

    def start_web(self) -> None:
        self.web = self._run("web", "--port", str(self.port))
        wait_until(self._answers, f"{self.url} to answer", seconds=40)

    def start_worker(self) -> None:
        self.worker = self._run("worker")

    def kill_web(self) -> None:
        """As the machine would: without a word."""
        _end(self.web, signal.SIGKILL)

    def kill_worker(self) -> None:
        _end(self.worker, signal.SIGKILL)

    def stop(self) -> None:
        for process in (self.web, self.worker):
            _end(process, signal.SIGTERM)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/accounts/login/", timeout=5).status_code < 400  # without agents: to /setup/
        except httpx.HTTPError:
            return False

    def _run(self, *command: str) -> subprocess.Popen[bytes]:
        from django.conf import settings

        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "SHOPBELL_TEST_DATA": str(settings.DATA),
            "SHOPBELL_TEST_URL": self.url,
            "SHOPBELL_DEBUG": "1",
        }
        return subprocess.Popen([sys.executable, "-m", "shopbell.project.cli", *command], env=environment)


def wait_until(look: Callable[[], T], what: str, *, seconds: float = 20) -> T:
    """What `look` gives once it is true; fails with what was waited for."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if seen := look():
            return seen
        time.sleep(0.02)
    raise AssertionError(f"waited {seconds:.0f} s for {what}")


def _end(process: subprocess.Popen[bytes] | None, how: signal.Signals) -> None:
    if process and process.poll() is None:
        process.send_signal(how)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
