"""The newest hits of a full-text query, quick for every word: the planner is asked first how frequent it is.

No single form of query is safe. Walking back from the newest row finds a frequent word at once and needs seconds for a
rare one; collecting all hits through the index is the reverse. The row estimate of the planner decides; a walk that
was decided wrongly (two frequent words that never meet) is cut short and followed by collecting.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any

from django.db import OperationalError, connection, transaction

FREQUENT = 15_000
WALK_MS = 200
WHOLE_MS = 3_000
WAIT_MS = 1_000
_places = BoundedSemaphore(4)  # searches that run at once in a process


class TooManyHits(Exception):
    """The search did not end in time; a further word or filter would help."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where to look: a table with a key `id`, its tsvector column, the columns to give, what a hit must meet besides.

    `condition` is SQL over the alias `hit` and these columns, with its parameters.
    """

    table: str
    words: str
    columns: tuple[str, ...] = ("id",)
    condition: str = ""
    parameters: Sequence[Any] = ()


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
        if not _is_timeout(error):
            raise
        raise TooManyHits from error
    finally:
        _places.release()


def newest(source: Source, query: str, *, before: int | None = None, limit: int = 100) -> list[tuple[Any, ...]]:
    """The rows of the newest hits of a tsquery (as text), at most `limit`, older than the key `before`.

    Runs inside `patience()`. Raises `TooManyHits`.
    """
    if estimate(source, query) <= FREQUENT:
        return _collect(source, query, before, limit)
    try:
        with transaction.atomic():
            return _walk(source, query, before, limit)
    except OperationalError as error:
        if not _is_timeout(error):
            raise
    return _collect(source, query, before, limit)  # the savepoint's end has taken the walk's settings back


def estimate(source: Source, query: str) -> int:
    """How many rows the planner expects to hit; costs about 0.3 ms and reads no row."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"EXPLAIN (FORMAT JSON) SELECT 1 FROM {source.table} WHERE {source.words} @@ %s::tsquery",  # noqa: S608
            [query],
        )
        answer = cursor.fetchone()[0]
    plan = json.loads(answer) if isinstance(answer, str) else answer
    return int(plan[0]["Plan"]["Plan Rows"])


def _walk(source: Source, query: str, before: int | None, limit: int) -> list[tuple[Any, ...]]:
    select = f"SELECT {_columns(source)} FROM {source.table} hit WHERE hit.{source.words} @@ %s::tsquery"  # noqa: S608
    with connection.cursor() as cursor:
        _limit(cursor, WALK_MS)
        cursor.execute("SET LOCAL enable_bitmapscan = off; SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        rows = _rows(cursor, select + " AND ", source, [query], before, limit)
        cursor.execute("SET LOCAL enable_bitmapscan = on; SET LOCAL enable_seqscan = on; SET LOCAL enable_sort = on")
        _limit(cursor, WHOLE_MS)
    return rows


def _collect(source: Source, query: str, before: int | None, limit: int) -> list[tuple[Any, ...]]:
    columns = _columns(source)
    hits = f"SELECT {columns} FROM {source.table} hit WHERE hit.{source.words} @@ %s::tsquery"  # noqa: S608
    select = f"WITH hit AS MATERIALIZED ({hits}) SELECT {columns} FROM hit WHERE "  # noqa: S608
    with connection.cursor() as cursor:
        return _rows(cursor, select, source, [query], before, limit)


def _rows(
    cursor: Any, select: str, source: Source, parameters: list[Any], before: int | None, limit: int
) -> list[tuple[Any, ...]]:
    conditions = [source.condition or "true"]
    parameters = [*parameters, *source.parameters]
    if before is not None:
        conditions.append("hit.id < %s")
        parameters.append(before)
    cursor.execute(f"{select} {' AND '.join(conditions)} ORDER BY hit.id DESC LIMIT %s", [*parameters, limit])
    found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _columns(source: Source) -> str:
    return ", ".join(f"hit.{column}" for column in source.columns)


def _limit(cursor: Any, milliseconds: int) -> None:
    cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(milliseconds)])


def _is_timeout(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", None) == "57014"
