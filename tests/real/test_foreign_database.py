"""`shopbell up` on a PostgreSQL server of somebody's own: TCP, a password, a user who is no superuser."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from shopbell.project import embedded
from shopbell.project.programs import Programs, programs_for
from tests.project.conftest import data, installation
from tests.project.installation import Installation, free_port

__all__ = ["data", "installation"]
pytestmark = pytest.mark.real
SECRET = "p w/@:?"
ENCODED = "p%20w%2F%40%3A%3F"


@dataclass(frozen=True)
class Server:
    """Where it listens; `boss` is its superuser, `shop` owns the database `shop`."""

    port: int

    def url(self, user: str = "shop", password: str = ENCODED, database: str = "shop") -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def run(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self.url("boss", database=database), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


@pytest.fixture
def server(data: Path) -> Iterator[Server]:
    folder = data / "other-server"
    programs = programs_for(folder)
    folder.mkdir()
    programs.give(folder)
    port = free_port()
    with tempfile.NamedTemporaryFile("w", dir=data) as secret:
        secret.write(SECRET)
        secret.flush()
        Path(secret.name).chmod(0o644)
        _run(
            programs, folder, "initdb", "-D", ".", "-U", "boss", f"--pwfile={secret.name}", "--auth=scram-sha-256", "-N"
        )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    _run(programs, folder, "pg_ctl", "start", "-w", "-D", ".", "-l", "log", "-o", options)
    made = Server(port)
    try:
        made.run(f"CREATE ROLE shop LOGIN PASSWORD '{SECRET}'")
        made.run("CREATE DATABASE shop OWNER shop ENCODING 'UTF8' TEMPLATE template0")
        yield made
    finally:
        _run(programs, folder, "pg_ctl", "stop", "-w", "-D", ".", "-m", "immediate")


def _run(programs: Programs, folder: Path, name: str, *arguments: str) -> None:
    with tempfile.TemporaryFile() as output:
        code = programs.popen(name, *arguments, cwd=folder, output=output.fileno()).wait(60)
        output.seek(0)
        assert code == 0, output.read().decode()


def test_it_runs_there_twice_and_says_what_is_missing(installation: Installation, server: Server) -> None:
    for url, words in (
        (server.url(), "CREATE EXTENSION vector;\n"),
        (server.url(password="wrong"), "does not know the user shop with this password"),
        (server.url("boss", database="none"), "has no database none"),
    ):
        refused = installation.run("migrate", DATABASE_URL=url)
        assert refused.returncode == 1
        assert words in refused.stderr
        assert "Traceback" not in refused.stderr

    server.run("CREATE EXTENSION vector", database="shop")
    for _ in range(2):
        parent = installation.up("--no-demo", DATABASE_URL=server.url())
        assert installation.answers()
        parent.terminate()
        assert parent.wait(60) == 0
    assert installation.terminal().count("/setup/?code=") == 2
    assert "Traceback" not in installation.terminal()
    assert not embedded.database_folder(installation.data).exists()
