from __future__ import annotations

import psycopg
import pytest
from django.db import DatabaseError, OperationalError, connection

from shopbell.project import foreign
from shopbell.project.programs import StartError
from tests.project.installation import Installation


@pytest.mark.parametrize("url", ["mysql://x@y/z", "hello", "postgresql://x@y:port/z", "postgresql://a:b/c@host/x"])
def test_what_names_no_server_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(StartError, match="postgresql://user:password@host:5432/database"):
        foreign.check_address(url)


@pytest.mark.parametrize("url", ["postgresql://shop@/shop?host=/run/x", "postgres://shop:p%40@db.example:5433/shop"])
def test_addresses_of_postgresql_are_taken(url: str) -> None:
    foreign.check_address(url)


def test_a_server_that_does_is_let_pass(db: None) -> None:
    foreign.check_server()


def test_one_that_is_too_old_is_named_with_both_versions(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    version = connection.pg_version // 10000
    monkeypatch.setattr(foreign, "MINIMUM", version + 1)
    with pytest.raises(StartError, match=f"is PostgreSQL {version}; Shopbell needs {version + 1} or newer"):
        foreign.check_server()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            'connection to server at "h", port 1 failed: Connection refused\n\tIs it running?',
            "No database server answers",
        ),
        ('FATAL:  password authentication failed for user "x"', "does not know the user"),
        ("fe_sendauth: no password supplied", "does not know the user"),
        ('FATAL:  no pg_hba.conf entry for host "h"', "does not let us in"),
        ("FATAL:  sorry, too many clients already", "does not let us in"),
    ],
)
def test_a_refusal_is_put_in_plain_words(said: str, words: str) -> None:
    error = psycopg.OperationalError(f"connection failed: {said}")
    with pytest.raises(StartError) as refused, foreign.plain_words():
        raise error
    assert words in str(refused.value)
    wrapped = OperationalError(str(error))
    wrapped.__cause__ = error
    with pytest.raises(StartError, match=words), foreign.plain_words():
        raise wrapped


def test_of_several_addresses_the_last_reason_is_told() -> None:
    said = (
        "Multiple connection attempts failed. All failures were:\n"
        "- host: 'localhost', port: 9, hostaddr: '::1': connection failed: Network is unreachable\n"
        "- host: 'localhost', port: 9, hostaddr: '127.0.0.1': connection failed: Connection refused"
    )
    with pytest.raises(StartError, match=r"In its own words: Connection refused$"), foreign.plain_words():
        raise psycopg.OperationalError(said)


def test_failures_of_another_kind_stay_what_they_are(db: None) -> None:
    with pytest.raises(DatabaseError), foreign.plain_words(), connection.cursor() as cursor:
        cursor.execute("SELECT no_such_column")
    with pytest.raises(KeyError), foreign.plain_words():
        raise KeyError("x")


@pytest.mark.parametrize("command", ["migrate", "showmigrations", "worker", "web"])
def test_no_command_answers_with_a_traceback(installation: Installation, command: str) -> None:
    done = installation.run(command, DATABASE_URL="postgresql://nobody@127.0.0.1:9/none")
    assert done.returncode == 1
    assert done.stderr.startswith("No database server answers at 127.0.0.1, port 9.\n")
    assert not (installation.data / "database").exists()
