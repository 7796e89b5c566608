"""The newest hits of a full-text query, quick for every word: the planner is asked first how frequent it is.

No single form of query is safe. Walking back from the newest row finds a frequent word at once and needs seconds for a
rare one; collecting all hits through the index is the reverse; and where few groups (tickets) may be looked into, it is
best to begin with them. The row estimates of the planner decide. Two frequent words that never meet fool the estimate,
so a walk looks at its first rows and gives up when its hits come too seldom; then they are collected.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any

from django.db import OperationalError, connection, transaction

FREQUENT = 15_000  # hits, from which on collecting them is slower than walking
FIRST_STEP = 20_000  # rows; some 5 ms
MOST_WALKED = 100_000
WHOLE_MS = 3_000
WAIT_MS = 1_000
_places = BoundedSemaphore(4)  # searches that run at once in a process


class TooManyHits(Exception):
    """The search did not end in time; a further word or filter would help."""


@dataclass(frozen=True, slots=True)
class Source:
    """Rows with a key `id` and a tsvector, each of a group that one may look into or not.

    `allowed` is SQL that gives the keys of those groups, with its parameters.
    """

    table: str
    words: str
    group: str
    allowed: str
    parameters: Sequence[Any] = ()


Hit = tuple[int, int]  # the key of the row, and of its group


@contextmanager
def patience(milliseconds: int = WHOLE_MS) -> Iterator[None]:
    """One of few places in this process, in a transaction whose statements end after `milliseconds`.

    Raises `TooManyHits` when they do, or when no place gets free in time.
    """
    if not _places.acquire(timeout=WAIT_MS / 1000):
        raise TooManyHits
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            _limit(cursor, milliseconds)
            # A hash of all tickets, built for 25 rows, is what these would cost.
            cursor.execute("SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL jit = off")
            yield
    except OperationalError as error:
        if not is_timeout(error):
            raise
        raise TooManyHits from error
    finally:
        _places.release()


def newest(source: Source, query: str, *, before: int | None = None, limit: int = 100) -> list[Hit]:
    """The newest hits of a tsquery (as text), at most `limit`, older than the key `before`.

    Runs inside `patience()`. Raises `TooManyHits`.
    """
    hits = _estimate(f"SELECT 1 FROM {source.table} WHERE {source.words} @@ %s::tsquery", [query])  # noqa: S608
    groups = _estimate(source.allowed, source.parameters)
    if groups * 5 < hits:  # a group has about five rows
        return _within(source, query, before, limit)
    if hits > FREQUENT and (found := _walk(source, query, before, limit)) is not None:
        return found
    return _collect(source, query, before, limit)


def _estimate(select: str, parameters: Sequence[Any]) -> int:
    """How many rows the planner expects; costs about 0.3 ms and reads none."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {select}", parameters)
        answer = cursor.fetchone()[0]
    plan = json.loads(answer) if isinstance(answer, str) else answer
    return int(plan[0]["Plan"]["Plan Rows"])


def _walk(source: Source, query: str, before: int | None, limit: int) -> list[Hit] | None:
    """Row by row from the newest, in growing steps; None when the hits come too seldom to go on."""
    found: list[Hit] = []
    walked, step = 0, FIRST_STEP
    with _only_by_key(), connection.cursor() as cursor:
        cursor.execute(f"SELECT min(id), max(id) FROM {source.table}")  # noqa: S608
        first, last = cursor.fetchone()
        upper = min(before or last + 1, last + 1)
        while len(found) < limit and upper > first:
            cursor.execute(
                f"SELECT hit.id, hit.{source.group} FROM {source.table} hit"  # noqa: S608
                f" WHERE hit.id < %s AND hit.id >= %s AND hit.{source.words} @@ %s::tsquery"
                f" AND hit.{source.group} IN ({source.allowed}) ORDER BY hit.id DESC LIMIT %s",
                [upper, upper - step, query, *source.parameters, limit - len(found)],
            )
            found += cursor.fetchall()
            walked, upper, step = walked + step, upper - step, step * 3
            if upper > first and len(found) < limit * min(1.0, walked / MOST_WALKED):
                return None
    return found


@contextmanager
def _only_by_key() -> Iterator[None]:
    ways = ("bitmapscan", "seqscan", "sort")
    with connection.cursor() as cursor:
        cursor.execute("; ".join(f"SET LOCAL enable_{way} = off" for way in ways))
        yield
        cursor.execute("; ".join(f"SET LOCAL enable_{way} = on" for way in ways))


def _collect(source: Source, query: str, before: int | None, limit: int) -> list[Hit]:
    """All hits through the index, then those one may see."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH hit AS MATERIALIZED (SELECT hit.id, hit.{source.group} FROM {source.table} hit"  # noqa: S608
            f" WHERE hit.{source.words} @@ %s::tsquery)"
            f" SELECT hit.id, hit.{source.group} FROM hit WHERE (%s::bigint IS NULL OR hit.id < %s)"
            f" AND hit.{source.group} IN ({source.allowed}) ORDER BY hit.id DESC LIMIT %s",
            [query, before, before, *source.parameters, limit],
        )
        return list(cursor.fetchall())


def _within(source: Source, query: str, before: int | None, limit: int) -> list[Hit]:
    """The rows of the few allowed groups, each looked at; OFFSET 0 keeps the planner from the words' index."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT hit.id, hit.{source.group} FROM ({source.allowed}) allowed(id) CROSS JOIN LATERAL"  # noqa: S608
            f" (SELECT * FROM {source.table} one WHERE one.{source.group} = allowed.id OFFSET 0) hit"
            f" WHERE hit.{source.words} @@ %s::tsquery AND (%s::bigint IS NULL OR hit.id < %s)"
            " ORDER BY hit.id DESC LIMIT %s",
            [*source.parameters, query, before, before, limit],
        )
        return list(cursor.fetchall())


def _limit(cursor: Any, milliseconds: int) -> None:
    cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(milliseconds)])


def is_timeout(error: OperationalError) -> bool:
    """Whether a statement ended because its time was over."""
    return getattr(error.__cause__, "sqlstate", None) == "57014"
