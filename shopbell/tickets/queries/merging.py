"""Tickets that belong together: where a merged one went, what could be merged or linked, and what is offered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from shopbell.core.search import TooManyHits
from shopbell.staff.models import Agent
from shopbell.tickets.models import Ticket
from shopbell.tickets.queries.conversation import earlier_tickets
from shopbell.tickets.queries.filters import UnknownValue
from shopbell.tickets.queries.search import search, understood

MOST = 8
SOON = timedelta(hours=24)
_WORD = re.compile(r"[^\W\d_]{4,}")


def root_number(number: int) -> int:
    """The ticket that this one has been merged into, itself if it has not."""
    while parent := Ticket.objects.filter(pk=number).values_list("merged_into", flat=True).first():
        number = parent
    return number


def merged_numbers(number: int) -> list[int]:
    """All tickets that lead to this one, however long their way."""
    found: list[int] = []
    level = [number]
    while level := list(Ticket.objects.filter(merged_into__in=level).order_by("pk").values_list("pk", flat=True)):
        found += level
    return found


def others_of(ticket: Ticket, agent: Agent) -> list[Ticket]:
    """The customer's other tickets, read once for the whole page."""
    reader, known = ticket.__dict__.get("_others", (None, []))
    if reader != agent.pk:
        known = earlier_tickets(ticket, agent)
        ticket.__dict__["_others"] = agent.pk, known
    found: list[Ticket] = known
    return found


def offered(ticket: Ticket, others: Iterable[Ticket]) -> Ticket | None:
    """Another live ticket of the customer that is probably of the same matter: same order, or soon and same words."""
    if ticket.is_done or ticket.is_spam or not ticket.customer_id:
        return None
    return next((other for other in others if _is_alike(ticket, other)), None)


def candidates(ticket: Ticket, agent: Agent, text: str = "") -> list[Ticket]:
    """Tickets of the same shop by number, order or words; without these the customer's other ones."""
    if not text.strip():
        return [other for other in others_of(ticket, agent) if other.shop_id == ticket.shop_id]
    keys = [key for key in _found(agent, text) if key != ticket.pk]
    visible = Ticket.objects.visible_to(agent).filter(pk__in=keys, shop=ticket.shop_id).in_bulk()
    return [visible[key] for key in keys if key in visible][:MOST]


def _found(agent: Agent, text: str) -> list[int]:
    number = text.strip().lstrip("#")
    if number.isdecimal() and len(number) < 19:
        return [root_number(int(number))]
    try:
        found = search(agent, understood(text))
    except (UnknownValue, TooManyHits):
        return []
    return list(dict.fromkeys(row["id"] for row in [*found.tickets, *found.rows]))


def _is_alike(ticket: Ticket, other: Ticket) -> bool:
    if other.is_done or other.is_spam or (other.shop_id, other.customer_id) != (ticket.shop_id, ticket.customer_id):
        return False
    if ticket.order_number and other.order_number:
        return ticket.order_number.casefold() == other.order_number.casefold()
    return abs(ticket.created_at - other.created_at) <= SOON and bool(_words(ticket) & _words(other))


def _words(ticket: Ticket) -> set[str]:
    return {word.casefold() for word in _WORD.findall(ticket.subject)}
