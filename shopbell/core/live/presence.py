"""Who is connected, for code outside the hub: any process may ask.

Each hub renews one row per connected agent in the shared cache's table, in one statement.
"""

from __future__ import annotations

import base64
import pickle
from collections.abc import Iterable

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from psycopg import sql

from shopbell.core.live.postgres import Line
from shopbell.core.live.roster import Present, Roster

RENEW_SECONDS = 30.0
KEPT_SECONDS = 75
AGENT = "live-agent:"
_VALUE = base64.b64encode(pickle.dumps(True)).decode()  # as Django's database cache stores it

_here = Roster()


def reside(roster: Roster) -> None:
    """The roster of this process's hub answers `present` from now on."""
    global _here  # noqa: PLW0603 (one hub a web process)
    _here = roster


def present(topic: str) -> list[Present]:
    """Who looks at or writes in a topic, for a view in a web process; a worker knows nobody."""
    return _here.present(topic)


def agents_online() -> set[int]:
    """The agents with an open stream in any process, a minute's delay allowed."""
    prefix = _key(AGENT)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT cache_key FROM {} WHERE cache_key LIKE %s AND expires > now()").format(_table()),
            [prefix.replace("_", r"\_") + "%"],
        )
        return {int(key.removeprefix(prefix)) for (key,) in cursor.fetchall()}


async def renew(line: Line, people: Iterable[str]) -> None:
    """Keep these people online (`live-agent:5`) for another `KEPT_SECONDS`."""
    keys = sorted({_key(name) for name in people})
    statement = sql.SQL(
        "INSERT INTO {} (cache_key, value, expires)"
        " SELECT key, %s, date_trunc('second', now()) + make_interval(secs => %s)"
        " FROM unnest(%s::text[]) AS key"
        " ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"
    )
    if keys:
        await line.ask(statement.format(_table()), [_VALUE, KEPT_SECONDS, keys])


def _key(name: str) -> str:
    return str(caches["shared"].make_key(name))


def _table() -> sql.Identifier:
    return sql.Identifier(settings.CACHES["shared"]["LOCATION"])
