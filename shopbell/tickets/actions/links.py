"""Linking tickets that belong together, and taking a link away."""

from __future__ import annotations

from django.db import transaction

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.tickets.errors import LinkedToItself
from shopbell.tickets.events import TicketLinked, TicketUnlinked
from shopbell.tickets.models import Ticket, TicketLink


@transaction.atomic
def link(ticket: Ticket, other: Ticket, *, reason: str, by: Actor) -> TicketLink:
    """Point from one ticket to another, once; two tickets that are linked already get the new reason.

    Raises `LinkedToItself`.
    """
    if ticket.pk == other.pk:
        raise LinkedToItself
    made, created = TicketLink.objects.get_or_create(
        ticket=ticket, other=other, defaults={"reason": reason, "created_at": clock.now()}
    )
    if created or made.reason != reason:
        made.reason = reason
        made.save(update_fields=["reason"])
        record(TicketLinked(other=other.pk, reason=reason), about=ticket, by=by, topics=[f"ticket:{ticket.pk}"])
        record(TicketLinked(other=ticket.pk, reason=reason), about=other, by=by, topics=[f"ticket:{other.pk}"])
    return made


@transaction.atomic
def unlink(made: TicketLink, *, by: Actor) -> None:
    """Take a link away; told on both sides, once."""
    gone, _kinds = TicketLink.objects.filter(pk=made.pk).delete()
    if gone:
        for ticket, other in ((made.ticket, made.other), (made.other, made.ticket)):
            record(TicketUnlinked(other=other.pk), about=ticket, by=by, topics=[f"ticket:{ticket.pk}"])
