"""When a customer may expect an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from shopbell.shops.models import Shop
from shopbell.shops.queries import OpeningHours, opening_hours
from shopbell.tickets.models import ReplySample, Ticket

_SAMPLES = 400
_RECENT = timedelta(weeks=4)
_ENOUGH = 10
# Without enough history we promise what any team can keep: chat within the hour, the rest within a working day.
_UNPROVEN = {"chat": timedelta(hours=1)}
_UNPROVEN_ELSE = timedelta(hours=8)
_PERCENTILE = 0.8
_GRAIN = timedelta(minutes=15)


@dataclass(frozen=True)
class Expected:
    """When an answer may be expected, and what that rests on."""

    due_at: datetime
    work: timedelta
    samples: int
    is_open: bool


def hours_of(shop: Shop) -> OpeningHours:
    """The shop's opening hours, kept on the object for the length of a request or job."""
    known: OpeningHours | None = shop.__dict__.get("_opening_hours")
    if known is None:
        known = shop.__dict__["_opening_hours"] = opening_hours(shop)
    return known


def expected_reply(shop: Shop, channel: str, at: datetime) -> Expected:
    """When four of five customers had their answer in the last weeks on this channel, counted in open time.

    Fewer than ten samples promise a default that any team can keep. The time is rounded up to a quarter of an hour.
    """
    seconds = list(
        ReplySample.objects.filter(shop=shop, channel=channel, at__gte=at - _RECENT, at__lte=at)
        .order_by("-at")
        .values_list("seconds", flat=True)[:_SAMPLES]
    )
    if len(seconds) >= _ENOUGH:
        ranked = sorted(seconds)
        work = timedelta(seconds=ranked[min(len(ranked) - 1, int(len(ranked) * _PERCENTILE))])
    else:
        work = _UNPROVEN.get(channel, _UNPROVEN_ELSE)
    hours = hours_of(shop)
    return Expected(_round_up(hours.add(at, work)), work, len(seconds), hours.is_open(at))


def expected_for(ticket: Ticket, channel: str, at: datetime) -> Expected:
    """The same for what a ticket has waiting; kept on the object, so that all of one job promise the same time."""
    asked, expected = ticket.__dict__.get("_expected", (None, None))
    if expected is None or asked != (channel, at):
        expected = expected_reply(ticket.shop, channel, at)
        ticket.__dict__["_expected"] = (channel, at), expected
    found: Expected = expected
    return found


def _round_up(at: datetime) -> datetime:
    over = timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return at if not over else at - over + _GRAIN
