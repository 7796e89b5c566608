"""Threads: starting one on another channel, and who takes part."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.clean import one_line
from shopbell.core.events import record
from shopbell.customers.base import Claim
from shopbell.tickets.actions import rows
from shopbell.tickets.base import Route
from shopbell.tickets.errors import NoWayToAnswer
from shopbell.tickets.events import ThreadStarted
from shopbell.tickets.models import Participant, Thread, Ticket


@transaction.atomic
def start(ticket: Ticket, *, route: Route, by: Actor) -> Thread:
    """The thread of a route; made when the ticket has none there yet. The ticket keeps all of its context."""
    if route.thread:
        return route.thread
    if route.contact is None:
        raise NoWayToAnswer
    ticket = rows.lock(ticket)
    thread = ticket.threads.filter(channel=route.channel, account_id=route.account_id, is_aside=False).first()
    if thread is None:
        thread = Thread.objects.create(
            ticket=ticket,
            channel=route.channel,
            account_id=route.account_id,
            subject=one_line(ticket.subject, 300),
            contact=route.contact,
            created_at=clock.now(),
        )
        join(thread, [Claim(route.contact.scheme, route.contact.value)])
        record(ThreadStarted(thread=thread.pk, channel=route.channel), about=ticket, by=by, topics=ticket.topics)
    return thread


def copy(thread: Thread, people: Iterable[tuple[str, str]]) -> None:
    """From now on these, as (address, name), get a copy of each answer in the thread, and nobody else does."""
    contact = thread.contact.value if thread.contact else ""
    wanted = [Claim("email", address, display=name).normal() for address, name in people]
    values = {claim.value for claim in wanted} - {contact}
    thread.participants.filter(is_copied=True).exclude(value__in=values).update(is_copied=False)
    join(thread, [claim for claim in wanted if claim.value in values], is_copied=True)
    thread.participants.filter(scheme="email", value__in=values, is_copied=False).update(is_copied=True)


def join(thread: Thread, claims: Iterable[Claim], *, is_copied: bool = False) -> None:
    """Note that these take part in the thread."""
    normal = {(c.scheme, c.value): c for c in (claim.normal() for claim in claims)}
    Participant.objects.bulk_create(
        [
            Participant(thread=thread, scheme=c.scheme, value=c.value, name=c.display[:200], is_copied=is_copied)
            for c in normal.values()
        ],
        ignore_conflicts=True,
    )
