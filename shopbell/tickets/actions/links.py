"""Linking tickets that belong together."""

from __future__ import annotations

from django.db import transaction

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.tickets.events import TicketLinked
from shopbell.tickets.models import Ticket, TicketLink


@transaction.atomic
def link(ticket: Ticket, other: Ticket, *, reason: str, by: Actor) -> TicketLink:
    """Point from the later ticket to the earlier one, once."""
    made, created = TicketLink.objects.get_or_create(
        ticket=ticket, other=other, defaults={"reason": reason, "created_at": clock.now()}
    )
    if created:
        record(TicketLinked(other=other.pk, reason=reason), about=ticket, by=by, topics=[f"ticket:{ticket.pk}"])
        record(TicketLinked(other=ticket.pk, reason=reason), about=other, by=by, topics=[f"ticket:{other.pk}"])
    return made
