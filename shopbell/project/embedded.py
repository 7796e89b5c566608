"""The embedded database: a PostgreSQL server of this installation's own, on a Unix socket in its data directory."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote

from shopbell.project.programs import CannotStart, Programs, programs_for

EXTENSIONS = ("vector", "pg_trgm", "unaccent", "citext", "btree_gin")
MAJOR_VERSION = "18"
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 103  # macOS; Linux allows four more
STOP_SECONDS = 60
ATTEMPTS = 20
PATIENCE_SECONDS = 10

# Written to postgresql.conf once, when the database is made: whoever runs it may change them there.
SETTINGS = {
    "shared_buffers": "64MB",
    "max_connections": "100",
    "jit": "off",
    "work_mem": "8MB",
    "random_page_cost": "1.1",
    "io_method": "sync",
    "max_wal_size": "512MB",
    "log_checkpoints": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}

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
    last of its holders (`held`) lets go. Returns the address for DATABASE_URL. Raises `CannotStart`.
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


def address(data: Path) -> str | None:
    """The DATABASE_URL of the running server, or None when none runs (or it does not answer yet)."""
    data = data.expanduser().resolve()
    pid = running_pid(data)
    return None if pid is None or not _answers(data) else _url(data)


@contextmanager
def held(data: Path, *, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a running server; the last to let go stops it, unless `start` had left it running.

    Several processes may hold one server. One that is killed lets go without stopping it, and the next to
    hold it takes it over.
    """
    data = data.expanduser().resolve()
    with open(_prepared(data) / "database.lock", "a") as users:
        with _alone(data):
            fcntl.flock(users, fcntl.LOCK_SH)
            url = _start(data, settings or {})
        try:
            yield url
        finally:
            with _alone(data):
                if not _kept(data).exists() and _is_last(users):
                    _stop(data)


