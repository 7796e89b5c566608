from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from shopbell.project import cluster, embedded
from shopbell.project.paths import CHECKOUT
from shopbell.project.programs import StartError, closed_folders
from tests.project.installation import postmaster

QUICK = {"fsync": "off", "shared_buffers": "16MB", "max_connections": "20"}
HOLD = "from shopbell.project import embedded; import sys, pathlib\n"
HOLD += "with embedded.held(pathlib.Path(sys.argv[1])) as url: print(url, flush=True); sys.stdin.read()"


@pytest.fixture(autouse=True)
def stopped(data: Path) -> Iterator[None]:
    yield
    embedded.stop(data)


def ask(url: str, query: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(query)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def kill_server(data: Path) -> int:
    pid = postmaster(data)
    os.kill(pid, signal.SIGKILL)
    while embedded.is_running(data):
        time.sleep(0.01)
    return pid


def hold_elsewhere(data: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("postgresql://")
    return process


def test_a_server_starts_once_has_its_extensions_and_stops(data: Path) -> None:
    url = embedded.start(data, settings=QUICK)
    assert embedded.start(data) == url == embedded.address(data)
    assert ask(url, "SELECT current_database() || ' ' || current_user") == "shopbell shopbell"
    assert ask(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    installed = "SELECT array_agg(extname::text) FROM pg_extension WHERE extname <> 'plpgsql'"
    assert set(ask(url, installed)) == set(embedded.EXTENSIONS)  # type: ignore[call-overload]
    locale = "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'shopbell'"
    assert ask(url, locale) == "bC.UTF-8"
    assert embedded.stop(data) is True
    assert embedded.address(data) is None
    assert embedded.stop(data) is False


def test_others_cannot_reach_the_socket(data: Path) -> None:
    embedded.start(data, settings=QUICK)
    socket = cluster.socket_in_use(embedded.database_folder(data))
    assert socket.stat().st_mode & 0o077 == 0


def test_a_killed_server_starts_again_with_what_was_committed(data: Path) -> None:
    url = embedded.start(data, settings=QUICK)
    ask(url, "CREATE TABLE kept AS SELECT 42 AS answer")
    kill_server(data)
    assert embedded.address(data) is None
    assert ask(embedded.start(data), "SELECT answer FROM kept") == 42


def test_a_pid_that_now_belongs_to_another_process_is_no_obstacle(data: Path) -> None:
    embedded.start(data, settings=QUICK)
    pid = kill_server(data)
    database = embedded.database_folder(data)
    for name in ("postmaster.pid", f"{cluster.SOCKET_NAME}.lock"):
        left = (database / name).read_text()
        (database / name).write_text(left.replace(str(pid), str(os.getpid()), 1))
    assert not embedded.is_running(data)
    assert ask(embedded.start(data), "SELECT 1") == 1


def test_an_address_too_long_for_a_socket_goes_to_the_run_time_folder(data: Path) -> None:
    deep = data / ("d" * 60) / ("e" * 60)
    url = embedded.start(deep, settings=QUICK)
    try:
        socket = cluster.socket_in_use(embedded.database_folder(deep))
        assert not socket.is_relative_to(data)
        assert socket.stat().st_mode & 0o777 == 0o700
        assert ask(url, "SELECT 1") == 1
    finally:
        embedded.stop(deep)
        socket.rmdir()


def test_a_first_start_cut_short_begins_anew(data: Path) -> None:
    unfinished = data / "database.unfinished"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")
    assert ask(embedded.start(data, settings=QUICK), "SELECT 1") == 1
    assert not unfinished.exists()


def test_files_of_another_version_are_refused_and_left_alone(data: Path) -> None:
    database = embedded.database_folder(data)
    database.mkdir()
    (database / "PG_VERSION").write_text("17\n")
    with pytest.raises(StartError, match="written by PostgreSQL 17"):
        embedded.start(data)
    assert [path.name for path in database.iterdir()] == ["PG_VERSION"]


def test_a_server_that_cannot_start_says_why(data: Path) -> None:
    embedded.start(data, settings=QUICK)
    embedded.stop(data)
    with (embedded.database_folder(data) / "postgresql.conf").open("a") as configuration:
        configuration.write("shared_bufers = 1MB\n")
    with pytest.raises(StartError, match="shared_bufers"):
        embedded.start(data)


def test_the_last_to_let_go_stops_the_server(data: Path) -> None:
    with embedded.held(data, settings=QUICK):
        other = hold_elsewhere(data)
    assert embedded.is_running(data)
    other.communicate("")
    assert other.returncode == 0
    assert not embedded.is_running(data)


def test_a_server_started_to_stay_outlives_its_holders(data: Path) -> None:
    embedded.start(data, settings=QUICK)
    with embedded.held(data):
        pass
    assert embedded.is_running(data)


def test_a_killed_holder_leaves_the_server_to_the_next(data: Path) -> None:
    with embedded.held(data, settings=QUICK):
        other = hold_elsewhere(data)
        pid = postmaster(data)
    other.kill()
    other.communicate()
    assert embedded.is_running(data)
    with embedded.held(data):
        assert postmaster(data) == pid
    assert not embedded.is_running(data)


def test_closed_folders_are_those_that_others_cannot_enter(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    (closed / "open").mkdir(parents=True)
    closed.chmod(0o700)
    (closed / "open").chmod(0o701)
    found = closed_folders(closed / "open" / "database")
    assert closed in found
    assert closed / "open" not in found
