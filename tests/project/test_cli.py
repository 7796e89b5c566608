from __future__ import annotations

import socket

from shopbell.project import embedded
from tests.project.installation import Installation


def test_without_a_command_it_says_what_there_is(installation: Installation) -> None:
    done = installation.run()
    assert done.returncode == 0
    assert "shopbell up" in done.stdout
    assert not (installation.data / "database").exists()


def test_an_unknown_command_is_refused_by_name(installation: Installation) -> None:
    done = installation.run("ring", DATABASE_URL="postgresql://nobody@127.0.0.1:9/none")
    assert done.returncode == 1
    assert "Unknown command: 'ring'" in done.stderr


def test_the_database_is_started_printed_and_stopped(installation: Installation) -> None:
    assert installation.run("database").returncode == 1
    started = installation.run("database", "start")
    assert started.stdout.startswith("postgresql://shopbell@/shopbell?host=")
    assert installation.run("database").stdout == started.stdout
    assert installation.run("database", "stop").stdout == "The database is stopped.\n"
    assert installation.run("database", "stop").stdout == "The database was not running.\n"


def test_a_command_that_started_the_database_stops_it(installation: Installation) -> None:
    done = installation.run("showmigrations", "core", "--skip-checks")
    assert (done.returncode, done.stdout.split()[:3]) == (0, ["core", "[", "]"]), done.stderr
    assert (installation.data / "database" / "PG_VERSION").exists()
    assert not embedded.is_running(installation.data)


def test_a_command_leaves_a_running_database_alone(installation: Installation) -> None:
    embedded.start(installation.data)
    assert installation.run("showmigrations", "core", "--skip-checks").returncode == 0
    assert embedded.is_running(installation.data)


def test_a_foreign_database_switches_the_embedded_one_off(installation: Installation) -> None:
    done = installation.run(
        "showmigrations", "core", "--skip-checks", DATABASE_URL="postgresql://nobody@127.0.0.1:9/none"
    )
    assert done.returncode == 1
    assert not (installation.data / "database").exists()


def test_data_names_the_folder(installation: Installation) -> None:
    other = installation.data / "other"
    started = installation.run("database", "start", f"--data={other}")
    try:
        assert started.stdout.strip() == embedded.address(other)
    finally:
        embedded.stop(other)


def test_a_port_in_use_is_named_with_the_way_out(installation: Installation) -> None:
    with socket.create_server(("127.0.0.1", installation.port)):
        for command in ("up", "web"):
            done = installation.run(command, "--port", str(installation.port), DATABASE_URL="postgresql:///none")
            assert done.returncode == 1
            assert f"Port {installation.port} is in use" in done.stderr
            assert f"PORT={installation.port + 1}" in done.stderr
