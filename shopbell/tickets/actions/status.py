"""Status: open, waiting, on hold, snoozed, solved, closed; and spam, which is a mark."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shopbell.core import clock
from shopbell.core.actor import SYSTEM, Actor
from shopbell.core.events import record
from shopbell.tickets.actions import rows
from shopbell.tickets.errors import SnoozeInThePast, TopicNeeded
from shopbell.tickets.events import TicketStatusChanged
from shopbell.tickets.models import NEVER, Ticket
from shopbell.tickets.queries import expected_reply
from shopbell.tickets.queries.topics import is_required


@transaction.atomic
def set_status(ticket: Ticket, *, status: str, by: Actor, until: datetime | None = None) -> Ticket:
    """Set the status; `until` is needed for `snoozed`. Raises `SnoozeInThePast`, and `TopicNeeded`
    where the shop wants to know what a ticket was about before an agent ends it."""
    ticket = rows.lock(ticket)
    now = clock.now()
    if status == Ticket.Status.SNOOZED and (until is None or until <= now):
        raise SnoozeInThePast
    if (ticket.status, ticket.snoozed_until) == (status, until):
        return ticket
    is_done = status in (Ticket.Status.SOLVED, Ticket.Status.CLOSED)
    if is_done and by.kind == "agent" and not ticket.topic_id and not ticket.is_done and is_required(ticket.shop_id):
        raise TopicNeeded
    before, old = ticket.cell, ticket.status
    ticket.status = status
    ticket.snoozed_until = until if status == Ticket.Status.SNOOZED else None
    if ticket.is_done:
        ticket.waiting_since, ticket.due_at, ticket.is_unread = None, NEVER, False
    ticket.solved_at = (ticket.solved_at or now) if ticket.is_done else None
    ticket.closed_at = now if ticket.is_closed else None
    rows.save(ticket, before=before, fields=_COLUMNS)
    record(
        TicketStatusChanged(before=old, status=status, until=until.isoformat() if until else None),
        about=ticket,
        by=by,
        topics=ticket.topics,
    )
    return ticket


@transaction.atomic
def wake(ticket: Ticket) -> Ticket:
    """A snoozed ticket whose time has come is open again and due."""
    ticket = rows.lock(ticket)
    if ticket.status != Ticket.Status.SNOOZED or not ticket.snoozed_until or ticket.snoozed_until > clock.now():
        return ticket
    ticket = set_status(ticket, status=Ticket.Status.OPEN, by=SYSTEM)
    call_for_us(ticket)
    ticket.save(update_fields=["waiting_since", "due_at", "is_unread"])
    return ticket


def call_for_us(ticket: Ticket) -> None:
    """It is our turn again: unread, and due as if the customer had written now. The caller locks and saves."""
    ticket.is_unread = True
    if ticket.waiting_since is None:
        ticket.waiting_since = clock.now()
        ticket.due_at = expected_reply(ticket.shop, ticket.channel, ticket.waiting_since).due_at


@transaction.atomic
def set_spam(ticket: Ticket, *, is_spam: bool, by: Actor) -> Ticket:
    """Put the ticket aside as spam, or take it back."""
    ticket = rows.lock(ticket)
    if ticket.is_spam != is_spam:
        before = ticket.cell
        ticket.is_spam = is_spam
        rows.save(ticket, before=before, fields=["is_spam"])
        record(
            TicketStatusChanged(before=ticket.status, status="spam" if is_spam else ticket.status),
            about=ticket,
            by=by,
            topics=ticket.topics,
        )
    return ticket


_COLUMNS = ("status", "snoozed_until", "solved_at", "closed_at", "waiting_since", "due_at", "is_unread")
