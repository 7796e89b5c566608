"""Pages of a list by keyset: each order walks an index, from where the last page ended, whatever the size."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from shopbell.tickets.models import Ticket

PAGE_SIZE = 25
LIST_COLUMNS = (
    "id",
    "customer_id",
    "customer_name",
    "subject",
    "last_preview",
    "last_activity_at",
    "waiting_since",
    "due_at",
    "status",
    "priority",
    "channel",
    "handling",
    "tags",
    "is_unread",
    "language",
    "assignee_id",
    "team_id",
    "snoozed_until",
)
Row = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """A keyset page: its rows, and the cursors of its neighbours (empty at the ends)."""

    rows: list[Row]
    older: str
    newer: str


@dataclass(frozen=True)
class Stretch:
    """Part of a list that one column sorts; a list is one stretch after another, each with an index."""

    column: str
    is_descending: bool = False
    where: Q = field(default_factory=Q)


ORDERS: dict[str, tuple[Stretch, ...]] = {
    "due": (Stretch("due_at"),),
    "recent": (Stretch("last_activity_at", is_descending=True),),
    "waiting": (
        Stretch("waiting_since", where=Q(waiting_since__isnull=False)),
        Stretch("last_activity_at", is_descending=True, where=Q(waiting_since=None)),
    ),
    "priority": tuple(
        Stretch("due_at", where=Q(priority=priority)) for priority in sorted(Ticket.Priority.values, reverse=True)
    ),
}


@dataclass(frozen=True)
class _Place:
    """Where a page begins: in which stretch, behind which row of it, and which way it goes."""

    stretch: int = 0
    behind: tuple[datetime, int] | None = None
    is_backwards: bool = False


def page_of(tickets: QuerySet[Ticket], *, statuses: Sequence[str], order: str, cursor: str, size: int) -> Page:
    """One page of the tickets that have one of these statuses, or any if there are none."""
    stretches = ORDERS[order]
    place = _read(cursor, len(stretches))
    found: list[tuple[int, Row]] = []
    left = range(place.stretch, -1, -1) if place.is_backwards else range(place.stretch, len(stretches))
    for at in left:
        behind = place.behind if at == place.stretch else None
        rows = _rows(tickets, statuses, stretches[at], behind, place.is_backwards, size + 1 - len(found))
        found += [(at, row) for row in rows]
        if len(found) > size:
            break
    has_more, found = len(found) > size, found[:size]
    if place.is_backwards:
        found.reverse()
    has_older = has_more or place.is_backwards
    has_newer = has_more if place.is_backwards else place.behind is not None
    return Page(
        [row for _at, row in found],
        older=_write(found[-1], stretches, "next") if found and has_older else "",
        newer=_write(found[0], stretches, "back") if found and has_newer else "",
    )


def _rows(
    tickets: QuerySet[Ticket],
    statuses: Sequence[str],
    stretch: Stretch,
    behind: tuple[datetime, int] | None,
    is_backwards: bool,
    size: int,
) -> list[Row]:
    """The next rows of one stretch: of each status by its index, then merged."""
    sign, compare = ("-", "<") if stretch.is_descending != is_backwards else ("", ">")
    order = (f"{sign}{stretch.column}", f"{sign}id")
    tickets = tickets.filter(stretch.where) if stretch.where else tickets
    if behind:
        # Compared as a row, the index jumps to the place even where thousands have the same time, as those never due.
        place = f'("tickets_ticket"."{stretch.column}", "tickets_ticket"."id") {compare} (%s, %s)'
        tickets = tickets.extra(where=[place], params=behind)  # noqa: S610 (our own column names)
    chosen = [tickets.filter(status=status) for status in statuses] or [tickets]
    first, *others = (part.order_by(*order).values(*LIST_COLUMNS)[:size] for part in chosen)
    return list(first.union(*others, all=True).order_by(*order)[:size] if others else first)


def _write(entry: tuple[int, Row], stretches: Sequence[Stretch], way: str) -> str:
    at, row = entry
    place = [f"{way}{at or ''}", row[stretches[at].column].isoformat(), row["id"]]
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def _read(cursor: str, stretches: int) -> _Place:
    try:
        way, moment, pk = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        at = int(way[4:] or 0)
        place = _Place(at, (datetime.fromisoformat(moment), int(pk)), way[:4] == "back")
    except (ValueError, TypeError, binascii.Error):
        return _Place()
    return place if 0 <= at < stretches else _Place()
