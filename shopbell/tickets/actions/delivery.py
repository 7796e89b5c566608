"""Delivery: what became of a message we sent."""

from __future__ import annotations

from django.db import transaction

from shopbell.core.actor import SYSTEM
from shopbell.core.events import record
from shopbell.core.sentences import clip
from shopbell.tickets.actions import rows
from shopbell.tickets.events import MessageStateChanged
from shopbell.tickets.models import Message, Ticket


@transaction.atomic
def set_state(
    message: Message, *, state: str, reason: str = "", external_id: str = "", provider_id: str = ""
) -> Message:
    """Note the state of an outgoing message; a failed one brings its ticket back to the open ones."""
    locked = Message.objects.select_for_update(no_key=True, of=("self",)).select_related("thread").get(pk=message.pk)
    if (locked.state, locked.reason) == (state, reason) and external_id in ("", locked.external_id):
        return locked
    locked.state, locked.reason = state, clip(reason, 300)
    locked.external_id = external_id or locked.external_id
    locked.provider_id = provider_id or locked.provider_id
    locked.save(update_fields=["state", "reason", "external_id", "provider_id"])
    ticket = locked.ticket
    if state == Message.State.FAILED and not locked.is_automatic:
        ticket = _reopen(ticket)
    topics = [f"ticket:{ticket.pk}", *([locked.thread.topic] if locked.thread else [])]
    if state == Message.State.FAILED:
        topics = [*ticket.topics, *topics]
    record(MessageStateChanged(message=locked.pk, state=state), about=ticket, by=SYSTEM, topics=topics)
    return locked


def _reopen(ticket: Ticket) -> Ticket:
    ticket = rows.lock(ticket)
    if ticket.status != Ticket.Status.OPEN and not ticket.is_closed:
        before = ticket.cell
        ticket.status, ticket.snoozed_until, ticket.solved_at, ticket.is_unread = (
            Ticket.Status.OPEN,
            None,
            None,
            True,
        )
        rows.save(ticket, before=before, fields=["status", "snoozed_until", "solved_at", "is_unread"])
    return ticket
