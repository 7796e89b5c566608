"""The rules of signing in: who must have a second step and by when, how long passwords are, who may use one at all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.staff.errors import NoProvider
from shopbell.staff.events import PasswordAsked, RulesChanged
from shopbell.staff.models import Agent, IdentityProvider, SignInRules


@transaction.atomic
def set_rules(*, by: Actor, **fields: Any) -> SignInRules:
    """Change the rules. Raises `NoProvider` when passwords would end before another way is there."""
    rules = SignInRules.objects.select_for_update().first() or SignInRules(pk=1)
    changed = sorted(key for key, value in fields.items() if getattr(rules, key) != value)
    for key in changed:
        setattr(rules, key, fields[key])
    if rules.only_providers and not IdentityProvider.objects.filter(is_active=True).exists():
        raise NoProvider
    rules.save()
    if changed:
        record(RulesChanged(fields=changed), about=rules, by=by)
    if {"second_step_roles", "second_step_days"} & set(changed):
        for agent in Agent.objects.select_for_update(no_key=True).order_by("pk"):
            set_deadline(agent, rules)
    return rules


def set_deadline(agent: Agent, rules: SignInRules | None = None) -> None:
    """Say until when a locked agent must have a second step; once said it stays, unless their role needs none."""
    rules = rules or SignInRules.rules()
    must = role_key(agent) in rules.second_step_roles
    if must == (agent.secure_by is not None):
        return
    agent.secure_by = clock.now() + timedelta(days=rules.second_step_days) if must else None
    agent.save(update_fields=["secure_by"])


def role_key(agent: Agent) -> str:
    """How rules and events name a role: a built-in one by its key, an own one as `own:` and its number."""
    return f"own:{agent.own_role_id}" if agent.own_role_id else agent.role


@transaction.atomic
def ask_for_password(agents: Iterable[Agent], *, by: Actor) -> None:
    """Let these people choose a new password before they do anything else."""
    for agent in Agent.objects.select_for_update(no_key=True).filter(pk__in=[one.pk for one in agents]).order_by("pk"):
        agent.must_change_password = True
        agent.save(update_fields=["must_change_password"])
        record(PasswordAsked(), about=agent, by=by)