def running_pid(data: Path) -> int | None:
    """The process id of the server of this data directory, or None.

    The pid file alone is no proof: after a hard kill its number may belong to any other process.
    """
    database = database_folder(data)
    try:
        pid = int((database / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    command = _command_line(pid)
    return pid if "postgres" in command and str(database) in command else None


def _start(data: Path, settings: Mapping[str, str]) -> str:
    database = database_folder(data)
    try:
        programs = programs_for(database)
        if not (database / "PG_VERSION").exists():
            _initialise(programs, data, settings)
            _kept(data).unlink(missing_ok=True)
        _check_version(database)
        if running_pid(data) is None:
            _launch(programs, data)
        _wait_until_it_answers(data)
        _create_database(data)
    except PermissionError as error:
        raise CannotStart(
            f"The database cannot start: no permission for {error.filename}.\n"
            "Start Shopbell as the user to whom the data directory belongs, or choose another one (DATA=...)."
        ) from error
    return _url(data)


def _initialise(programs: Programs, data: Path, settings: Mapping[str, str]) -> None:
    """Make a new cluster under another name first, so that one cut short is never taken for whole."""
    unfinished = data / "database.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    if programs.uid is not None and programs.gid is not None:
        os.chown(unfinished, programs.uid, programs.gid)
    options = [f"--set={name}={value}" for name, value in {**SETTINGS, **settings}.items()]
    with tempfile.TemporaryFile() as log:
        made = programs.popen(
            "initdb",
            f"--pgdata={unfinished}",
            "--username=postgres",
            "--auth=trust",  # the socket lies in a folder that only its owner may enter
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            *(["--no-sync"] if settings.get("fsync") == "off" else []),
            *options,
            cwd=unfinished,
            log=log.fileno(),
        ).wait()
        if made != 0:
            raise CannotStart("The database could not be made. PostgreSQL says:\n" + _tail(log.fileno()))
    shutil.rmtree(database_folder(data), ignore_errors=True)
    unfinished.rename(database_folder(data))


def _check_version(database: Path) -> None:
    found = (database / "PG_VERSION").read_text().strip()
    if found != MAJOR_VERSION:
        raise CannotStart(
            f"The data in {database} were written by PostgreSQL {found}; this version of Shopbell brings "
            f"PostgreSQL {MAJOR_VERSION}.\nSee docs/howto for how to carry them over. Nothing was changed."
        )


def _launch(programs: Programs, data: Path) -> None:
    """Start the server, over the remains of one that was killed if need be."""
    database, log = database_folder(data), database_folder(data) / "log"
    sockets = socket_folder(data, programs)
    options = f"-c listen_addresses='' -p 5432 -k {shlex.quote(str(sockets))}"
    if log.exists() and log.stat().st_size > 10_000_000:
        log.replace(database / "log.1")
    for _ in range(ATTEMPTS):
        _remove_stale_pid(data)
        arguments = ("start", "-w", "-t", "86400", "-D", str(database), "-l", str(log), "-o", options)
        with tempfile.TemporaryFile() as output:
            if _patiently(programs.popen("pg_ctl", *arguments, cwd=database, log=output.fileno())) == 0:
                return
        if running_pid(data) is not None:
            return
        # The processes of a killed server need a moment to notice and to let go of its shared memory.
        time.sleep(0.5)
    raise CannotStart(f"The database cannot start. The end of {log}:\n{_last_lines(log)}")


def _patiently(process: subprocess.Popen[bytes]) -> int:
    while True:
        try:
            return process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            print(
                "The database is still recovering its data, which may take minutes ...",
                file=sys.stderr,
                flush=True,
            )


def _wait_until_it_answers(data: Path) -> None:
    said = time.monotonic()
    while not _answers(data):
        if running_pid(data) is None:
            log = database_folder(data) / "log"
            raise CannotStart(f"The database stopped while it started. The end of {log}:\n{_last_lines(log)}")
        if time.monotonic() - said > PATIENCE_SECONDS:
            print("Waiting for the database to answer ...", file=sys.stderr, flush=True)
            said = time.monotonic()
        time.sleep(0.05)


def _remove_stale_pid(data: Path) -> None:
    """PostgreSQL refuses to start while the pid in its file lives, even if that is now somebody else's."""
    if running_pid(data) is None:
        (database_folder(data) / "postmaster.pid").unlink(missing_ok=True)


def _stop(data: Path) -> bool:
    _kept(data).unlink(missing_ok=True)
    if running_pid(data) is None:
        return False
    database = database_folder(data)
    programs = programs_for(database)
    for mode in ("fast", "immediate"):
        with tempfile.TemporaryFile() as output:
            arguments = ("stop", "-w", "-t", str(STOP_SECONDS), "-m", mode, "-D", str(database))
            if programs.popen("pg_ctl", *arguments, cwd=database, log=output.fileno()).wait() == 0:
                return True
    return running_pid(data) is None


def _create_database(data: Path) -> None:
    extensions = "".join(f"CREATE EXTENSION IF NOT EXISTS {name};\n" for name in EXTENSIONS)
    # template1 too, so that databases for tests can be made without a superuser.
    script = _CREATE + "".join(
        f"\\connect {name}\nSET client_min_messages = warning;\n{extensions}"
        for name in ("shopbell", "template1")
    )
    run_sql(data, script)


def run_sql(data: Path, script: str) -> str:
    """Run a psql script as the server's superuser and return what it prints. Raises `CannotStart`."""
    done = _client(data, "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", "postgres", script=script)
    if done.returncode != 0:
        raise CannotStart("The database could not be set up. PostgreSQL says:\n" + done.stderr)
    return done.stdout


def _answers(data: Path) -> bool:
    return _client(data, "pg_isready", "-q", "-d", "postgres").returncode == 0


def _client(data: Path, name: str, *arguments: str, script: str = "") -> subprocess.CompletedProcess[str]:
    programs = programs_for(database_folder(data))
    socket = str(_socket_in_use(data))
    return subprocess.run(
        [str(programs.folder / name), "-U", "postgres", "-h", socket, "-p", "5432", *arguments],
        input=script,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )


def _url(data: Path) -> str:
    return f"postgresql://shopbell@/shopbell?host={quote(str(_socket_in_use(data)))}"


def _socket_in_use(data: Path) -> Path:
    """The fifth line of the pid file names the folder of the server's socket."""
    lines = (database_folder(data) / "postmaster.pid").read_text().split("\n")
    return Path(lines[4]) if len(lines) > 4 and lines[4] else database_folder(data)


def socket_folder(data: Path, programs: Programs) -> Path:
    """The database's own folder, or one in the run-time directory where that path is too long for a socket."""
    database = database_folder(data)
    if len(os.fsencode(database / SOCKET_NAME)) <= LONGEST_SOCKET_PATH and not set(str(database)) & set(
        ",\"'\\"
    ):
        return database
    runtime = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    owner = os.geteuid() if programs.uid is None else programs.uid
    name = hashlib.sha256(f"{owner}:{database}".encode()).hexdigest()[:16]
    folder = Path(runtime if programs.uid is None else "/tmp") / f"shopbell-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if programs.uid is not None and programs.gid is not None and folder.stat().st_uid == os.geteuid():
        os.chown(folder, programs.uid, programs.gid)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
        raise CannotStart(f"The folder {folder}, needed for the database's socket, belongs to somebody else.")
    return folder


def _command_line(pid: int) -> str:
    """The command line of a process, or nothing when there is none."""
    recorded = Path("/proc") / str(pid) / "cmdline"
    if Path("/proc/self/cmdline").exists():
        try:
            return recorded.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    listed = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listed.stdout


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """One process at a time starts or stops the server of a data directory."""
    with open(_prepared(data) / "database.gate", "a") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def _prepared(data: Path) -> Path:
    data.mkdir(parents=True, exist_ok=True)
    return data


def _is_last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _kept(data: Path) -> Path:
    """Its presence says that the server was started to stay (`shopbell database start`)."""
    return data / "database.kept"


def _tail(log: int) -> str:
    os.lseek(log, 0, os.SEEK_SET)
    return os.read(log, 100_000).decode(errors="replace")[-2000:]


def _last_lines(log: Path) -> str:
    return (
        "\n".join(log.read_text(errors="replace").splitlines()[-12:])
        if log.exists()
        else "(nothing was logged)"
    )
