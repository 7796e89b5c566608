"""What could be typed next into the search field: filters, and the values of the filter being written."""

from __future__ import annotations

from dataclasses import dataclass

from shopbell.core.search.syntax import Filter, last_word
from shopbell.customers.models import Customer
from shopbell.customers.queries import matching
from shopbell.staff.models import Agent
from shopbell.tickets.queries.filters import FILTERS

MOST = 12


@dataclass(frozen=True)
class Suggestion:
    """One line of the list: `text` is the whole field once it is chosen, `written` what it adds, `name` its meaning."""

    text: str
    written: str
    name: str


def suggestions(agent: Agent, text: str) -> list[Suggestion]:
    """Filters that begin like the last word; behind `key:` the values of that key, by their key or name."""
    before, word = last_word(text)
    sign = "-" if word.startswith("-") else ""
    key, colon, begun = word.removeprefix("-").partition(":")
    if not colon:
        return [
            Suggestion(f"{before}{sign}{one.key}:", f"{sign}{one.key}:", str(one.label))
            for one in FILTERS.values()
            if key and (one.key.startswith(key.lower()) or str(one.label).lower().startswith(key.lower()))
        ][:MOST]
    if key.lower() not in FILTERS:
        return []
    begun = begun.lstrip('"“„«')
    return [
        Suggestion(f"{before}{sign}{written} ", f"{sign}{written}", name)
        for value, name in _values(agent, key.lower(), begun)
        if begun.casefold() in value.casefold() or begun.casefold() in name.casefold()
        for written in [Filter(key.lower(), value).written]
    ][:MOST]


def _values(agent: Agent, key: str, begun: str) -> list[tuple[str, str]]:
    if key != "from":
        return list(FILTERS[key].values(agent))
    if len(begun) < 2:
        return []
    people = Customer.objects.visible_to(agent).filter(pk__in=matching(begun)).order_by("-pk")
    found = people.prefetch_related("identities")[:MOST]
    return [(_address(one) or one.display_name, one.display_name) for one in found]


def _address(customer: Customer) -> str:
    return next((one.value for one in customer.identities.all() if one.scheme == "email"), "")
