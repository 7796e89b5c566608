"""Whose turn it is: what a message does to the columns of its ticket. The callers lock the row and save it."""

from __future__ import annotations

from typing import Any

from shopbell.core.clean import one_line
from shopbell.staff.models import Agent
from shopbell.tickets.actions.columns import wait
from shopbell.tickets.models import NEVER, Message, ReplySample, Thread, Ticket
from shopbell.tickets.queries.expectation import expected_for, hours_of


def heard(ticket: Ticket, message: Message, thread: Thread | None) -> None:
    """Somebody wrote to us: the ticket waits for us again, unless a machine wrote. No thread = its first message."""
    ticket.message_count += 1
    is_aside = thread is not None and thread.is_aside
    if not ticket.customer_id and message.customer_id and not is_aside:
        ticket.customer_id, ticket.customer_name = message.customer_id, message.author_name
    if message.is_backfill:
        ticket.is_unread = False
        ticket.last_preview = one_line(message.visible_text)
        return
    if message.is_automatic and thread is not None:
        return
    ticket.last_activity_at = message.created_at
    ticket.last_preview = one_line(message.visible_text)
    if thread is not None and not is_aside:
        ticket.channel = thread.channel
    ticket.is_unread = True
    ticket.status, ticket.snoozed_until, ticket.solved_at = Ticket.Status.OPEN, None, None
    if ticket.handling == Ticket.Handling.AGENT_ACTIVE and ticket.assignee_id is None:
        ticket.handling = Ticket.Handling.WAITING_AGENT
    if ticket.waiting_since is None:
        ticket.waiting_since = message.created_at
        ticket.due_at = expected_for(ticket, ticket.channel, message.created_at).due_at


def answered(ticket: Ticket, thread: Thread, message: Message, *, agent: Agent | None) -> None:
    """We wrote: nobody waits any more, and the waiting becomes a sample.

    To somebody outside, the customer waits on, and what is promised to them stays.
    """
    ticket.message_count += 1
    ticket.last_activity_at = message.created_at
    ticket.last_preview = one_line(message.text)
    if agent and ticket.assignee_id is None:
        ticket.assignee = agent
    if thread.is_aside:
        wait(ticket)
        return
    if ticket.waiting_since and agent:
        waited = hours_of(ticket.shop).between(ticket.waiting_since, message.created_at)
        ReplySample.objects.create(
            shop=ticket.shop,
            channel=thread.channel,
            at=message.created_at,
            seconds=int(waited.total_seconds()),
        )
    if agent:
        ticket.first_replied_at = ticket.first_replied_at or message.created_at
        ticket.handling = Ticket.Handling.AGENT_ACTIVE
    ticket.waiting_since, ticket.due_at, ticket.is_unread = None, NEVER, False


_KEPT = ("status", "snoozed_until", "handling", "assignee_id", "waiting_since", "due_at")


def before_answer(ticket: Ticket, then: str) -> dict[str, Any]:
    """What an answer that may be taken back must remember of its ticket."""
    kept = {name: getattr(ticket, name) for name in _KEPT}
    return {
        "before": {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in kept.items()},
        "then": then,
    }
