"""A PostgreSQL server of somebody's own: whether it does, and what to do when it does not, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from shopbell.project.programs import StartError

MINIMUM = 16
SCHEMES = ("postgresql", "postgres", "pgsql")
CONNECT_SECONDS = 10


def check_address(url: str) -> None:
    """Refuse a DATABASE_URL that names no PostgreSQL server, before Django stumbles over it. Raises `StartError`."""
    try:
        parts = urlsplit(url)
        is_well_formed = parts.scheme in SCHEMES and (parts.port is None or parts.port > 0)
    except ValueError:
        is_well_formed = False
    if not is_well_formed:
        raise StartError(
            "DATABASE_URL is not the address of a PostgreSQL server. It looks like this:\n"
            "  postgresql://user:password@host:5432/database\n"
            "Write special characters of the password as percent codes: @ is %40, / is %2F, : is %3A."
        )


def check_server() -> None:
    """Refuse a server that is out of reach, too old, or keeps no Unicode. Needs Django. Raises `StartError`."""
    import psycopg
    from django.db import connection

    parameters = {"connect_timeout": CONNECT_SECONDS, **connection.get_connection_params()}
    with plain_words(), psycopg.connect(**parameters) as found:
        version, encoding = found.info.server_version // 10000, found.info.parameter_status("server_encoding")
    if version < MINIMUM:
        raise StartError(
            f"The server of DATABASE_URL is PostgreSQL {version}; Shopbell needs {MINIMUM} or newer.\n"
            "Nothing was changed. Name a newer server, or leave DATABASE_URL out to use the embedded one."
        )
    if encoding != "UTF8":
        raise StartError(
            f"The database of DATABASE_URL keeps its text in {encoding}; Shopbell needs UTF8.\n"
            "Make another one: CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0;"
        )


@contextmanager
def plain_words() -> Iterator[None]:
    """Turn a connection that does not come about into a `StartError`; every other failure stays what it is."""
    try:
        yield
    except Exception as error:
        if (said := _refusal(error)) is None:
            raise
        raise StartError(_explain(said)) from None


def _refusal(error: Exception) -> str | None:
    """What the driver or the server said when it let nobody in; None when `error` is something else."""
    import psycopg
    from django.db import OperationalError

    driver = error.__cause__ if isinstance(error, OperationalError) else error
    if not isinstance(driver, psycopg.OperationalError) or driver.sqlstate is not None:
        return None  # with a state it is a statement that failed
    return str(driver).strip()


def _explain(said: str) -> str:
    from django.db import connection

    chosen = connection.settings_dict
    place = chosen["HOST"] or "this machine"
    port = chosen["PORT"] or 5432
    if "password" in said:
        words = f"The database server at {place} does not know the user {chosen['USER']} with this password."
        way = "Correct it in DATABASE_URL; special characters are percent codes there (@ is %40)."
    elif f'database "{chosen["NAME"]}" does not exist' in said:
        words = f"The database server at {place} has no database {chosen['NAME']}."
        details = f"OWNER {chosen['USER']} ENCODING 'UTF8' TEMPLATE template0"
        way = f"Make it there: CREATE DATABASE {chosen['NAME']} {details};"
    elif "FATAL" in said:
        words = f"The database server at {place} does not let us in."
        way = "Whoever runs the server can change that, or DATABASE_URL names another one."
    else:
        words = f"No database server answers at {place}, port {port}."
        way = "Start it, or correct the host and the port in DATABASE_URL."
    return f"{words}\n{way}\nIn its own words: {_last_reason(said)}"


def _last_reason(said: str) -> str:
    """The end of a driver's sentence; of a host with several addresses, that of the last one tried."""
    lines = said.splitlines()
    line = next((line for line in reversed(lines) if "failed: " in line), lines[0])
    return line.rpartition("failed: ")[2]
