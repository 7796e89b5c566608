"""Customers as the desk lists them: newest first, found by the beginning of a name or an address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import QuerySet

from shopbell.customers.models import Customer, Identity
from shopbell.staff.models import Agent

PAGE_SIZE = 30
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class CustomerPage:
    """A page, and the keys from which its neighbours are read; None at the ends."""

    rows: list[Customer]
    older: int | None = None
    newer: int | None = None


def list_customers(
    agent: Agent, *, search: str = "", before: int | None = None, after: int | None = None, size: int = PAGE_SIZE
) -> CustomerPage:
    """One page by keyset: those older than `before`, or those newer than `after`; the newest without either."""
    found = Customer.objects.visible_to(agent)
    if search := search.strip():
        found = found.filter(pk__in=matching(search))
    if after is not None:
        rows = list(found.filter(pk__gt=after).order_by("pk").prefetch_related("identities")[: size + 1])
        has_newer, rows = len(rows) > size, rows[:size][::-1]
        has_older = True
    else:
        older = found.filter(pk__lt=before) if before is not None else found
        rows = list(older.order_by("-pk").prefetch_related("identities")[: size + 1])
        has_older, rows = len(rows) > size, rows[:size]
        has_newer = before is not None
    return CustomerPage(
        rows,
        older=rows[-1].pk if rows and has_older else None,
        newer=rows[0].pk if rows and has_newer else None,
    )


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
