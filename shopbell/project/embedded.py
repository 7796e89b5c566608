"""The embedded database: this installation's own PostgreSQL server, on a socket in its data directory."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote

from shopbell.project import cluster
from shopbell.project.programs import StartError, programs_for

EXTENSIONS = ("vector", "pg_trgm", "unaccent", "citext", "btree_gin")

_CREATE = """
SET client_min_messages = warning;
SELECT 'CREATE ROLE shopbell LOGIN CREATEDB' WHERE NOT EXISTS (
    SELECT FROM pg_roles WHERE rolname = 'shopbell') \\gexec
SELECT 'CREATE DATABASE shopbell OWNER shopbell TEMPLATE template0 ENCODING ''UTF8'''
       ' LOCALE_PROVIDER builtin BUILTIN_LOCALE ''C.UTF-8''' WHERE NOT EXISTS (
    SELECT FROM pg_database WHERE datname = 'shopbell') \\gexec
"""


def database_folder(data: Path) -> Path:
    """Where the server keeps its files."""
    return data / "database"


def start(data: Path, *, settings: Mapping[str, str] | None = None, keep: bool = True) -> str:
    """Start the server of a data directory, unless it runs already.

    `settings` adds to postgresql.conf when the database is made. `keep` leaves the server running when the
    last of its holders (`held`) lets go. Returns the address for DATABASE_URL. Raises `StartError`.
    """
    data = data.expanduser().resolve()
    with _alone(data):
        url = _start(data, settings or {})
        if keep:
            _kept(data).touch()
    return url


def stop(data: Path) -> bool:
    """Stop the server of a data directory, whoever started it; False when none runs."""
    data = data.expanduser().resolve()
    if not database_folder(data).exists():
        return False
    with _alone(data):
        return _stop(data)


def is_running(data: Path) -> bool:
    """Whether the server of a data directory runs; cheap, and true while it recovers as well."""
    return cluster.running_pid(database_folder(data.expanduser().resolve())) is not None


def address(data: Path) -> str | None:
    """The DATABASE_URL of the running server, or None when none runs (or it does not answer yet)."""
    data = data.expanduser().resolve()
    return _url(data) if is_running(data) and cluster.answers(database_folder(data)) else None


@contextmanager
def held(data: Path, *, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a running server; the last to let go stops it, unless `start` had left it running.

    Several processes may hold one server. One that is killed lets go without stopping it, and the next to
    hold it takes it over.
    """
    data = data.expanduser().resolve()
    with _lock_file(data, "database.lock") as users:
        try:
            with _alone(data):
                fcntl.flock(users, fcntl.LOCK_SH)
                url = _start(data, settings or {})
            yield url
        finally:
            with _alone(data):
                if not _kept(data).exists() and _is_last(users):
                    _stop(data)


def _start(data: Path, settings: Mapping[str, str]) -> str:
    database = database_folder(data)
    try:
        programs = programs_for(database)
        if not (database / "PG_VERSION").exists():
            cluster.initialise(programs, database, settings)
        cluster.check_version(database)
        if cluster.running_pid(database) is None:
            cluster.launch(programs, database)
        cluster.wait_until_it_answers(database)
        _create_database(database)
    except PermissionError as error:
        raise _no_access(error) from error
    return _url(data)


def _stop(data: Path) -> bool:
    _kept(data).unlink(missing_ok=True)
    database = database_folder(data)
    return cluster.running_pid(database) is not None and cluster.end(database)


def _create_database(database: Path) -> None:
    """The role, the database and its extensions; template1 too, so that tests need no superuser."""
    extensions = "".join(f"CREATE EXTENSION IF NOT EXISTS {name};\n" for name in EXTENSIONS)
    places = [f"\\connect {name}\nSET client_min_messages = warning;\n" for name in ("shopbell", "template1")]
    cluster.run_sql(database, _CREATE + "".join(place + extensions for place in places))


def _url(data: Path) -> str:
    return f"postgresql://shopbell@/shopbell?host={quote(str(cluster.socket_in_use(database_folder(data))))}"


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """One process at a time starts or stops the server of a data directory."""
    with _lock_file(data, "database.gate") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def _lock_file(data: Path, name: str) -> IO[str]:
    try:
        data.mkdir(parents=True, exist_ok=True)
        return open(data / name, "a")
    except OSError as error:
        raise _no_access(error) from error


def _no_access(error: OSError) -> StartError:
    return StartError(
        f"The database cannot start: {error.filename}: {error.strerror}.\n"
        "Start Shopbell as the user to whom its data belong, or keep the data elsewhere (DATA=...)."
    )


def _is_last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _kept(data: Path) -> Path:
    """Its presence says that the server was started to stay (`shopbell database start`)."""
    return data / "database.kept"
