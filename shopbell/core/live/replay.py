"""What a stream missed: the events since the last one it has seen, with an overlap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from shopbell.core import clock
from shopbell.core.live.postgres import Line

OVERLAP = timedelta(seconds=10)  # ids are handed out before commit: 41 may become visible before 40
LONGEST_ABSENCE = timedelta(minutes=15)
MOST = 500

# The range over `at` is materialised, lest ORDER BY id LIMIT walk the primary key of the whole table. An old
# event still serves as a start when nothing happened between it and the longest absence: a quiet night.
_MISSED = """
WITH seen AS (
    SELECT at FROM core_event this WHERE id = %s AND (
        at > %s OR NOT EXISTS (SELECT 1 FROM core_event later WHERE later.at > this.at AND later.at <= %s)
    )
), missed AS MATERIALIZED (
    SELECT e.id, e.topics FROM core_event e, seen
    WHERE e.at >= seen.at - %s AND (%s::text[] IS NULL OR e.topics && %s::varchar[]) AND e.topics <> '{}'
)
SELECT seen.at, missed.id, missed.topics FROM seen LEFT JOIN missed ON true ORDER BY missed.id LIMIT %s
"""


async def missed(line: Line, last: int, topics: Iterable[str] | None) -> list[tuple[int, list[str]]] | None:
    """Events (id, topics) from `OVERLAP` before the event `last` on, in id order; of all topics when None.

    None when that cannot be told any more: the event is unknown or too old, or too many came since.
    """
    wanted = None if topics is None else list(topics)
    oldest = clock.now() - LONGEST_ABSENCE
    rows = await line.ask(_MISSED, [last, oldest, oldest, OVERLAP, wanted, wanted, MOST + 1])
    if not rows or len(rows) > MOST:
        return None
    return [(event_id, names) for _, event_id, names in rows if event_id is not None]


async def newest(line: Line) -> int:
    """The id of the newest visible event, 0 when there is none."""
    return int((await line.ask("SELECT coalesce(max(id), 0) FROM core_event", []))[0][0])
