"""The usual moments that are offered for coming back to a ticket, and for an answer that goes out later."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from shopbell.core import clock
from shopbell.customers.models import Customer


def snooze_offers(zone: Any) -> dict[str, datetime]:
    """The usual moments to come back to a ticket, in the agent's zone."""
    begin = clock.now()
    now = begin.astimezone(zone)
    morning = now.replace(hour=9, minute=0, second=0, microsecond=0)
    days_to_monday = (7 - now.weekday()) % 7 or 7
    return {
        # Hours pass, days are counted: an hour is added to the moment, a day to what the clock shows.
        "hour": (begin + timedelta(hours=1)).astimezone(zone),
        "later": (begin + timedelta(hours=3)).astimezone(zone),
        "tomorrow": morning + timedelta(days=1),
        "monday": morning + timedelta(days=days_to_monday),
        "week": morning + timedelta(days=7),
    }


def later_offers(zone: Any, customer: Customer | None) -> dict[str, datetime]:
    """The usual moments for an answer or a reminder; `theirs` is the customer's morning, where their zone is known."""
    now = clock.now().astimezone(zone)
    morning = now.replace(hour=9, minute=0, second=0, microsecond=0)
    offers = snooze_offers(zone)
    made = {name: offers[name] for name in ("hour", "tomorrow", "monday")} | {"days3": morning + timedelta(days=3)}
    if customer and customer.timezone:
        theirs = clock.now().astimezone(ZoneInfo(customer.timezone))
        begins = theirs.replace(hour=9, minute=0, second=0, microsecond=0)
        made["theirs"] = begins if begins > theirs else begins + timedelta(days=1)
    return made
