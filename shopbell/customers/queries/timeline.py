"""One person's history over all channels, page by page."""

from __future__ import annotations

from dataclasses import dataclass

from shopbell.customers.base import Moment, Place, TimelineSource
from shopbell.customers.models import Customer
from shopbell.staff.models import Agent

MOMENTS = 30


@dataclass(frozen=True)
class TimelinePage:
    """Moments with the newest first; `older` is the place from which to go on, None at the end."""

    moments: list[Moment]
    older: Place | None = None


def timeline(customer: Customer, agent: Agent, *, before: Place | None = None, size: int = MOMENTS) -> TimelinePage:
    """What every app knows of a customer's history that the agent may see, by keyset."""
    found: list[Moment] = []
    for kind in TimelineSource.kinds().values():
        found += kind().moments(customer, agent, before=before, size=size + 1)
    found.sort(key=lambda moment: moment.place, reverse=True)
    shown = found[:size]
    return TimelinePage(shown, shown[-1].place if len(found) > size else None)
