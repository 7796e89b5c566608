"""Questions about a shop: when it is open, and which fields of its own there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day

from django.db import connection
from django.db.models import Q
from django.utils.text import slugify

from shopbell.shops.models import CustomField, Shop

_LOOK_AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class OpeningHours:
    """A shop's hours and holidays, read once; without any hours it counts as always open."""

    shop: Shop
    blocks: tuple[tuple[int, time_of_day, time_of_day], ...]
    closed: frozenset[date]

    @property
    def always(self) -> bool:
        return not self.blocks

    def is_open(self, at: datetime) -> bool:
        """Whether somebody should be there at this moment."""
        return self.always or any(start <= at < end for start, end in self._spans(at))

    def closes_at(self, at: datetime) -> datetime | None:
        """The end of the block that is open at `at`; None when closed or always open."""
        return next((end for start, end in self._spans(at) if start <= at < end), None)

    def opens_at(self, at: datetime) -> datetime | None:
        """`at` itself while open, else the next opening within two months."""
        if self.always:
            return at
        return next((max(start, at) for start, end in self._spans(at) if end > at), None)

    def add(self, at: datetime, work: timedelta) -> datetime:
        """The moment when `work` of open time has passed since `at`, in UTC."""
        at = at.astimezone(UTC)
        if self.always:
            return at + work
        for start, end in self._spans(at):
            begin = max(start, at)
            if end <= begin:
                continue
            if end - begin >= work:
                return begin + work
            work -= end - begin
        return at + work

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much open time lies between two moments."""
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        if self.always:
            return max(end - start, timedelta())
        total = timedelta()
        for opens, closes in self._spans(start):
            if opens >= end:
                break
            total += max(min(closes, end) - max(opens, start), timedelta())
        return total

    def _spans(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Openings and closings from that day on, in UTC: two times of one zone are subtracted as clocks show them."""
        zone = self.shop.zone
        day = at.astimezone(zone).date()
        last = (at + _LOOK_AHEAD).astimezone(zone).date()
        while day <= last:
            if day not in self.closed:
                for weekday, opens, closes in self.blocks:
                    if weekday == day.weekday():
                        begin, end = datetime.combine(day, opens, zone), datetime.combine(day, closes, zone)
                        yield begin.astimezone(UTC), end.astimezone(UTC)
            day += timedelta(days=1)


def opening_hours(shop: Shop) -> OpeningHours:
    """The shop's hours and holidays, in one query: every message that arrives asks for them."""
    with connection.cursor() as cursor:
        cursor.execute(_HOURS, {"shop": shop.pk})
        rows = cursor.fetchall()
    return OpeningHours(
        shop,
        tuple((weekday, opens, closes) for weekday, opens, closes, day in rows if day is None),
        frozenset(day for *_, day in rows if day is not None),
    )


_HOURS = """
SELECT weekday, opens, closes, NULL FROM shops_businesshours WHERE shop_id = %(shop)s
UNION ALL SELECT NULL, NULL, NULL, day FROM shops_holiday WHERE shop_id = %(shop)s ORDER BY 1, 2
"""


def custom_fields(applies_to: str, *, shop: Shop | None = None, with_archived: bool = False) -> list[CustomField]:
    """The shop's own fields of `ticket` or `customer`, in their order: of this shop, and those of all shops."""
    found = CustomField.objects.filter(Q(shop=None) | Q(shop=shop), applies_to=applies_to)
    return list(found if with_archived else found.filter(is_archived=False))


def free_key(applies_to: str, label: str) -> str:
    """A key for a new field, such as `shoe_size`; numbered when another field has it."""
    wanted = slugify(label).replace("-", "_")[:36].strip("_") or "field"
    found = CustomField.objects.filter(applies_to=applies_to, key__istartswith=wanted)
    taken = {key.lower() for key in found.values_list("key", flat=True)}
    free = [wanted, *(f"{wanted}_{number}" for number in range(2, 1000))]
    return next(key for key in free if key not in taken)
