"""What went wrong at Alder & Flax: the causes that the dashboards and the tags must show."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from shopbell.project.demo.times import Calendar

Moment = Callable[[Calendar, random.Random], datetime]


@dataclass(frozen=True, slots=True)
class Incident:
    """Many tickets with one cause. `tickets` is how many of 3,000; `when` draws a moment of it."""

    reason: str
    tickets: int
    when: Moment
    languages: tuple[str, ...]
    slowness: float = 1.0
    product: str = ""


def _strike(calendar: Calendar, rng: random.Random) -> datetime:
    day = calendar.monday_before(38) + timedelta(days=rng.choices(range(9), (4, 9, 12, 13, 11, 5, 4, 6, 3))[0])
    return calendar.moment(day, "email", rng)


def _boots(calendar: Calendar, rng: random.Random) -> datetime:
    day = calendar.day_before(86) + timedelta(days=int(rng.triangular(0, 18, 5)))
    return calendar.moment(day, "email", rng)


def _outage(calendar: Calendar, rng: random.Random) -> datetime:
    minutes = min(rng.expovariate(1 / 75), 480)
    return calendar.at(calendar.day_before(73), time(11, 14)) + timedelta(minutes=minutes)


def _zip(calendar: Calendar, rng: random.Random) -> datetime:
    return calendar.moment(calendar.day_before(rng.randrange(2, 15)), "email", rng)


INCIDENTS = (
    Incident("strike", 130, _strike, ("de", "de", "de", "de", "fr", "en"), slowness=2.6),
    Incident("boots", 60, _boots, ("en", "en", "de", "fr", "es"), product="skerry", slowness=1.4),
    Incident("outage", 38, _outage, ("en", "en", "de", "fr", "es"), slowness=1.2),
    Incident("zip", 21, _zip, ("en", "en", "de"), product="cairn"),
)
# The snow of this very day: its tickets are still to do and lie in the queues, see `history.py`.
SNOW = ("de", "de", "de", "en")
BY_REASON = {incident.reason: incident for incident in INCIDENTS}
