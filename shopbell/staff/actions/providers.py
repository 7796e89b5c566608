"""Services to sign in by: setting them up, and letting people in whom they vouch for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from shopbell.core.actor import SYSTEM, Actor
from shopbell.core.clean import one_line
from shopbell.core.events import record
from shopbell.staff.actions import agents
from shopbell.staff.errors import LastProvider
from shopbell.staff.events import ProviderDeleted, ProviderSaved
from shopbell.staff.models import Agent, IdentityProvider, SignInRules, Team


@transaction.atomic
def save(
    provider: IdentityProvider | None, *, teams: Iterable[Team], secret: str = "", by: Actor, **fields: Any
) -> IdentityProvider:
    """Set up a service (None) or change it; without a secret the present one stays. Raises `LastProvider`."""
    if provider:
        provider = IdentityProvider.objects.select_for_update(no_key=True).get(pk=provider.pk)
    else:
        provider = IdentityProvider()
    for name, value in fields.items():
        setattr(provider, name, value)
    if secret:
        provider.secret = {"secret": secret}
    provider.save()
    provider.teams.set(teams)
    _keep_one()
    record(ProviderSaved(is_active=provider.is_active, adds_people=provider.adds_people), about=provider, by=by)
    return provider


@transaction.atomic
def delete(provider: IdentityProvider, *, by: Actor) -> None:
    """Take a service away; who came by it signs in with a password again. Raises `LastProvider`."""
    locked = IdentityProvider.objects.select_for_update().get(pk=provider.pk)
    record(ProviderDeleted(), about=locked, by=by)
    locked.delete()
    _keep_one()


@transaction.atomic
def welcome(provider: IdentityProvider, *, email: str, name: str) -> Agent | None:
    """Who has this address, which the service has proven; somebody new where it adds people; else None."""
    known = Agent.objects.filter(email=email.strip().lower()).first()
    if known or not provider.adds_people:
        return known
    made = agents.create(
        email=email,
        name=one_line(name, 80) or email.partition("@")[0],
        role=provider.role,
        own_role=provider.own_role,
        password=None,
        by=SYSTEM,
    )
    agents.join(made, teams=provider.teams.filter(is_archived=False), by=SYSTEM)
    return made


def _keep_one() -> None:
    """While passwords open nothing, some service must."""
    rules = SignInRules.objects.select_for_update().first()
    if rules and rules.only_providers and not IdentityProvider.objects.filter(is_active=True).exists():
        raise LastProvider
