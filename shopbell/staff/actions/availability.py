"""Whether people are there, until when they are away, and how much they can have in hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from shopbell.core import clock
from shopbell.core.actor import SYSTEM, Actor
from shopbell.core.events import record
from shopbell.shops.models import Shop
from shopbell.shops.queries import OpeningHours, opening_hours
from shopbell.staff.events import AvailabilityChanged, CapacityChanged
from shopbell.staff.models import Agent, Capacity, SignInRules

GRAIN = timedelta(minutes=1)
_AWAY = Agent.Availability.AWAY


@transaction.atomic
def say(agent: Agent, state: str, *, by: Actor, cause: str = "self", back_at: datetime | None = None) -> Agent:
    """Set whether somebody is there; `back_at` counts only while away. `cause` is self, idle or hours."""
    locked = Agent.objects.select_for_update(no_key=True).get(pk=agent.pk)
    back_at = back_at if state == _AWAY else None
    if (locked.availability, locked.availability_by, locked.back_at) == (state, cause, back_at):
        return locked
    locked.availability, locked.availability_by, locked.back_at = state, cause, back_at
    locked.availability_since = clock.now()
    locked.save(update_fields=["availability", "availability_by", "availability_since", "back_at"])
    record(AvailabilityChanged(state=state, cause=cause), about=locked, by=by, topics=[f"agent:{locked.pk}"])
    return locked


def notice(agent: Agent) -> None:
    """Somebody has clicked: who was away only because they had not, is there again."""
    now = clock.now()
    if agent.active_at is None or now - agent.active_at >= GRAIN:
        Agent.objects.filter(pk=agent.pk).update(active_at=now)
    if agent.availability == _AWAY and agent.availability_by == "idle":
        say(agent, Agent.Availability.AVAILABLE, by=agent.actor)
        agent.availability, agent.availability_by = Agent.Availability.AVAILABLE, "self"


def away_when_idle() -> int:
    """Who has not clicked for as long as the rules say is away; gives their number."""
    minutes = SignInRules.rules().idle_minutes
    if not minutes:
        return 0
    idle = _there().filter(active_at__lt=clock.now() - timedelta(minutes=minutes))
    return _send_away(list(idle), "idle")


def away_after_hours() -> int:
    """Where the rules say so: whose shops have all closed since they came is away; gives their number."""
    if not SignInRules.rules().away_after_hours:
        return 0
    now = clock.now()
    hours = {shop.pk: opening_hours(shop) for shop in Shop.objects.filter(teams__is_archived=False).distinct()}
    gone = [
        agent
        for agent in _there().prefetch_related("teams")
        if _have_closed([hours[team.shop_id] for team in agent.teams.all() if team.shop_id in hours], agent, now)
    ]
    return _send_away(gone, "hours")


def _have_closed(hours: list[OpeningHours], agent: Agent, now: datetime) -> bool:
    """Whether all have closed since somebody said that they are there; who says so later works late, and may."""
    if not hours or any(one.is_open(now) for one in hours):
        return False
    since = agent.availability_since
    return since is None or any(one.between(since, now) > timedelta() for one in hours)


def come_back() -> int:
    """Who said when they are back, and the time has come, is there; gives their number."""
    due = list(Agent.objects.filter(is_active=True, availability=_AWAY, back_at__lte=clock.now()).order_by("pk"))
    for agent in due:
        say(agent, Agent.Availability.AVAILABLE, by=SYSTEM)
    return len(due)


@transaction.atomic
def set_capacity(agent: Agent, most: Mapping[str, int | None], *, by: Actor) -> None:
    """How many tickets of each channel somebody can have in hand; None means as many as come."""
    Agent.objects.select_for_update(no_key=True).get(pk=agent.pk)
    before = dict(agent.capacities.values_list("channel", "most"))
    after = {channel: number for channel, number in most.items() if number is not None}
    if before == after:
        return
    agent.capacities.all().delete()
    Capacity.objects.bulk_create(
        [Capacity(agent=agent, channel=channel, most=number) for channel, number in sorted(after.items())]
    )
    record(CapacityChanged(most=after), about=agent, by=by)


def _there() -> QuerySet[Agent]:
    return Agent.objects.filter(is_active=True).exclude(availability=_AWAY).order_by("pk")


def _send_away(agents: list[Agent], cause: str) -> int:
    for agent in agents:
        say(agent, _AWAY, by=SYSTEM, cause=cause)
    return len(agents)
