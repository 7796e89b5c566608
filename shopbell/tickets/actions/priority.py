"""Priority: how urgent a ticket is."""

from __future__ import annotations

from django.db import transaction

from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.tickets.actions import rows
from shopbell.tickets.events import TicketPriorityChanged
from shopbell.tickets.models import Ticket


@transaction.atomic
def set_priority(ticket: Ticket, *, priority: int, by: Actor) -> Ticket:
    """Set the priority, one of `Ticket.Priority`."""
    ticket = rows.lock(ticket)
    if ticket.priority != priority:
        old, ticket.priority = ticket.priority, priority
        ticket.save(update_fields=["priority"])
        record(TicketPriorityChanged(before=old, priority=priority), about=ticket, by=by, topics=ticket.topics)
    return ticket
