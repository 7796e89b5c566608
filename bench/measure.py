"""What every measurement needs: figures, CPU time of process trees, and a database of a known size."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg

from bench.installation import CHECKOUT, environment, free_port, wait_for
from shopbell.project import embedded
from shopbell.project.programs import closed_folders

_TICK = os.sysconf("SC_CLK_TCK")
# Measuring starts after VACUUM and CHECKPOINT; nothing of that kind may run in between.
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "autovacuum": "off", "max_wal_size": "2GB"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure. `cpu_ms` is application and database together, the median of the rounds."""

    name: str
    size: int
    cpu_ms: float | None = None
    p50_ms: float | None = None
    p95_ms: float | None = None
    value: float | None = None
    unit: str = ""


@dataclass
class Context:
    """What a run offers to its measurements; whatever they start ends with the run."""

    sizes: tuple[int, ...]
    rounds: int = 30
    stack: ExitStack = field(default_factory=ExitStack)
    _server: str = ""

    @property
    def data(self) -> Path:
        """The data directory of the benchmark, kept between runs; never the one of the checkout itself."""
        folder = CHECKOUT / "var" / "bench"
        if os.geteuid() == 0 and closed_folders(folder):
            folder = Path(tempfile.gettempdir()) / "shopbell-bench"
        return folder

    def database(self, size: int) -> str:
        """The address of a database with that many tickets; filled at first use, which takes a while."""
        if not self._server:
            self._server = self.stack.enter_context(embedded.held(self.data, settings=SETTINGS))
        url = urlsplit(self._server)._replace(path=f"/bench_{size}").geturl()
        if not _is_filled(self._server, url, size):
            print(f"Filling a database with {size:,} tickets ...", file=sys.stderr, flush=True)
            self.run(size, "-m", "shopbell.project.cli", "migrate", "--quiet")
            self.run(size, "-m", "bench.seed", str(size))
        return url

    def run(self, size: int, *command: str, url: str = "") -> str:
        """What a Python command with this database in its environment prints."""
        environment = self.environment(size, url)
        done = subprocess.run(
            [sys.executable, *command], env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout.strip()

    def environment(self, size: int, url: str = "") -> dict[str, str]:
        """For processes that work on the database of that size, or on the copy of it at `url`."""
        url = url or urlsplit(self._server)._replace(path=f"/bench_{size}").geturl()
        return {**environment(), "DATABASE_URL": url, "SHOPBELL_DATA": str(self.data)}

    @contextmanager
    def web(self, size: int, url: str = "") -> Iterator[Web]:
        """A running web process on the database of that size, or its copy at `url`, and somebody signed in."""
        url, port = url or self.database(size), free_port()
        cookie = self.run(size, "-m", "bench.sign_in", url=url)
        process = subprocess.Popen(
            [sys.executable, "-m", "shopbell.project.cli", "web", "--port", str(port)],
            env=self.environment(size, url),
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/accounts/login/")
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers={"cookie": cookie}, timeout=60) as client:
                yield Web(client, process.pid, server_pid(url))
        finally:
            process.terminate()
            process.wait(timeout=60)


@dataclass
class Samples:
    """What repeated work has cost: one figure of CPU a round, one of wall time a request, in milliseconds."""

    cpu: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def row(self, name: str, size: int) -> Row:
        """The medians, and the wall time that 5 % exceed."""
        return Row(
            name=name,
            size=size,
            cpu_ms=round(statistics.median(self.cpu), 2),
            p50_ms=round(statistics.median(self.wall), 2),
            p95_ms=round(percentile(self.wall, 0.95), 2),
            value=round(statistics.median(self.database), 2),
            unit="ms in the database",
        )


@dataclass(frozen=True, slots=True)
class Web:
    """A signed-in client of one web process, with the process ids whose CPU time counts."""

    client: httpx.Client
    application: int
    database: int

    def measure(
        self, name: str, size: int, address: Callable[[], str], *, known: str, rounds: int, at_once: int = 5
    ) -> Row:
        """Get a page `rounds` times `at_once`; each answer is checked for 200 and a known string."""
        return self.measure_work(name, size, lambda: self.get(address(), known), rounds=rounds, at_once=at_once)

    def measure_work(self, name: str, size: int, work: Callable[[], float], *, rounds: int, at_once: int = 5) -> Row:
        """The same of any request: `work` makes one and gives the milliseconds it took."""
        samples = Samples()
        for _ in range(10):
            work()
        for _ in range(rounds):
            self.take(samples, work, at_once)
        return samples.row(name, size)

    def take(self, samples: Samples, work: Callable[[], float], at_once: int = 5) -> None:
        """One round."""
        before = tree_ms(self.application), tree_ms(self.database)
        for _ in range(at_once):
            samples.wall.append(work())
        samples.database.append((tree_ms(self.database) - before[1]) / at_once)
        samples.cpu.append((tree_ms(self.application) - before[0]) / at_once + samples.database[-1])

    def get(self, address: str, known: str) -> float:
        """The milliseconds one page took. Raises `ValueError` when it is not the page we asked for."""
        return took(self.client.get(address), known)


def took(answer: httpx.Response, known: str, status: int = 200) -> float:
    """The milliseconds of an answer. Raises `ValueError` when it is another one than expected."""
    if answer.status_code != status or known not in answer.text:
        raise ValueError(f"{answer.url} answered {answer.status_code} without {known!r}: {answer.text[:300]}")
    return answer.elapsed.total_seconds() * 1000


def tree_ms(pid: int) -> float:
    """CPU milliseconds that a process and those below it have used, ended ones included."""
    total, waiting = 0.0, [pid]
    children = _children()
    while waiting:
        one = waiting.pop()
        waiting += children.get(one, [])
        total += _own_ms(one)
    return total


def _own_ms(pid: int) -> float:
    """Nanoseconds of its threads, and clock ticks of children that have ended."""
    total = 0.0
    try:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            total += int((thread / "schedstat").read_text().split()[0]) / 1e6
        ended = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[13:15]
        total += sum(map(int, ended)) * 1000 / _TICK
    except (FileNotFoundError, ProcessLookupError):  # it ended while we looked; its parent counts it
        pass
    return total


def _children() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
            found.setdefault(parent, []).append(int(entry.name))
    return found


def proportional_kib(pid: int) -> int:
    """Private and shared memory of a process, each shared page counted in parts (KiB)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    raise LookupError("Pss")


def tree_mb(pid: int) -> float:
    """Memory of a process and those below it in MB; what they share is counted once."""
    total, waiting, children = 0, [pid], _children()
    while waiting:
        one = waiting.pop()
        waiting += children.get(one, [])
        try:
            total += proportional_kib(one)
        except (FileNotFoundError, ProcessLookupError, LookupError):  # it has ended meanwhile
            continue
    return total * 1024 / 1e6


def server_pid(url: str) -> int:
    """The process id of the database server, which is the parent of all its processes."""
    with psycopg.connect(url) as connection:
        backend = connection.info.backend_pid
        return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of all values lies."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * share))]


def _is_filled(server: str, url: str, size: int) -> bool:
    """Whether that database is there, complete and of today's tables; else it is made anew, empty."""
    name = f"bench_{size}"
    with psycopg.connect(server, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            with psycopg.connect(url) as own:
                marked = own.execute("SELECT obj_description('public'::regnamespace, 'pg_namespace')").fetchone()
            if marked and marked[0] == fingerprint():
                return True
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return False


def fingerprint() -> str:
    """Changes with the migrations and with how the database is filled."""
    import hashlib

    seen = hashlib.sha256((CHECKOUT / "bench" / "seed.py").read_bytes())
    for path in sorted((CHECKOUT / "shopbell").glob("**/migrations/*.py")):
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]
