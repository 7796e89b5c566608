"""Taking back an answer before it went out: it was never said, and its ticket stands as it stood."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.tickets.actions import rows
from shopbell.tickets.actions.columns import COLUMNS, tell_anew
from shopbell.tickets.actions.drafts import put_back
from shopbell.tickets.actions.status import set_status
from shopbell.tickets.events import MessageWithdrawn
from shopbell.tickets.models import Message, ReplySample, Ticket


@transaction.atomic
def take_back(message: Message, *, by: Actor) -> Message:
    """Undo an answer that the channel has let go of; its words and files become its writer's draft again.

    The caller has locked the ticket and made sure that nothing leaves.
    """
    message = rows.lock_message(message)
    ticket = message.ticket
    before = ticket.cell
    message.state, message.is_taken_back = Message.State.CANCELLED, True
    message.save(update_fields=["state", "is_taken_back"])
    put_back(message)
    thread = message.thread
    if thread is not None:
        ReplySample.objects.filter(shop=ticket.shop_id, channel=thread.channel, at=message.created_at).delete()
    _stand_again(ticket, message)
    rows.save(ticket, before=before, fields=[*COLUMNS, "assignee", "handling"])
    record(
        MessageWithdrawn(message=message.pk, thread=message.thread_id or 0),
        about=ticket,
        by=by,
        topics=[*ticket.topics, *([thread.topic] if thread else [])],
    )
    was = _earlier(message)
    if message.extra.get("then") and ticket.status == message.extra["then"] != was.get("status"):
        _reopen(ticket, was, by=by)
    return message


def _stand_again(ticket: Ticket, message: Message) -> None:
    was = _earlier(message)
    if "assignee_id" in was and was["assignee_id"] is None and ticket.assignee_id == message.agent_id:
        ticket.assignee = None
    if ticket.handling == Ticket.Handling.AGENT_ACTIVE:
        ticket.handling = was.get("handling", ticket.handling)
    tell_anew(ticket)
    if was.get("waiting_since"):
        ticket.waiting_since = datetime.fromisoformat(was["waiting_since"])
        ticket.due_at = datetime.fromisoformat(was["due_at"])


def _reopen(ticket: Ticket, was: dict[str, Any], *, by: Actor) -> None:
    """The status that the answer had set goes back to what it was; a snooze that is over meanwhile is open."""
    waiting = ticket.waiting_since, ticket.due_at
    until = datetime.fromisoformat(was["snoozed_until"]) if was.get("snoozed_until") else None
    is_over = was["status"] == Ticket.Status.SNOOZED and (until is None or until <= clock.now())
    status = Ticket.Status.OPEN if is_over else was["status"]
    ticket = set_status(ticket, status=status, by=by, until=None if is_over else until)
    Ticket.objects.filter(pk=ticket.pk).update(waiting_since=waiting[0], due_at=waiting[1])


def _earlier(message: Message) -> dict[str, Any]:
    return dict(message.extra.get("before") or {})
