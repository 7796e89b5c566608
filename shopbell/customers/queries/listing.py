"""Customers as the desk lists them: by their last message, or found by the beginning of a name or an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, F, OuterRef, QuerySet

from shopbell.customers.models import Customer, Identity
from shopbell.staff.models import Agent

PAGE_SIZE = 30
Row = tuple[int, int, datetime]  # the key, the customer, and when
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class CustomerPage:
    """A page, when each of its people was last heard of, and the keys of its neighbours; None at the ends."""

    rows: list[Customer]
    at: dict[int, datetime]
    older: int | None = None
    newer: int | None = None


@dataclass(frozen=True)
class Filter:
    """Which customers: with this tag, VIPs only, from this country, of this language; empty for all."""

    tag: str = ""
    vip: bool = False
    country: str = ""
    language: str = ""

    def __bool__(self) -> bool:
        return bool(self.tag or self.vip or self.country or self.language)

    def apply(self, customers: QuerySet[Customer]) -> QuerySet[Customer]:
        """Those of `customers` that it is about."""
        if self.tag:
            customers = customers.filter(tags__contains=[self.tag])
        if self.vip:
            customers = customers.filter(is_vip=True)
        if self.country:
            customers = customers.filter(country=self.country.upper())
        return customers.filter(language=self.language) if self.language else customers


def list_customers(
    agent: Agent,
    *,
    search: str = "",
    wanted: Filter | None = None,
    before: int | None = None,
    after: int | None = None,
    size: int = PAGE_SIZE,
) -> CustomerPage:
    """One page by keyset: those further down than `before`, or further up than `after`; the top without either.

    Without a search these are the people who wrote, the last one first, without those who sent nothing but spam;
    the keys are those of their last messages. A search finds everybody, the newest first.
    """
    found = _found(agent, search.strip(), wanted or Filter()) if search.strip() else _heard(agent, wanted or Filter())
    if after is not None:
        rows = list(found.filter(key__gt=after).order_by("key")[: size + 1])
        has_newer, rows = len(rows) > size, rows[:size][::-1]
        has_older = True
    else:
        further = found.filter(key__lt=before) if before is not None else found
        rows = list(further.order_by("-key")[: size + 1])
        has_older, rows = len(rows) > size, rows[:size]
        has_newer = before is not None
    latest_first = sorted(rows, key=lambda row: row[2], reverse=True)  # what was imported later may be older
    people = Customer.objects.prefetch_related("identities").in_bulk([customer for _, customer, _ in rows])
    return CustomerPage(
        [people[customer] for _, customer, _ in latest_first],
        {customer: at for _, customer, at in rows},
        older=rows[-1][0] if rows and has_older else None,
        newer=rows[0][0] if rows and has_newer else None,
    )


def _found(agent: Agent, search: str, wanted: Filter) -> QuerySet[Any, Row]:
    found = wanted.apply(Customer.objects.visible_to(agent)).filter(pk__in=matching(search))
    return found.annotate(key=F("pk")).values_list("key", "pk", "created_at")


def _heard(agent: Agent, wanted: Filter) -> QuerySet[Any, Row]:
    """The people who wrote, with the key and time of their last message. A filter may be about few of them, so it
    asks the columns of the customers instead of walking through the messages of all.
    """
    if wanted:
        written = wanted.apply(Customer.objects.visible_to(agent)).filter(last_message_id__isnull=False)
        rows: QuerySet[Any, Any] = written.annotate(key=F("last_message_id"))
        return rows.values_list("key", "pk", "last_contact_at")
    return _last_messages(agent)


def _last_messages(agent: Agent) -> QuerySet[Any, Row]:
    """The last message of everybody who wrote something wanted. Walks messages from the end, so a page costs a page.

    Messages and tickets stand above customers: they are reached through the relations.
    """
    of = Customer._meta.get_field
    tickets: Any = of("tickets").related_model
    messages: Any = of("messages").related_model
    wanted = tickets.objects.visible_to(agent).filter(is_spam=False)
    said = messages.objects.filter(kind="customer", customer__isnull=False, ticket__in=wanted)
    later = said.filter(customer=OuterRef("customer"), pk__gt=OuterRef("pk"))
    heard: QuerySet[Any, Row] = (
        said.filter(~Exists(later)).annotate(key=F("pk")).values_list("key", "customer_id", "created_at")
    )
    return heard


def matching(search: str) -> QuerySet[Customer, int]:
    """Keys of customers: each word begins a word of the name, or the whole begins an address. Indexes answer both."""
    by_address = (
        Identity.objects.exclude(scheme="visitor")
        .filter(value__startswith=search.lower())
        .order_by()
        .values_list("customer_id", flat=True)
    )
    words = _WORD.findall(search.lower())[:8]
    if not words or "@" in search:
        return by_address  # type: ignore[return-value]  # keys, of another table
    wanted = SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")
    by_name = Customer.objects.annotate(words=SearchVector("name", config="simple")).filter(words=wanted)
    return by_name.order_by().values_list("pk", flat=True).union(by_address, all=True)
