"""Teams: making them and choosing their members."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.core.live import signal
from shopbell.shops.models import Shop
from shopbell.staff.events import TeamChanged
from shopbell.staff.models import Agent, Team


@transaction.atomic
def save(team: Team | None, *, shop: Shop, name: str, members: Iterable[Agent], by: Actor) -> Team:
    """Make a team (None) or change it; who joins or leaves has their live streams checked anew."""
    team = Team.objects.select_for_update(no_key=True).get(pk=team.pk) if team else Team(shop=shop)
    team.name = name
    team.save()
    before = set(team.members.values_list("pk", flat=True))
    after = {agent.pk for agent in members}
    team.members.set(after)
    for agent_id in before ^ after:
        signal.close("agent", str(agent_id))
    record(TeamChanged(members=sorted(after)), about=team, by=by)
    return team
