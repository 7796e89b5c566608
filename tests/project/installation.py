"""An installation in a folder of its own, driven from outside as a user does."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from shopbell.project import cluster, embedded
from shopbell.project.paths import CHECKOUT

PATIENCE_SECONDS = 60
OURS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PORT", "PYTEST_CURRENT_TEST")


@dataclass
class Installation:
    """A data directory, a port, and the processes started for them."""

    data: Path
    port: int = 0
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.port = self.port or free_port()

    @property
    def environment(self) -> dict[str, str]:
        """Ours, without what belongs to the test run."""
        kept = {n: v for n, v in os.environ.items() if n not in OURS and not n.startswith("SHOPBELL_")}
        return kept | {"SHOPBELL_DATA": str(self.data), "PYTHONPATH": str(CHECKOUT)}

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run `shopbell <arguments>` to its end."""
        return subprocess.run(
            [sys.executable, "-m", "shopbell.project.cli", *arguments],
            env=self.environment | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )

    def up(self, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        """Start `shopbell up` and return when a page can be had."""
        with (self.data / "terminal.txt").open("a") as terminal:
            process = subprocess.Popen(
                [sys.executable, "-m", "shopbell.project.cli", "up", "--port", str(self.port), *arguments],
                env=self.environment | variables,
                stdin=subprocess.DEVNULL,
                stdout=terminal,
                stderr=subprocess.STDOUT,
                text=True,
            )
        self.started.append(process)
        shown = self.terminal().count("Shopbell is open")
        until(lambda: self.terminal().count("Shopbell is open") > shown or process.poll() is not None)
        assert process.poll() is None, self.terminal()
        return process

    def terminal(self) -> str:
        """What the user has seen so far."""
        return (self.data / "terminal.txt").read_text()

    def answers(self) -> bool:
        """Whether the web process answers with anything at all."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
                connection.sendall(b"GET /static/none HTTP/1.0\r\n\r\n")
                return connection.recv(12).startswith(b"HTTP/1.")
        except OSError:
            return False

    def end(self) -> None:
        """End whatever a test has left."""
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(PATIENCE_SECONDS)
        embedded.stop(self.data)


def children_of(pid: int) -> list[int]:
    """The living children of a process, web before worker."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    return sorted(int(row[0]) for row in rows if row[1] == str(pid) and not row[2].startswith("Z"))


def is_alive(pid: int) -> bool:
    """Whether a process that is not ours to wait for still runs."""
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return listed.stdout.strip() not in ("", "Z")


def until(condition: Callable[[], object]) -> None:
    """Wait for something, and fail when it does not come."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postmaster(data: Path) -> int:
    """The process id of the database server, which must be running."""
    pid = cluster.running_pid(embedded.database_folder(data))
    assert pid is not None
    return pid
