"""A fresh installation in a folder of its own, for pictures, figures and kill tests."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg

CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass
class Installation:
    """A running Shopbell: where its pages are, its data, and the process that minds the others."""

    url: str
    data: Path
    parent: subprocess.Popen[bytes]
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def sign_in(self) -> dict[str, str]:
        """E-mail and password of the demo's agent."""
        return dict(json.loads((self.data / "demo.json").read_text()))

    def children(self, name: str) -> list[int]:
        """The process ids of the `web` or `worker` processes below the parent."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:  # it has ended meanwhile
                continue
            if parent == str(self.parent.pid) and name.encode() in words:
                found.append(int(entry.name))
        return found

    def kill(self, name: str) -> int:
        """End all `web` or `worker` processes without a word, as a machine would; gives their number."""
        pids = self.children(name)
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        return len(pids)

    def restart(self) -> float:
        """End it and start it again; gives the seconds from there to the first page."""
        port = urlsplit(self.url).port or 0
        self.end()
        began = time.monotonic()
        self.parent = _up(self.data, port, self.variables)
        wait_for(f"{self.url}/accounts/login/", every=0.05)
        return time.monotonic() - began

    def signed_in(self) -> httpx.Client:
        """A client with the session of the demo's agent."""
        client = httpx.Client(base_url=self.url, timeout=60)
        page = client.get("/accounts/login/")
        given = {"login": self.sign_in["email"], "password": self.sign_in["password"]}
        given["csrfmiddlewaretoken"] = page.text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        answer = client.post("/accounts/login/", data=given)
        if not answer.has_redirect_location:
            raise ValueError(f"signing in answered {answer.status_code}")
        return client

    def python(self, *command: str) -> str:
        """What a Python command with this installation in its environment prints."""
        given = {"DATABASE_URL": self.address(), "SHOPBELL_DATA": str(self.data)}
        return subprocess.run(
            [sys.executable, *command], env={**environment(), **given}, check=True, stdout=subprocess.PIPE, text=True
        ).stdout.strip()

    def end(self) -> None:
        """End it, its database included."""
        self.parent.send_signal(signal.SIGTERM)
        self.parent.wait(timeout=60)

    def address(self) -> str:
        """The DATABASE_URL of its database."""
        return subprocess.run(
            [sys.executable, "-m", "shopbell.project.cli", "database", "--data", str(self.data)],
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    def ask(self, query: str) -> list[tuple[object, ...]]:
        """Rows from its database."""
        with psycopg.connect(self.address()) as connection:
            return list(connection.execute(query).fetchall())


@contextmanager
def fresh(profile: str = "demo", variables: Mapping[str, str] | None = None) -> Iterator[Installation]:
    """Start an installation with the demo shop of that profile and these settings; it is gone afterwards."""
    variables = variables or {}
    with tempfile.TemporaryDirectory(prefix="shopbell-bench-") as folder:
        if profile != "demo":
            run("migrate", data=folder)
            run("demo", "--profile", profile, data=folder)
        port = free_port()
        url, parent = f"http://127.0.0.1:{port}", _up(Path(folder), port, variables)
        installation = Installation(url, Path(folder), parent, variables)
        try:
            wait_for(f"{installation.url}/accounts/login/")
            yield installation
        finally:
            installation.end()


def _up(data: Path, port: int, variables: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "shopbell.project.cli", "up", "--port", str(port), "--data", str(data)],
        env={**environment(), **variables},
        stdout=subprocess.DEVNULL,
    )


def run(*command: str, data: str) -> None:
    """Run one command of the installation to its end."""
    subprocess.run(
        [sys.executable, "-m", "shopbell.project.cli", *command],
        env={**environment(), "SHOPBELL_DATA": data},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def environment() -> dict[str, str]:
    """Ours, without what would lead to another installation."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHOPBELL_")}
    kept.pop("DATABASE_URL", None)
    return {**kept, "PYTHONPATH": str(CHECKOUT)}


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, seconds: float = 180, *, every: float = 0.25) -> None:
    """Wait until the address answers 200; raises `TimeoutError`."""
    end = time.monotonic() + seconds
    with httpx.Client(timeout=5) as client:
        while time.monotonic() < end:
            try:
                if client.get(address).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(every)
    raise TimeoutError(f"{address} did not answer within {seconds:.0f} s")
