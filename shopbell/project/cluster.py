"""The files and the process of one PostgreSQL server: make, start, ask, stop. Locks are for `embedded.py`."""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from shopbell.project.programs import Programs, StartError, clean_environment, programs_for, wheel_programs

MAJOR_VERSION = "18"
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 103  # macOS; Linux allows four more
LONGEST_LOG_BYTES = 10_000_000
STOP_SECONDS = 60
ATTEMPTS = 20
PATIENCE_SECONDS = 10

# What a new server says while processes of a killed one have not noticed yet and hold its memory or socket.
STILL_THERE = ("shared memory block", "lock file", "Address already in use")

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


def initialise(programs: Programs, database: Path, settings: Mapping[str, str]) -> None:
    """Make a new cluster, under another name first, so that one cut short is never taken for whole."""
    unfinished = database.with_name(f"{database.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    programs.give(unfinished)
    arguments = [
        f"--pgdata={unfinished}",
        "--username=postgres",
        "--auth=trust",  # the socket lies in a folder that only its owner may enter
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        *(f"--set={name}={value}" for name, value in {**SETTINGS, **settings}.items()),
    ]
    if settings.get("fsync") == "off":
        arguments.append("--no-sync")
    with tempfile.TemporaryFile() as output:
        if programs.popen("initdb", *arguments, cwd=unfinished, output=output.fileno()).wait() != 0:
            output.seek(0)
            said = output.read().decode(errors="replace")
            raise StartError("The database could not be made. PostgreSQL says:\n" + said)
    shutil.rmtree(database, ignore_errors=True)
    unfinished.rename(database)


def check_version(database: Path) -> None:
    """Refuse files of another major version, which this server cannot read. Raises `StartError`."""
    found = (database / "PG_VERSION").read_text().strip()
    if found != MAJOR_VERSION:
        raise StartError(
            f"The data in {database} were written by PostgreSQL {found}; this version of Shopbell has "
            f"PostgreSQL {MAJOR_VERSION}.\nNothing was changed. Go back to the version of Shopbell that "
            "wrote them, save them there with pg_dump, and load them into an empty database of this one."
        )


def launch(programs: Programs, database: Path) -> None:
    """Start the server, over the remains of one that was killed if need be. Raises `StartError`."""
    log, sockets = database / "log", socket_folder(programs, database)
    if log.exists() and log.stat().st_size > LONGEST_LOG_BYTES:
        log.replace(database / "log.1")
    options = f"-c listen_addresses='' -p 5432 -k {shlex.quote(str(sockets))}"
    arguments = ("start", "-w", "-t", "86400", "-D", str(database), "-l", str(log), "-o", options)
    for _ in range(ATTEMPTS):
        if running_pid(database) is None:
            _remove_stale_locks(database, sockets)
        with tempfile.TemporaryFile() as output:
            code = _patiently(programs.popen("pg_ctl", *arguments, cwd=database, output=output.fileno()))
        if code == 0 or running_pid(database) is not None:
            return
        if not any(words in _last_lines(log) for words in STILL_THERE):
            break
        time.sleep(0.5)
    raise StartError(f"The database cannot start. The end of {log}:\n{_last_lines(log)}")


def wait_until_it_answers(database: Path) -> None:
    """Return when the running server takes connections, however long its recovery takes."""
    said = time.monotonic()
    while not answers(database):
        if running_pid(database) is None:
            log = database / "log"
            raise StartError(f"The database stopped while it started. The end of {log}:\n{_last_lines(log)}")
        if time.monotonic() - said > PATIENCE_SECONDS:
            _say_that_it_recovers()
            said = time.monotonic()
        time.sleep(0.05)


def end(database: Path) -> bool:
    """Stop the running server, at once if it does not stop in order; whether it has stopped."""
    programs = programs_for(database)
    for mode in ("fast", "immediate"):
        arguments = ("stop", "-w", "-t", str(STOP_SECONDS), "-m", mode, "-D", str(database))
        with tempfile.TemporaryFile() as output:
            if programs.popen("pg_ctl", *arguments, cwd=database, output=output.fileno()).wait() == 0:
                return True
    return running_pid(database) is None


def running_pid(database: Path) -> int | None:
    """The process id of the server of these files, or None.

    The pid file alone is no proof: after a hard kill its number may belong to any other process.
    """
    try:
        pid = int((database / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    command = _command_line(pid)
    return pid if "postgres" in command and f" {database} " in f"{command} " else None


def answers(database: Path) -> bool:
    """Whether the server takes connections."""
    return _ask(database, "pg_isready", "-q", "-d", "postgres").returncode == 0


def run_sql(database: Path, script: str) -> str:
    """Run a psql script as the server's superuser and return what it prints. Raises `StartError`."""
    done = _ask(database, "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", "postgres", script=script)
    if done.returncode != 0:
        raise StartError("The database could not be set up. PostgreSQL says:\n" + done.stderr)
    return done.stdout


def socket_in_use(database: Path) -> Path:
    """The folder of the running server's socket: the fifth line of its pid file."""
    try:
        lines = (database / "postmaster.pid").read_text().split("\n")
    except FileNotFoundError:  # it has just stopped
        return database
    return Path(lines[4]) if len(lines) > 4 and lines[4] else database


def socket_folder(programs: Programs, database: Path) -> Path:
    """The database's own folder, or one in the run-time directory where that path does not do for a socket.

    Raises `StartError` when somebody else has put a folder of that name there.
    """
    is_short = len(os.fsencode(database / SOCKET_NAME)) <= LONGEST_SOCKET_PATH
    if is_short and not set(str(database)) & set(",\"'\\"):
        return database
    owner = os.geteuid() if programs.uid is None else programs.uid
    name = hashlib.sha256(f"{owner}:{database}".encode()).hexdigest()[:16]
    folder = _runtime_folder(programs) / f"shopbell-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if found.st_uid == os.geteuid() and stat.S_ISDIR(found.st_mode):
        programs.give(folder)
        found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or stat.S_IMODE(found.st_mode) != 0o700:
        raise StartError(f"The folder {folder}, needed for the database's socket, belongs to somebody else.")
    return folder


def _remove_stale_locks(database: Path, sockets: Path) -> None:
    """PostgreSQL refuses to start while the pid in its files lives, even if that is now somebody else's."""
    for lock in (database / "postmaster.pid", sockets / f"{SOCKET_NAME}.lock"):
        lock.unlink(missing_ok=True)


def _runtime_folder(programs: Programs) -> Path:
    """As root not root's own, which the server's account could not enter."""
    if programs.uid is None:
        return Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    return Path("/run") if Path("/run").is_dir() else Path(tempfile.gettempdir())


def _ask(database: Path, name: str, *arguments: str, script: str = "") -> subprocess.CompletedProcess[str]:
    where = ["-U", "postgres", "-h", str(socket_in_use(database)), "-p", "5432"]
    return subprocess.run(
        [str(wheel_programs() / name), *where, *arguments],
        input=script,
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment(),
    )


def _patiently(process: subprocess.Popen[bytes]) -> int:
    while True:
        try:
            return process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            _say_that_it_recovers()


def _say_that_it_recovers() -> None:
    print("The database is still recovering its data; that may take minutes ...", file=sys.stderr, flush=True)


def _command_line(pid: int) -> str:
    """The command line of a process, or nothing when there is none."""
    if Path("/proc/self/cmdline").exists():
        try:
            recorded = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return ""
        return recorded.replace(b"\0", b" ").decode(errors="replace")
    listed = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listed.stdout.strip()


def _last_lines(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-12:]) if log.exists() else "(nothing)"
