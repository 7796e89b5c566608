"""`shopbell up`: a small parent without Django that starts everything, watches it and ends it."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from shopbell.project import embedded
from shopbell.project.announcement import announcement
from shopbell.project.children import PARENT_FD, READY_FD, SOCKET_FD, ListenError, listen
from shopbell.project.one_parent import only_one
from shopbell.project.paths import data_directory
from shopbell.project.prepare import fingerprint
from shopbell.project.programs import ACCOUNT, closed_folders

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
TICK_SECONDS = 2.0
STOP_SECONDS = 30.0
LONGEST_WAIT_SECONDS = 30.0
STEADY_SECONDS = 60.0
FIRST_ATTEMPTS = 5


@dataclass(frozen=True)
class Wishes:
    """What `shopbell up` was asked for."""

    host: str
    port: int
    demo: bool = True
    web: int = 1
    workers: int = 1

    @property
    def url(self) -> str:
        """The address to open in a browser on this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104 (compared only)
        return f"http://{host}:{self.port}"


@dataclass
class Child:
    """One process that is to run for as long as the parent does."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    due: float = 0.0

    def wait_before_restart(self, now: float) -> float:
        """Seconds until the next start: doubling from half a second, anew after a minute of steady work."""
        self.failures = 1 if now - self.started > STEADY_SECONDS else self.failures + 1
        return min(0.5 * 2.0 ** (self.failures - 1), LONGEST_WAIT_SECONDS)


@dataclass
class Family:
    """The children, the pipe by which they notice the parent's death, and the signals that end them all."""

    children: list[Child]
    environment: dict[str, str]
    listening: socket.socket
    embedded_data: Path | None
    is_ready: bool = False
    is_ending: bool = False
    pipes: dict[str, int] = field(default_factory=dict)

    def run(self, announce: Callable[[], str]) -> int:
        """Keep the children running until a signal; 1 when the web process cannot start at all."""
        with _on_ending(self._on_signal), _waking() as woken:
            alive, self.pipes["alive"] = os.pipe()
            ready, self.pipes["ready"] = os.pipe()
            try:
                while not self.is_ending:
                    self._tend(alive)
                    if not self.is_ready and self._web_has_failed():
                        print("The web process does not start; the reason stands above.", file=sys.stderr)
                        return 1
                    if self._wait([woken, ready]) and not self.is_ready:
                        self.is_ready = True
                        print(announce(), flush=True)
            finally:
                self._end()
        return 0

    def _web_has_failed(self) -> bool:
        return any(child.name == "web" and child.failures >= FIRST_ATTEMPTS for child in self.children)

    def _tend(self, alive: int) -> None:
        """Start what is due, note what has died, and bring back a database that was killed."""
        if self.embedded_data is not None and not embedded.is_running(self.embedded_data):
            print("The database has stopped; starting it again.", file=sys.stderr, flush=True)
            embedded.start(self.embedded_data, keep=False)
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and (code := child.process.poll()) is not None:
                child.process = None
                wait = child.wait_before_restart(now)
                child.due = now + wait
                print(
                    f"{child.name} ended ({_how(code)}); starting it again in {wait:g} s.",
                    file=sys.stderr,
                    flush=True,
                )
            if child.process is None and child.due <= now:
                self._start(child, alive)

    def _start(self, child: Child, alive: int) -> None:
        shared = {PARENT_FD: alive}
        if child.name == "web":
            shared |= {SOCKET_FD: self.listening.fileno(), READY_FD: self.pipes["ready"]}
        child.started = time.monotonic()
        child.process = subprocess.Popen(
            child.command,
            env=self.environment | {name: str(number) for name, number in shared.items()},
            stdin=subprocess.DEVNULL,
            pass_fds=tuple(shared.values()),
            start_new_session=True,  # Ctrl-C reaches the parent alone, which ends its children in order
        )

    def _wait(self, pipes: list[int]) -> bool:
        """Sleep until a signal, a message or something due; True when a web process is ready to serve."""
        due = [child.due - time.monotonic() for child in self.children if child.process is None]
        readable, _, _ = select.select(pipes, [], [], max(0.0, min([TICK_SECONDS, *due])))
        for pipe in readable:
            os.read(pipe, 4096)
        return pipes[1] in readable

    def _on_signal(self) -> None:
        """End in order; at the second signal, at once."""
        for child in self.children if self.is_ending else []:
            if child.process is not None:
                child.process.kill()
        self.is_ending = True

    def _end(self) -> None:
        self.is_ending = True
        print("\nStopping ...", flush=True)
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def up(wishes: Wishes) -> int:
    """Start the database, bring it up to date, and run web and worker until a signal."""
    data = _agreed_data()
    with only_one(data, wishes.url):
        try:
            listening = listen(wishes.host, wishes.port)
        except ListenError as error:
            print(error, file=sys.stderr)
            return 1
        with listening, _on_ending(_interrupt), _database(data) as url:
            environment = _environment(url, data, wishes)
            if not _prepared(environment, data, wishes):
                return 1
            names = ["web"] * wishes.web + ["worker"] * wishes.workers
            children = [Child(name, _command(name)) for name in names]
            family = Family(children, environment, listening, None if os.environ.get("DATABASE_URL") else data)
            own = environment["SHOPBELL_URL"].rstrip("/")
            return family.run(lambda: announcement(own, here=wishes.url, host=wishes.host, data=data))


