"""When things happen: the story's quantiles laid over the real calendar, and the shop's own hours.

The story fixes who writes what, in which order. The calendar of the moment of loading only decides when, so that
weekends are quiet, holidays are kept and the newest words are minutes old on whatever day the demo is loaded.
"""

from __future__ import annotations

import random
from bisect import bisect
from datetime import date, datetime, time, timedelta
from itertools import accumulate

from shopbell.shops.queries import OpeningHours

_WEEKDAYS = (1.3, 1.15, 1.05, 1.0, 0.95, 0.7, 0.85)
# Winter and the weeks after the sales are busy; in August everybody is away.
_MONTHS = (1.25, 1.0, 0.9, 0.95, 0.9, 0.85, 0.85, 0.75, 0.95, 1.05, 1.3, 1.5)
_MAIL_HOURS = (2, 1, 1, 1, 1, 2, 5, 9, 12, 13, 12, 11, 10, 10, 10, 9, 9, 9, 10, 11, 13, 13, 9, 5)
_CHAT_HOURS = (1, 0, 0, 0, 0, 1, 2, 4, 8, 14, 15, 14, 13, 13, 14, 14, 13, 11, 9, 10, 12, 12, 8, 3)


class Calendar:
    """Moments for the story's acts; `now` is the story's end."""

    def __init__(self, now: datetime, hours: OpeningHours, *, days: int) -> None:
        self.now, self.hours, self.zone = now, hours, hours.shop.zone
        today = now.astimezone(self.zone).date()
        self.days = [today - timedelta(days=n) for n in range(days, -1, -1)]
        self._sums = list(accumulate(self._weight(day, today) for day in self.days))

    def day_at(self, quantile: float) -> date:
        """The day until which that share (0 to 1) of all customers has written."""
        return self.days[min(bisect(self._sums, quantile * self._sums[-1]), len(self.days) - 1)]

    def day_before(self, days: int) -> date:
        return self.days[-1] - timedelta(days=days)

    def monday_before(self, days: int) -> date:
        """The Monday of the week that many days ago."""
        day = self.day_before(days)
        return day - timedelta(days=day.weekday())

    def moment(self, day: date, channel: str, rng: random.Random) -> datetime:
        """A time on that day at which customers use that channel."""
        hour = rng.choices(range(24), _CHAT_HOURS if channel == "chat" else _MAIL_HOURS)[0]
        return self.at(day, time(hour, rng.randrange(60), rng.randrange(60)))

    def at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone)

    def after(self, at: datetime, work: timedelta) -> datetime:
        """When somebody in the shop has spent `work` of open time since `at`."""
        return self.hours.add(at, work)

    def open_before(self, at: datetime) -> datetime:
        """`at` itself while the shop is open, else a little before it closed last."""
        if self.hours.is_open(at):
            return at
        start = at - timedelta(days=10)
        closed = None
        while opens := self.hours.opens_at(start):
            closes = self.hours.closes_at(opens)
            if closes is None or opens >= at:
                break
            start, closed = closes, min(closes, at)
        return (closed or at) - timedelta(minutes=5 + at.minute % 25)

    @staticmethod
    def _weight(day: date, today: date) -> float:
        surge = 1.7 if (today - day).days <= 10 else 1.0  # the queue of the present is the busiest of all
        return _WEEKDAYS[day.weekday()] * _MONTHS[day.month - 1] * surge


def about(rng: random.Random, median: timedelta, spread: float = 0.7) -> timedelta:
    """A log-normal length of time around its median."""
    return median * rng.lognormvariate(0.0, spread)
