"""Reading: an agent has seen a ticket, a customer has received or read the messages of a thread."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.staff.models import Agent
from shopbell.tickets.actions import rows
from shopbell.tickets.events import ThreadRead, TicketRead
from shopbell.tickets.models import Message, Thread, Ticket


@transaction.atomic
def read_by_agent(ticket: Ticket, *, agent: Agent, seen: Message | None = None) -> bool:
    """The ticket is no longer unread, and chat customers see that they were read. False when nothing changed.

    `seen` is the last message that was shown: where the customer has written after it, the ticket stays unread.
    """
    if not ticket.is_unread:
        return False
    ticket = rows.lock(ticket)
    changed = ticket.is_unread and not (seen and _wrote_after(ticket, seen))
    if changed:
        Ticket.objects.filter(pk=ticket.pk).update(is_unread=False)
        threads = list(ticket.threads.all())
        Thread.objects.filter(ticket=ticket).update(agent_read_seq=F("seq"))
        topics = [*ticket.topics, *(thread.topic for thread in threads)]
        record(TicketRead(), about=ticket, by=agent.actor, topics=topics)
    return changed


def _wrote_after(ticket: Ticket, seen: Message) -> bool:
    """Keys are given out under the ticket's lock, so the order of keys is that of the commits."""
    return ticket.messages.filter(kind=Message.Kind.CUSTOMER, pk__gt=seen.pk).exists()


@transaction.atomic
def read_by_customer(thread: Thread, *, delivered: int, read: int) -> Thread:
    """Note how far the customer's screen has received and shown the thread; never moves back."""
    locked = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    delivered, read = min(delivered, locked.seq), min(read, locked.seq)
    if delivered <= locked.delivered_seq and read <= locked.read_seq:
        return locked
    has_read = read > locked.read_seq
    locked.delivered_seq = max(locked.delivered_seq, delivered, read)
    locked.read_seq = max(locked.read_seq, read)
    locked.read_at = clock.now() if has_read else locked.read_at
    locked.save(update_fields=["delivered_seq", "read_seq", "read_at"])
    record(
        ThreadRead(thread=locked.pk, seq=locked.read_seq),
        about=locked.ticket,
        by=Actor("customer", locked.ticket.customer_id),
        topics=[f"ticket:{locked.ticket_id}", locked.topic],
    )
    return locked
