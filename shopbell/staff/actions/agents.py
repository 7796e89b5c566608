"""Agents: adding, changing, switching off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.core.live import signal
from shopbell.staff.actions.sign_in_rules import role_key, set_deadline
from shopbell.staff.errors import LastOwner
from shopbell.staff.events import AgentChanged, AgentCreated, RoleGiven, TeamChanged
from shopbell.staff.models import Agent, Team


@transaction.atomic
def create(*, email: str, name: str, role: str, password: str | None, by: Actor, **details: Any) -> Agent:
    """Add an agent; without a password they set one through the reset mail."""
    agent = Agent.objects.create_user(email, password, name=name, role=role, **details)
    set_deadline(agent)
    record(AgentCreated(role=role), about=agent, by=by)
    return agent


@transaction.atomic
def change(agent: Agent, *, by: Actor, **fields: Any) -> Agent:
    """Set fields such as role, name or is_active. Raises `LastOwner` rather than lock everybody out."""
    locked = Agent.objects.select_for_update(no_key=True).get(pk=agent.pk)
    if "role" in fields:
        fields.setdefault("own_role", None)
    role_before, was_owner = role_key(locked), _owns(locked)
    changed = [key for key, value in fields.items() if getattr(locked, key) != value]
    if not changed:
        return locked
    for key in changed:
        setattr(locked, key, fields[key])
    if {"role", "own_role", "is_active"} & set(changed):
        if was_owner and not _owns(locked):
            _keep_an_owner(locked)
        signal.close("agent", str(locked.pk))
    locked.save(update_fields=changed)
    record(AgentChanged(fields=sorted(changed)), about=locked, by=by, topics=[f"agent:{locked.pk}"])
    if role_before != role_key(locked):
        set_deadline(locked)
        record(RoleGiven(before=role_before, after=role_key(locked)), about=locked, by=by)
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


def _owns(agent: Agent) -> bool:
    return agent.role == Agent.Role.OWNER and agent.is_active


def _keep_an_owner(leaving: Agent) -> None:
    owners = Agent.objects.select_for_update(no_key=True).filter(role=Agent.Role.OWNER, is_active=True).order_by("pk")
    if not [owner for owner in owners if owner.pk != leaving.pk]:
        raise LastOwner(name=leaving.name)
