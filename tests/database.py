"""A throwaway PostgreSQL for the tests: one server, one migrated template, one clone for each test process.

The server's files lie in `var/test-database` and are kept, so the next run finds the template ready. Runs at
the same time share the server; the last one out stops it. DATABASE_URL moves the tests to another server.
"""

from __future__ import annotations

import hashlib
import os
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, LiteralString
from urllib.parse import urlsplit

import dj_database_url
import psycopg
import pytest
from django.core.management import call_command, get_commands
from django.db import connections
from psycopg import sql
from pytest_django.plugin import blocking_manager_key

from shopbell.project import embedded, prepare
from shopbell.project.paths import CHECKOUT
from shopbell.project.programs import closed_folders

KEEP_TEMPLATES = 5
LOCK_KEY = 5_551_228_736_423
SERVER = pytest.StashKey["Server"]()
# These tables need not outlive a crash of the machine.
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


@dataclass(frozen=True)
class Server:
    """A server, the name of the template there, and the prefix of this run's databases."""

    url: str
    template: str
    run: str

    def clone(self, worker: str) -> str:
        """The name of a new database like the template, for one test process."""
        name = f"{self.run}_{worker}"
        with self.connected() as connection:
            _run(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            _run(connection, "CREATE DATABASE {} TEMPLATE {}", name, self.template)
        return name

    def drop(self, name: str) -> None:
        """Drop a clone, whoever is still connected."""
        with self.connected() as connection:
            _run(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    @contextmanager
    def connected(self) -> Iterator[psycopg.Connection]:
        """A connection to the server that is in no transaction."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            yield connection

    def address_of(self, name: str) -> str:
        """The DATABASE_URL of one of the server's databases."""
        return _address_of(self.url, name)


class Clone:
    """A plugin of its own, registered late: of two fixtures of one name the later goes before."""

    @pytest.fixture(scope="session")
    @classmethod
    def django_db_setup(
        cls, request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
    ) -> Iterator[None]:
        """Instead of pytest-django's: clone the template, so that a test process starts without migrating."""
        server = request.config.stash[SERVER]
        name = server.clone(getattr(request.config, "workerinput", {}).get("workerid", "main"))
        os.environ["DATABASE_URL"] = server.address_of(name)  # for processes that a test starts
        _connect_django_to(server.address_of(name))
        yield
        with django_db_blocker.unblock():
            connections.close_all()
        server.drop(name)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Clone(), "shopbell-clone")
    if hasattr(config, "workerinput"):
        config.stash[SERVER] = Server(**config.workerinput["shopbell_server"])
    elif not config.option.collectonly:
        prepare.compile_catalogues(CHECKOUT / "shopbell" / "locale")
        stack = ExitStack()
        config.add_cleanup(stack.close)
        with config.stash[blocking_manager_key].unblock():
            config.stash[SERVER] = stack.enter_context(_server())


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput["shopbell_server"] = asdict(node.config.stash[SERVER])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A transactional test ends with empty tables: empty those Django does not mind, put the reference rows back.

    Not after the last one: the database is gone by then."""
    yield
    if nextitem is not None and _is_transactional(item) and "seed" in get_commands():
        with item.config.stash[blocking_manager_key].unblock():
            with connections["default"].cursor() as cursor:
                cursor.execute(
                    "TRUNCATE procrastinate_jobs, procrastinate_events, shopbell_cache, core_throttle CASCADE"
                )
            call_command("seed", verbosity=0)


def _is_transactional(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    marked = mark is not None and bool(mark.kwargs.get("transaction"))
    return marked or not {"transactional_db", "live_server"}.isdisjoint(getattr(item, "fixturenames", ()))


@contextmanager
def _server() -> Iterator[Server]:
    """The server with its template ready; of DATABASE_URL, or embedded."""
    run = f"test_{os.getpid()}"
    if url := os.environ.get("DATABASE_URL"):
        yield Server(url, _template(url), f"{run}_{os.uname().nodename[:20].lower()}")
        return
    with embedded.held(_folder(), settings=QUICK) as url:
        _drop_left_overs(url)
        yield Server(url, _template(url), run)


def _folder() -> Path:
    """`var/test-database`; elsewhere where root would have to open folders to the server's account."""
    folder = CHECKOUT / "var" / "test-database"
    if os.geteuid() == 0 and closed_folders(folder):
        return Path(tempfile.gettempdir()) / f"shopbell-tests-{hashlib.sha256(bytes(CHECKOUT)).hexdigest()[:12]}"
    return folder


def _template(url: str) -> str:
    """The name of the migrated and seeded template; made when there is none for these migrations."""
    name = f"template_{_hash_of_migrations()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK_KEY])
        names = [
            row[0]
            for row in connection.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%' ORDER BY oid DESC"
            )
        ]
        if name not in names:
            unfinished = f"unfinished_{name}"
            _run(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", unfinished)
            _run(connection, "CREATE DATABASE {}", unfinished)
            _connect_django_to(_address_of(url, unfinished))
            prepare.migrate()
            connections.close_all()
            _run(connection, "ALTER DATABASE {} RENAME TO {}", unfinished, name)
        for old in [other for other in names if other != name][KEEP_TEMPLATES:]:
            _run(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", old)
    return name


def _drop_left_overs(url: str) -> None:
    """Drop the databases of runs that were killed: the number in the name is the process id of the run."""
    with psycopg.connect(url, autocommit=True) as connection:
        for (name,) in connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'").fetchall():
            if not _is_alive(int(name.split("_")[1])):
                _run(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _hash_of_migrations() -> str:
    """Changes with our migrations and seeds, and with the installed packages, whose migrations run too."""
    package = CHECKOUT / "shopbell"
    files = [
        path
        for pattern in ("**/migrations/*.py", "**/management/commands/*.py", "**/seed*.py", "**/seed*/*.py")
        for path in package.glob(pattern)
    ]
    seen = hashlib.sha256(Path(prepare.__file__).read_bytes())
    for path in sorted(set(files)):
        seen.update(f"{path.relative_to(package)}\n".encode() + path.read_bytes())
    packages = sorted(folder.name for folder in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    seen.update("\n".join(packages).encode())
    return seen.hexdigest()[:16]


def _connect_django_to(url: str) -> None:
    """Point Django at a database; the wrappers of all threads share the dictionary changed here."""
    connections["default"].close()
    connections.settings["default"].update(dj_database_url.parse(url))


def _address_of(url: str, database: str) -> str:
    return urlsplit(url)._replace(path=f"/{database}").geturl()


def _run(connection: psycopg.Connection, statement: LiteralString, *names: str) -> None:
    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
