"""How an installation gets an owner: its first one, and one by the shell when everybody is locked out."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from shopbell.core.actor import SYSTEM, Actor
from shopbell.core.events import record
from shopbell.shops.actions.opening import open_shop
from shopbell.shops.models import Shop
from shopbell.staff.actions import agents, teams
from shopbell.staff.errors import AlreadySetUp
from shopbell.staff.events import AgentChanged
from shopbell.staff.models import Agent
from shopbell.staff.queries import anybody_can_sign_in


@dataclass(frozen=True, kw_only=True)
class FirstShop:
    """What the first owner says about the shop."""

    name: str
    website: str
    language: str
    timezone: str
    currency: str


@transaction.atomic
def set_up(shop: FirstShop, *, name: str, email: str, password: str) -> tuple[Shop, Agent]:
    """The first owner, the shop, and a team in which tickets can land. Raises `AlreadySetUp` once somebody can sign in.

    The table is locked, not a row, as there is none yet: of two people at the same moment one comes too late.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {connection.ops.quote_name(Agent._meta.db_table)} IN SHARE ROW EXCLUSIVE MODE")
    if anybody_can_sign_in():
        raise AlreadySetUp
    owner = make_owner(
        email=email, name=name, password=password, by=SYSTEM, language=shop.language, timezone=shop.timezone
    )
    opened = open_shop(
        name=shop.name,
        website=shop.website,
        language=shop.language,
        timezone=shop.timezone,
        currency=shop.currency,
        by=owner.actor,
    )
    with translation.override(shop.language):
        team = _("Customer service")
    teams.save(None, shop=opened, name=team, members=[owner], by=owner.actor)
    return opened, owner


@transaction.atomic
def make_owner(*, email: str, name: str = "", password: str, by: Actor, **details: str) -> Agent:
    """Make the person with this address an owner who can sign in with this password, whoever they were before.

    A new password ends every session. `details` such as `language` are for somebody new.
    """
    known = Agent.objects.filter(email=email.strip().lower()).first()
    if known is None:
        return agents.create(
            email=email,
            name=name or email.partition("@")[0],
            role=Agent.Role.OWNER,
            password=password,
            by=by,
            **details,
        )
    changed = agents.change(known, by=by, role=Agent.Role.OWNER, is_active=True, name=name or known.name)
    changed.set_password(password)
    changed.save(update_fields=["password"])
    record(AgentChanged(fields=["password"]), about=changed, by=by, topics=[f"agent:{changed.pk}"])
    return changed


@transaction.atomic
def forget_second_step(agent: Agent, *, by: Actor) -> bool:
    """Let somebody sign in by password alone, as their phone is gone; False when they had no second step."""
    removed, _kinds = Authenticator.objects.filter(user=agent).delete()
    if removed:
        record(AgentChanged(fields=["second_step"]), about=agent, by=by)
    return bool(removed)
