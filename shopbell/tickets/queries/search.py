"""Searching tickets: the words of their messages, their numbers, and filters; newest hit first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from shopbell.core.search import Wish, configurations, newest, parse, patience, to_tsquery
from shopbell.core.search.hits import Source
from shopbell.customers.models import Customer
from shopbell.customers.queries import matching
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent
from shopbell.tickets.models import Ticket
from shopbell.tickets.queries.filters import FILTERS, condition, is_spam_wanted
from shopbell.tickets.queries.pages import LIST_COLUMNS, PAGE_SIZE, page_of

_NUMBER = re.compile(r"#?([1-9][0-9]{0,17})")
_ROUNDS = 5
_HITS = 100
# Private use characters: no text of a customer is believed to mark a hit.
_START, _STOP = "\ue000", "\ue001"
_HEADLINE = f"StartSel={_START},StopSel={_STOP},MaxFragments=1,MaxWords=9,MinWords=4,FragmentDelimiter=' … '"


@dataclass(frozen=True)
class Found:
    """A page of search results. `rows` are list rows with `snippet`; `older` is the cursor of the next page."""

    wish: Wish
    rows: list[dict[str, Any]] = field(default_factory=list)
    older: str = ""
    tickets: list[dict[str, Any]] = field(default_factory=list)
    customers: list[Customer] = field(default_factory=list)


def understood(text: str) -> Wish:
    """What was typed, with the filters that tickets know."""
    return parse(text, keys=FILTERS)


def search(agent: Agent, wish: Wish, *, cursor: str = "", size: int = PAGE_SIZE) -> Found:
    """One page of the tickets that meet a wish and that this agent may see.

    The first page also names tickets by their number or order number, and customers by name or address. Without words
    the tickets that meet the filters come most recently active first. Raises `UnknownValue`, `TooManyHits`.
    """
    visible = Ticket.objects.visible_to(agent).filter(condition(wish.filters, agent))
    if not is_spam_wanted(wish.filters):
        visible = visible.wanted()
    with patience():
        if not wish.wanted:
            if not wish.filters:
                return Found(wish)
            page = page_of(visible, statuses=(), order="recent", cursor=cursor, size=size)
            return Found(wish, page.rows, page.older)
        query = to_tsquery(wish.terms, configurations(languages()))
        rows, older = _worded(visible, query, cursor, size) if query else ([], "")
        is_first = not cursor
        return Found(
            wish,
            rows,
            older,
            tickets=_numbered(visible, wish) if is_first else [],
            customers=_people(agent, wish) if is_first and not wish.filters else [],
        )


def _worded(visible: QuerySet[Ticket], query: str, cursor: str, size: int) -> tuple[list[dict[str, Any]], str]:
    """Tickets by their newest hit. A ticket that a former page showed is left out."""
    sql, parameters = visible.order_by().values("pk").query.sql_with_params()
    source = Source("tickets_message", "words", "ticket_id", sql, parameters)
    start = int(cursor) if cursor.isdecimal() else None
    hits: dict[int, int] = {}
    before, is_over = start, False
    for _round in range(_ROUNDS):
        batch = newest(source, query, before=before, limit=_HITS)
        fresh = {ticket for _message, ticket in batch} - hits.keys()
        shown = _hit_since(query, fresh, start) if start else set()
        for message, ticket in batch:
            if ticket not in shown:
                hits.setdefault(ticket, message)
        is_over = len(batch) < _HITS
        if len(hits) > size or is_over:
            break
        before = batch[-1][0]
    chosen = list(hits.items())[:size]
    rows = _rows(chosen, query)
    if len(hits) > size:
        return rows, str(chosen[-1][1])
    return rows, "" if is_over or before is None else str(before)


def _hit_since(query: str, tickets: Iterable[int], start: int) -> set[int]:
    """Which of the tickets have a hit that is not older than where this page starts."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ticket_id FROM tickets_message"
            " WHERE ticket_id = ANY(%s) AND id >= %s AND words @@ %s::tsquery",
            [list(tickets), start, query],
        )
        return {ticket for (ticket,) in cursor.fetchall()}


def _rows(hits: list[tuple[int, int]], query: str) -> list[dict[str, Any]]:
    """The list rows of these tickets in this order, each with the place where it hits."""
    found = {
        row["id"]: row for row in Ticket.objects.filter(pk__in=[ticket for ticket, _m in hits]).values(*LIST_COLUMNS)
    }
    snippets = _snippets([message for _t, message in hits], query)
    return [
        {**found[ticket], "snippet": snippets.get(message, ""), "hit": message}
        for ticket, message in hits
        if ticket in found
    ]


def _snippets(messages: list[int], query: str) -> dict[int, SafeString]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, ts_headline(shopbell_configuration(language), left(text, 20000), %s::tsquery, %s)"
            " FROM tickets_message WHERE id = ANY(%s)",
            [query, _HEADLINE, messages],
        )
        return {pk: marked(text) for pk, text in cursor.fetchall()}


def marked(text: str) -> SafeString:
    """A snippet as HTML, its hits in `<mark>`."""
    safe = escape(" ".join(text.split()))
    return mark_safe(safe.replace(_START, "<mark>").replace(_STOP, "</mark>"))  # noqa: S308 (escaped)


def _numbered(visible: QuerySet[Ticket], wish: Wish) -> list[dict[str, Any]]:
    """Tickets whose number or order number was typed."""
    numbers = [int(match[1]) for term in wish.wanted if (match := _NUMBER.fullmatch(term.text))]
    orders = Q()
    for term in wish.wanted:
        orders |= Q(order_number__iexact=term.text)
    by_number = visible.filter(pk__in=numbers) if numbers else visible.none()
    rows = list(by_number.values(*LIST_COLUMNS))
    by_order = visible.filter(orders).exclude(order_number="").order_by("-id").values(*LIST_COLUMNS)[:5]
    return rows + [row for row in by_order if row["id"] not in numbers]


def _people(agent: Agent, wish: Wish) -> list[Customer]:
    found = Customer.objects.visible_to(agent).filter(pk__in=matching(wish.words))
    return list(found.order_by("-pk").prefetch_related("identities")[:4])


def languages() -> list[str]:
    """The languages of all shops; their customers write in these."""
    return sorted(
        {language for languages in Shop.objects.values_list("languages", flat=True) for language in languages}
    )
