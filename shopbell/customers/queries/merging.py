"""Before two customers become one: what they differ in; and who might be the same person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import phonenumbers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.customers.models import Customer, Identity
from shopbell.customers.queries.listing import matching
from shopbell.shops.base import shown
from shopbell.shops.models import CustomField
from shopbell.staff.models import Agent

SINGLE = {
    "name": gettext_lazy("Name"),
    "language": gettext_lazy("Language"),
    "timezone": gettext_lazy("Time zone"),
    "city": gettext_lazy("City"),
    "country": gettext_lazy("Country"),
}
STORE = "store"
MOST_SUGGESTED = 5


@dataclass(frozen=True)
class Conflict:
    """A field of which both have a value: it is the target's unless the source's is taken."""

    name: str
    label: str
    source: str
    target: str


@dataclass(frozen=True)
class Preview:
    """What a merge would do: the fields that differ, and accounts in the shop that are not the same."""

    source: Customer
    target: Customer
    conflicts: list[Conflict] = field(default_factory=list)
    differing_accounts: list[tuple[str, str]] = field(default_factory=list)


def preview(source: Customer, target: Customer) -> Preview:
    """What would happen if `source` went up in `target`."""
    return Preview(source, target, [*_fields(source, target), *_own(source, target)], _accounts(source, target))


def _fields(source: Customer, target: Customer) -> Iterable[Conflict]:
    for name, label in SINGLE.items():
        theirs, ours = getattr(source, name), getattr(target, name)
        if theirs and ours and theirs != ours:
            yield Conflict(name, str(label), theirs, ours)


def _own(source: Customer, target: Customer) -> Iterable[Conflict]:
    differing = [key for key in source.custom if key in target.custom and source.custom[key] != target.custom[key]]
    if differing:
        for own in CustomField.objects.filter(applies_to="customer", key__in=differing):
            theirs, ours = shown(own, source.custom[own.key]), shown(own, target.custom[own.key])
            yield Conflict(f"custom.{own.key}", own.label, theirs, ours)


def _accounts(source: Customer, target: Customer) -> list[tuple[str, str]]:
    """Accounts of the same store that are two: they may well be two people."""
    theirs, ours = _stores(source), _stores(target)
    return [(theirs[scope], ours[scope]) for scope in theirs.keys() & ours.keys()]


def _stores(customer: Customer) -> dict[int | None, str]:
    return {one.scope: one.display or one.value for one in customer.identities.filter(scheme=STORE)}


@dataclass(frozen=True)
class Suggestion:
    """Somebody who might be the same person, and why."""

    customer: Customer
    reason: str


def suggestions(customer: Customer, agent: Agent) -> list[Suggestion]:
    """Customers that the agent may see and who might be this one: shown, never merged by themselves."""
    found: dict[int, Suggestion] = {}
    visible = Customer.objects.visible_to(agent).filter(erased_at=None).exclude(pk=customer.pk)
    for other in visible.filter(identities__in=_same_numbers(customer)).distinct()[:MOST_SUGGESTED]:
        found[other.pk] = Suggestion(other, _("Same phone number, written in another way"))
    if len(customer.name.split()) > 1:
        named = visible.filter(pk__in=matching(customer.name), name__iexact=customer.name).order_by("-pk")
        for other in named[:MOST_SUGGESTED]:
            if customer.city and other.city and other.city.casefold() != customer.city.casefold():
                continue
            same_city = customer.city and other.city
            found.setdefault(other.pk, Suggestion(other, _("Same name, same city") if same_city else _("Same name")))
    return list(found.values())[:MOST_SUGGESTED]


def _same_numbers(customer: Customer) -> Any:
    forms: set[str] = set()
    for identity in customer.identities.all():
        if identity.scheme == "phone":
            forms |= _forms_of(identity.value, customer.country)
    return Identity.objects.filter(scheme="phone", value__in=forms)


def _forms_of(value: str, country: str) -> set[str]:
    """How people write one number: with and without the country, which is the customer's unless it is written."""
    try:
        number = phonenumbers.parse(value, country or None)
    except phonenumbers.NumberParseException:
        return {value}
    whole = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    digits = "".join(character for character in national if character.isdigit())
    return {value, whole, whole[1:], f"00{whole[1:]}", digits}
