"""Delivery: what became of a message we sent."""

from __future__ import annotations

from django.db import transaction

from shopbell.core.actor import SYSTEM, Actor
from shopbell.core.events import record
from shopbell.core.sentences import clip
from shopbell.tickets.actions import rows
from shopbell.tickets.actions.status import call_for_us
from shopbell.tickets.events import MessageStateChanged
from shopbell.tickets.models import NEVER, Message, Ticket


@transaction.atomic
def set_state(
    message: Message,
    *,
    state: str,
    reason: str = "",
    external_id: str = "",
    provider_id: str = "",
    by: Actor = SYSTEM,
) -> Message:
    """Note the state of an outgoing message; a failed one brings its ticket back, open and due."""
    locked = rows.lock_message(message)
    if (locked.state, locked.reason) == (state, reason) and external_id in ("", locked.external_id):
        return locked
    had_failed = locked.state == Message.State.FAILED
    locked.state, locked.reason = state, clip(reason, 300)
    locked.external_id = external_id or locked.external_id
    locked.provider_id = provider_id or locked.provider_id
    locked.save(update_fields=["state", "reason", "external_id", "provider_id"])
    ticket = locked.ticket
    if state == Message.State.FAILED and not locked.is_automatic:
        ticket = _reopen(ticket)
    elif had_failed and state != Message.State.CANCELLED:
        ticket = _rest(ticket, locked)
    topics = [f"ticket:{ticket.pk}", *([locked.thread.topic] if locked.thread else [])]
    if had_failed or state == Message.State.FAILED:
        topics = [*ticket.topics, *topics]
    record(MessageStateChanged(message=locked.pk, state=state), about=ticket, by=by, topics=topics)
    return locked


@transaction.atomic
def say_why(message: Message, *, reason: str) -> Message:
    """Note what is known about an outgoing message, whatever its state is by now. A failure keeps its own reason."""
    locked = Message.objects.select_for_update(no_key=True, of=("self",)).select_related("thread").get(pk=message.pk)
    if locked.state == Message.State.FAILED or locked.reason == reason:
        return locked
    locked.reason = clip(reason, 300)
    locked.save(update_fields=["reason"])
    topics = [f"ticket:{locked.ticket_id}", *([locked.thread.topic] if locked.thread else [])]
    record(MessageStateChanged(message=locked.pk, state=locked.state), about=locked.ticket, by=SYSTEM, topics=topics)
    return locked


def _reopen(ticket: Ticket) -> Ticket:
    """Nobody got an answer, so somebody waits again, also where the ticket was open all the time."""
    ticket = rows.lock(ticket)
    if not ticket.is_closed:
        before = ticket.cell
        ticket.status, ticket.snoozed_until, ticket.solved_at = Ticket.Status.OPEN, None, None
        call_for_us(ticket)
        rows.save(ticket, before=before, fields=_COLUMNS)
    return ticket


def _rest(ticket: Ticket, message: Message) -> Ticket:
    """The answer is on its way after all: only somebody who wrote after it waits."""
    ticket = rows.lock(ticket)
    newer = ticket.messages.filter(kind=Message.Kind.CUSTOMER, is_automatic=False, created_at__gt=message.created_at)
    if ticket.waiting_since and not newer.exists():
        ticket.waiting_since, ticket.due_at = None, NEVER
        ticket.save(update_fields=["waiting_since", "due_at"])
    return ticket


_COLUMNS = ("status", "snoozed_until", "solved_at", "waiting_since", "due_at", "is_unread")
