"""How often somebody may do something, counted over all processes in the shared cache's table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.utils.translation import gettext_noop
from psycopg import sql

from shopbell.core import clock
from shopbell.core.errors import Refused


class TooOften(Refused):
    """`retry_after` is in seconds; `most` is how often it may be."""

    sentence: ClassVar[str] = gettext_noop("That was a lot in a short time. Wait {seconds} seconds, nothing is lost.")

    def __init__(self, retry_after: int, most: int = 0) -> None:
        super().__init__(seconds=retry_after)
        self.retry_after, self.most = retry_after, most


@dataclass(frozen=True, slots=True)
class Limit:
    """`most` times within each window of `seconds`."""

    name: str
    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Spent:
    """How often it was in this window, which ends in `reset` seconds."""

    most: int
    times: int
    reset: int

    def check(self) -> None:
        """Raises `TooOften` when it was once too often."""
        if self.times > self.most:
            raise TooOften(self.reset, self.most)


def count(limit: Limit, who: str) -> None:
    """Count one more for `who`. Raises `TooOften` when it is one too many."""
    spend(limit, who).check()


def spend(limit: Limit, who: str) -> Spent:
    """Count one more for `who`, whether it is too many or not.

    One statement, so that two processes never count the same one twice; the value is a plain number that
    only this function reads.
    """
    now = clock.now().timestamp()
    window = int(now // limit.seconds)
    key = caches["shared"].make_key(f"throttle:{limit.name}:{who}:{window}")
    statement = sql.SQL(
        "INSERT INTO {table} AS kept (cache_key, value, expires)"
        " VALUES (%s, '1', date_trunc('second', now()) + make_interval(secs => %s))"
        " ON CONFLICT (cache_key) DO UPDATE SET value = (kept.value::int + 1)::text RETURNING value::int"
    ).format(table=sql.Identifier(settings.CACHES["shared"]["LOCATION"]))
    with connection.cursor() as cursor:
        cursor.execute(statement, [key, limit.seconds * 2])
        (times,) = cursor.fetchone()
    return Spent(limit.most, times, max(1, int((window + 1) * limit.seconds - now)))
