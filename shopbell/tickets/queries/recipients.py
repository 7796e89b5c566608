"""Who gets a mail: what the thread has, and who could be added; and what could be forwarded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from shopbell.customers.models import Customer, Identity
from shopbell.customers.queries import matching
from shopbell.staff.models import Agent
from shopbell.tickets.base import Route
from shopbell.tickets.models import Message, Participant, Ticket

MOST = 10


def recipients_of(ways: Sequence[Route], *, reply_all: bool) -> dict[str, dict[str, Any]]:
    """To and copies that a mail on each way has by itself, as (address, name), and its subject; by key."""
    mails = [way for way in ways if way.is_mail]
    threads = [way.thread.pk for way in mails if way.thread]
    copied: dict[int, list[list[str]]] = {}
    people = Participant.objects.filter(thread__in=threads, scheme="email", is_copied=True).order_by("pk")
    for one in people if threads else ():
        copied.setdefault(one.thread_id, []).append([one.value, one.name])
    return {way.key: _of(way, copied, reply_all=reply_all) for way in mails}


def _of(way: Route, copied: dict[int, list[list[str]]], *, reply_all: bool) -> dict[str, Any]:
    contact, thread = way.contact, way.thread
    others = [one for one in copied.get(thread.pk if thread else 0, []) if not contact or one[0] != contact.value]
    return {
        "to": [[contact.value, contact.display]] if contact else [],
        "cc": others if reply_all else [],
        "others": [] if reply_all else others,
        "subject": thread.subject if thread else "",
    }


def proposals(ticket: Ticket, agent: Agent, text: str) -> list[tuple[str, str]]:
    """Addresses that begin like this or whose owner is called so: of the ticket first, then of customers they see."""
    wanted = text.strip()
    if len(wanted) < 2:
        return []
    here = Participant.objects.filter(thread__ticket=ticket, scheme="email")
    here = here.filter(Q(value__istartswith=wanted) | Q(name__icontains=wanted)).order_by("pk")
    found = dict(here.values_list("value", "name")[:MOST])
    if len(found) < MOST:
        people = Customer.objects.visible_to(agent).filter(pk__in=matching(wanted)).order_by("-pk")[:MOST]
        rows = Identity.objects.filter(customer__in=list(people), scheme="email", suppressed_at=None)
        for identity in rows.select_related("customer").order_by("pk")[:MOST]:
            found.setdefault(identity.value, identity.customer.name)
    return list(found.items())[:MOST]


def forwardable(ticket: Ticket) -> QuerySet[Message]:
    """What was said between shop and customer; notes, machines' words and talks with others stay inside."""
    said = ticket.messages.filter(is_automatic=False, is_taken_back=False, thread__is_aside=False)
    return said.exclude(kind=Message.Kind.NOTE).order_by("created_at", "pk")
