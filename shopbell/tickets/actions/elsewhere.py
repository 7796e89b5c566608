"""Answers and notes that were written in another program: the ticket must know of them, nothing is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from shopbell.core import clock
from shopbell.core.actor import SYSTEM
from shopbell.core.clean import clean, one_line
from shopbell.core.events import record
from shopbell.staff.models import Agent
from shopbell.tickets.actions import attachments, messages, rows
from shopbell.tickets.base import IncomingFile
from shopbell.tickets.events import MessageSent
from shopbell.tickets.models import NEVER, Message, Thread, Ticket


@transaction.atomic
def note_sent_elsewhere(
    thread: Thread,
    *,
    text: str,
    external_id: str,
    sent_at: datetime,
    html: str = "",
    subject: str = "",
    agent: Agent | None = None,
    files: Sequence[IncomingFile] = (),
    segments: Sequence[dict[str, Any]] = (),
    raw_id: int | None = None,
    is_backfill: bool = False,
) -> Message:
    """Add what the shop answered elsewhere, as sent; nobody waits for us any more."""
    ticket = rows.lock(thread.ticket)
    thread = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    if thread.ticket_id != ticket.pk:  # a merge was taken back meanwhile
        ticket = rows.lock_number(thread.ticket_id)
    before = ticket.cell
    thread.seq += 1
    thread.save(update_fields=["seq"])
    message = Message.objects.create(
        ticket=ticket,
        thread=thread,
        seq=thread.seq,
        kind=Message.Kind.AGENT,
        agent=agent,
        author_name=agent.name if agent else ticket.shop.name,
        subject=one_line(subject, 300),
        text=clean(text),
        html=clean(html),
        segments=list(segments),
        sent_at=min(sent_at, clock.now()),
        created_at=sent_at if is_backfill else clock.now(),
        account_id=thread.account_id,
        external_id=clean(external_id, 500),
        state=Message.State.SENT,
        raw_id=raw_id,
        is_backfill=is_backfill,
        extra={"elsewhere": True},
    )
    for file in files:
        attachments.keep(file, message=message)
    ticket.message_count += 1
    fields = ["message_count"]
    if not is_backfill and not ticket.is_done and not thread.is_aside:
        ticket.status = ticket.Status.WAITING
        ticket.snoozed_until = None
        ticket.last_activity_at, ticket.last_preview = message.created_at, one_line(message.visible_text)
        ticket.waiting_since, ticket.due_at, ticket.is_unread = None, NEVER, False
        fields += ["status", "snoozed_until", "last_activity_at", "last_preview"]
        fields += ["waiting_since", "due_at", "is_unread"]
    rows.save(ticket, before=before, fields=fields)
    record(
        MessageSent(message=message.pk, thread=thread.pk, channel=thread.channel, kind=message.kind),
        about=ticket,
        by=agent.actor if agent else SYSTEM,
        topics=[*ticket.topics, thread.topic],
    )
    return message


@transaction.atomic
def note_written_elsewhere(
    ticket: Ticket,
    *,
    text: str,
    agent: Agent,
    key: str,
    external_id: str = "",
    files: Sequence[IncomingFile] = (),
    raw_id: int | None = None,
    extra: Mapping[str, Any] | None = None,
) -> Message:
    """Add what a colleague noted elsewhere, with its files; the same `key` again gives the first note back."""
    note = messages.note(ticket, text=text, agent=agent, client_key=key)
    if note.raw_id is not None:
        return note
    note.external_id, note.raw_id, note.extra = clean(external_id, 500), raw_id, {**note.extra, **(extra or {})}
    note.save(update_fields=["external_id", "raw_id", "extra"])
    for file in files:
        attachments.keep(file, message=note)
    return note
