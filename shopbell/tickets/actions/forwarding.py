"""Forwarding: somebody outside is asked about a ticket, in a talk of its own that the customer never sees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from shopbell.core import clock
from shopbell.core.clean import one_line
from shopbell.core.events import record
from shopbell.customers.actions.identification import identify
from shopbell.customers.base import Claim
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages, rows
from shopbell.tickets.actions.threads import join
from shopbell.tickets.base import Envelope, mailbox_of
from shopbell.tickets.errors import NothingToForward, NoWayToAnswer, TicketClosed
from shopbell.tickets.events import MessageForwarded
from shopbell.tickets.models import Attachment, Message, Thread, Ticket


@transaction.atomic
def forward(
    ticket: Ticket,
    *,
    forwarded: Sequence[Message],
    envelope: Envelope,
    text: str,
    agent: Agent,
    files: Sequence[Attachment] = (),
    client_key: str = "",
    hold: timedelta | None = None,
) -> Message:
    """Send these messages, with their files and a comment, to whom the envelope names; gives the mail.

    Answers of the first recipient come into the same talk. The ticket's customer waits on as before. Raises
    `NothingToForward`, `NoWayToAnswer` when the shop has no mailbox, `TicketClosed`.
    """
    locked = rows.lock(ticket)
    chosen = [one for one in forwarded if one.ticket_id == locked.pk and one.thread_id and not one.is_taken_back]
    if not chosen or not envelope.to:
        raise NothingToForward
    if locked.is_closed:
        raise TicketClosed
    thread = _talk(locked, envelope, agent)
    made = messages.reply(
        thread,
        text=text,
        by=agent.actor,
        agent=agent,
        files=files,
        extra={"forwards": [one.pk for one in chosen]},
        client_key=client_key,
        envelope=envelope,
        hold=hold,
        locked=locked,
    )
    if not made.attachments.filter(owner=_COPY).exists():
        _copy_files(chosen, made)
        keys = [one.pk for one in chosen]
        fact = MessageForwarded(message=made.pk, thread=thread.pk, forwarded=keys)
        record(fact, about=locked, by=agent.actor, topics=locked.topics)
    return made


_COPY = "forwarded"


def _talk(ticket: Ticket, envelope: Envelope, agent: Agent) -> Thread:
    """The talk with the first recipient, begun when there is none yet."""
    account = mailbox_of(ticket)
    if account is None:
        raise NoWayToAnswer
    (address, name), *_others = envelope.to or ()
    claim = Claim("email", address, display=name)
    contact = identify([claim], name=name).identity
    known = ticket.threads.filter(is_aside=True, contact=contact, account_id=account).first()
    if known:
        return known
    thread = Thread.objects.create(
        ticket=ticket,
        channel="email",
        account_id=account,
        subject=one_line(envelope.subject or f"Fwd: {ticket.subject}", 300),
        contact=contact,
        is_aside=True,
        created_at=clock.now(),
    )
    join(thread, [claim])
    return thread


def _copy_files(chosen: Sequence[Message], made: Message) -> None:
    """The same bytes under rows of their own; pictures that a mail showed in its text go along as files."""
    Attachment.objects.bulk_create(
        Attachment(
            message=made,
            owner=_COPY,
            name=file.name,
            mime=file.mime,
            size=file.size,
            path=file.path,
            created_at=made.created_at,
        )
        for file in Attachment.objects.filter(message__in=[one.pk for one in chosen])
    )
