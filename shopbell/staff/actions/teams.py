"""Teams: making them, choosing their members, putting them away and bringing them back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.core.live import signal
from shopbell.shops.models import Shop
from shopbell.staff.base import sources_of
from shopbell.staff.errors import TeamInUse
from shopbell.staff.events import TeamArchived, TeamChanged, TeamRestored
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


@transaction.atomic
def archive(team: Team, *, by: Actor) -> Team:
    """Put a team away: it is offered nowhere any more. Its tickets stay, and its members go on seeing them.

    Raises `TeamInUse` while something would still send new tickets to it.
    """
    locked = Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    if locked.is_archived:
        return locked
    if sources := sources_of(locked):
        raise TeamInUse(team=locked.name, sources=", ".join(sources))
    return _set_archived(locked, True, TeamArchived(), by)


@transaction.atomic
def restore(team: Team, *, by: Actor) -> Team:
    """Bring an archived team back, with the members it had."""
    locked = Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    return _set_archived(locked, False, TeamRestored(), by) if locked.is_archived else locked


def _set_archived(team: Team, is_archived: bool, fact: TeamArchived | TeamRestored, by: Actor) -> Team:
    team.is_archived = is_archived
    team.save(update_fields=["is_archived"])
    record(fact, about=team, by=by)
    return team
