"""What is known of one customer, and from whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from shopbell.core.actor import Actor
from shopbell.customers.models import Consent, Customer
from shopbell.shops.base import shown
from shopbell.shops.models import CustomField
from shopbell.shops.queries import custom_fields
from shopbell.staff.models import Agent


@dataclass(frozen=True)
class Source:
    """Who or what said something, in words, and when."""

    who: str
    at: datetime | None


def sources_of(customer: Customer) -> dict[str, Source]:
    """The source of each field that has one; several agents are looked up at once."""
    kept = {name: (Actor.parse(said["by"]), said) for name, said in customer.sources.items()}
    agents = {actor.id for actor, _said in kept.values() if actor.kind == "agent" and actor.id}
    names = dict(Agent.objects.filter(pk__in=agents).values_list("pk", "name"))
    return {
        name: Source(_who(actor, said.get("how", ""), names), datetime.fromisoformat(said["at"]))
        for name, (actor, said) in kept.items()
    }


def who_added(customer: Customer) -> dict[int, str]:
    """By whom each verified or added identity was, where an agent was it: names by key of the identity."""
    actors = {
        identity.pk: Actor.parse(identity.verifier or identity.added_by)
        for identity in customer.identities.all()
        if identity.verifier or identity.added_by
    }
    names = dict(
        Agent.objects.filter(pk__in=[a.id for a in actors.values() if a.kind == "agent"]).values_list("pk", "name")
    )
    return {pk: names[actor.id] for pk, actor in actors.items() if actor.kind == "agent" and actor.id in names}


def consents_of(customer: Customer) -> list[Consent]:
    """The newest word on each purpose, in the order of the purposes."""
    latest = customer.consents.order_by("purpose", "-said_at", "-pk").distinct("purpose")
    order = Consent.Purpose.values
    return sorted(latest, key=lambda consent: order.index(consent.purpose))


def custom_values(customer: Customer) -> list[tuple[CustomField, Any, str]]:
    """The shop's own fields with this customer's value, kept and as people read it; archived ones only if filled."""
    return [
        (field, customer.custom.get(field.key), shown(field, customer.custom.get(field.key)))
        for field in custom_fields("customer", with_archived=True)
        if not field.is_archived or field.key in customer.custom
    ]


def _who(actor: Actor, how: str, names: dict[int, str]) -> str:
    if actor.kind == "agent":
        return names.get(actor.id or 0, _("Somebody of the team"))
    if actor.kind == "customer":
        told = {
            "email": _("The customer, by e-mail"),
            "visitor": _("The customer, in the chat"),
            "phone": _("The customer, by phone"),
            "store": _("The shop’s own accounts"),
        }
        return told.get(how, _("The customer"))
    return {"token": _("A program"), "rule": _("A rule")}.get(actor.kind, _("Shopbell"))
