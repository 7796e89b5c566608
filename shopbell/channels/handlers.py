"""What channels do when something happens to tickets; and the ways to answer that they know."""

from __future__ import annotations

from shopbell.channels.actions import outbox
from shopbell.channels.actions.acknowledgement import acknowledge
from shopbell.channels.actions.backfill import fetch
from shopbell.channels.queries import mailbox_id, routes_of
from shopbell.core.events import on
from shopbell.core.models import Event
from shopbell.tickets.base import mailbox_finder, route_finder
from shopbell.tickets.events import MessageReceived, MessageSent
from shopbell.tickets.models import Message

__all__ = ["fetch"]

route_finder(routes_of)
mailbox_finder(mailbox_id)


@on(MessageSent)
def deliver(event: Event, fact: MessageSent) -> None:
    """Bring an answer on its way."""
    if message := event.in_hand(Message, fact.message):
        outbox.enqueue_new(message)
    else:
        outbox.enqueue_number(fact.message)


@on(MessageReceived)
def acknowledge_first(event: Event, fact: MessageReceived) -> None:
    """Tell the customer once that it arrived."""
    if fact.is_first and not fact.is_automatic and not fact.is_backfill:
        if message := event.in_hand(Message, fact.message):
            acknowledge(message, is_locked=True)
        else:
            acknowledge(Message.objects.select_related("ticket__shop", "thread__contact").get(pk=fact.message))
