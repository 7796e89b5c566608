"""Agents: adding, changing, switching off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.core.live import signal
from shopbell.staff.errors import LastOwner
from shopbell.staff.events import AgentChanged, AgentCreated, TeamChanged
from shopbell.staff.models import Agent, Team


@transaction.atomic
def create(*, email: str, name: str, role: str, password: str | None, by: Actor, **details: Any) -> Agent:
    """Add an agent; without a password they set one through the reset mail."""
    agent = Agent.objects.create_user(email, password, name=name, role=role, **details)
    record(AgentCreated(role=role), about=agent, by=by)
    return agent


@transaction.atomic
def change(agent: Agent, *, by: Actor, **fields: Any) -> Agent:
    """Set fields such as role, name or is_active. Raises `LastOwner` rather than lock everybody out."""
    locked = Agent.objects.select_for_update(no_key=True).get(pk=agent.pk)
    changed = [key for key, value in fields.items() if getattr(locked, key) != value]
    if not changed:
        return locked
    for key in changed:
        setattr(locked, key, fields[key])
    if {"role", "is_active"} & set(changed):
        _keep_an_owner(locked)
        signal.close("agent", str(locked.pk))
    locked.save(update_fields=changed)
    record(AgentChanged(fields=sorted(changed)), about=locked, by=by, topics=[f"agent:{locked.pk}"])
    return locked


@transaction.atomic
def join(agent: Agent, *, teams: Iterable[Team], by: Actor) -> None:
    """Be in these teams and no others; which tickets they may hear of is asked anew."""
    before, wanted = set(agent.teams.filter(is_archived=False)), set(teams)
    for team in sorted(before ^ wanted, key=lambda team: team.pk):
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        if team in wanted:
            team.members.add(agent)
        else:
            team.members.remove(agent)
        record(TeamChanged(members=sorted(team.members.values_list("pk", flat=True))), about=team, by=by)
    if before != wanted:
        signal.close("agent", str(agent.pk))


def _keep_an_owner(agent: Agent) -> None:
    owners = Agent.objects.select_for_update(no_key=True).filter(role=Agent.Role.OWNER, is_active=True).order_by("pk")
    others = [owner for owner in owners if owner.pk != agent.pk]
    if not others and not (agent.role == Agent.Role.OWNER and agent.is_active):
        raise LastOwner(name=agent.name)