@contextmanager
def _database(data: Path) -> Iterator[str]:
    if url := os.environ.get("DATABASE_URL"):
        yield url
    else:
        with embedded.held(data) as url:
            yield url


def _agreed_data() -> Path:
    """The data directory; as root, after saying which folders the database would open to other accounts."""
    data = data_directory()
    if os.environ.get("DATABASE_URL") or os.geteuid() != 0 or embedded.database_folder(data).exists():
        return data
    folders = closed_folders(embedded.database_folder(data))
    if not folders:
        return data
    print(
        f"PostgreSQL does not run as root, so its database will belong to a system account, {ACCOUNT}.\n"
        f"To reach {data} every account must be able to pass through (not list) these folders:\n"
        + "".join(f"  {folder}\n" for folder in folders)
        + "To keep them closed, keep the data elsewhere: make run DATA=/var/lib/shopbell,\n"
        "or shopbell up --data /var/lib/shopbell"
    )
    if sys.stdin.isatty():
        with suppress(EOFError):
            if other := input("Press Enter to go on, or type another folder for the data: ").strip():
                os.environ["SHOPBELL_DATA"] = other
    return data_directory()


def _environment(url: str, data: Path, wishes: Wishes) -> dict[str, str]:
    return {"SHOPBELL_URL": wishes.url} | os.environ | {"DATABASE_URL": url, "SHOPBELL_DATA": str(data)}


def _prepared(environment: dict[str, str], data: Path, wishes: Wishes) -> bool:
    """Migrate and load the demo where that has not been done; False when it fails.

    A server of somebody else's may have been emptied or restored since, so there we always look.
    """
    done = data / "prepared.json"
    now = fingerprint(environment["DATABASE_URL"], embedded.database_folder(data))
    is_ours = not os.environ.get("DATABASE_URL")
    before = json.loads(done.read_text()) if is_ours and done.exists() else {}
    if before.get("fingerprint") != now:
        print("Bringing the database up to date ...", flush=True)
        if not _succeeds(["migrate", "--quiet"], environment):
            print("The database could not be brought up to date; the reason stands above.", file=sys.stderr)
            return False
        now = fingerprint(environment["DATABASE_URL"], embedded.database_folder(data))
    has_demo = bool(before.get("demo"))
    if wishes.demo and not has_demo:
        print("Loading the demo shop ...", flush=True)
        has_demo = _succeeds(["demo", "--if-empty"], environment)
        if not has_demo:
            print("The demo shop could not be loaded; going on without it.", file=sys.stderr)
    data.mkdir(parents=True, exist_ok=True)
    done.write_text(json.dumps({"fingerprint": now, "demo": has_demo}))
    return True


def _succeeds(arguments: list[str], environment: dict[str, str]) -> bool:
    done = subprocess.run(_command(*arguments), env=environment, stdin=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "shopbell.project.cli", *arguments]


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


@contextmanager
def _on_ending(handle: Callable[[], None]) -> Iterator[None]:
    """Call `handle` for each signal that is to end us; one that was ignored (nohup) stays ignored."""
    numbers = [number for number in ENDING if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, lambda *_: handle()) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _waking() -> Iterator[int]:
    """A file descriptor that becomes readable when a signal arrives or a child ends."""
    woken, wake = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(wake, False)
    handler = signal.signal(signal.SIGCHLD, lambda *_: None)  # without a handler it would not wake us
    before = signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    try:
        yield woken
    finally:
        signal.set_wakeup_fd(before)
        signal.signal(signal.SIGCHLD, handler)
        os.close(woken)
        os.close(wake)


def _interrupt() -> None:
    raise KeyboardInterrupt
