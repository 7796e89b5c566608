"""Messages: receiving one from a customer, answering, leaving a note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction

from shopbell.core import clock
from shopbell.core.actor import SYSTEM, Actor
from shopbell.core.clean import clean, one_line
from shopbell.core.events import record
from shopbell.customers.actions.identification import Identified, identify
from shopbell.staff.models import Agent
from shopbell.tickets.actions import attachments, drafts, rows, status, turns
from shopbell.tickets.actions.links import link
from shopbell.tickets.actions.mentions import mentioned
from shopbell.tickets.actions.threads import copy, join
from shopbell.tickets.base import Envelope, Incoming
from shopbell.tickets.errors import EmptyMessage, TicketClosed
from shopbell.tickets.events import MessageReceived, MessageSent, NoteAdded, TicketCreated
from shopbell.tickets.models import Attachment, Message, Thread, Ticket, TicketLink

REOPEN_WITHIN = timedelta(days=30)


@transaction.atomic(savepoint=False)
def receive(incoming: Incoming) -> Message:
    """Store a customer's message in its thread or a new ticket; the same `dedupe_key` again gives the first back."""
    if not incoming.is_new:
        _lock_key(incoming)
        if known := _known(incoming.account_id, incoming.dedupe_key):
            return known
    who = identify(incoming.claims, name=incoming.name, language=incoming.language) if incoming.claims else None
    message = _message(incoming, who)
    ticket, related, reason = _destination(incoming)
    is_first = ticket is None
    if ticket and incoming.thread:
        thread, ticket = _add(incoming, message, ticket, incoming.thread)
    else:
        ticket, thread = _open(incoming, message, who)
        if related:
            link(ticket, related, reason=reason or TicketLink.Reason.BY_HAND, by=SYSTEM)
        _insert(message, ticket, thread)
    for file in incoming.files:
        attachments.keep(file, message=message)
    join(thread, incoming.participants)
    record(
        MessageReceived(
            message=message.pk,
            thread=thread.pk,
            channel=incoming.channel,
            is_first=is_first,
            is_automatic=incoming.is_automatic,
            is_backfill=incoming.is_backfill,
        ),
        about=ticket,
        by=Actor("customer", ticket.customer_id, ticket.customer_name),
        topics=[*ticket.topics, thread.topic],
        at_hand=(message,),
    )
    return message


@transaction.atomic
def reply(
    thread: Thread,
    *,
    text: str,
    by: Actor,
    agent: Agent | None = None,
    kind: str = Message.Kind.AGENT,
    files: Sequence[Attachment] = (),
    then: str = "",
    extra: dict[str, Any] | None = None,
    client_key: str = "",
    external_id: str = "",
    envelope: Envelope | None = None,
    hold: timedelta | None = None,
    locked: Ticket | None = None,
) -> Message:
    """Answer the customer in a thread; `then` is the ticket's status afterwards, for instance `waiting`.

    The message waits as `queued` until the channel has sent it, and for `hold` before the channel may: meanwhile it
    can be taken back. The same `client_key` again gives the first message back, so a double click or a repeated
    request sends once. `external_id` is the id it goes out with, where the caller knows the channel; else the channel
    makes one. `locked` is the ticket's row if the caller has locked it in this transaction. Raises `EmptyMessage`,
    `TicketClosed`.
    """
    if not text.strip() and not files and not (extra and "forwards" in extra):
        raise EmptyMessage
    ticket = locked or rows.lock_number(thread.ticket_id)
    key = f"c:{client_key}" if client_key else None
    if key and (known := _known(thread.account_id, key)):
        return known
    if ticket.is_closed:
        raise TicketClosed
    thread, ticket = _next_seq(thread, ticket)
    before = ticket.cell
    now = clock.now()
    extra = {**(extra or {}), **(turns.before_answer(ticket, then) if hold else {})}
    if envelope and envelope.subject and envelope.subject != thread.subject:
        extra["new_subject"] = True
        thread.subject = one_line(envelope.subject, 300)
        thread.save(update_fields=["subject"])
    if envelope and (envelope.to is not None or envelope.cc is not None):
        copy(thread, [*(envelope.to or ()), *(envelope.cc or ())])
    message = Message.objects.create(
        ticket=ticket,
        thread=thread,
        seq=thread.seq,
        kind=kind,
        agent=agent,
        author_name=agent.name if agent else by.name,
        text=clean(text),
        subject=thread.subject,
        sent_at=now,
        created_at=now,
        not_before=now + hold if hold else None,
        recipients=envelope.recipients if envelope else {},
        account_id=thread.account_id,
        dedupe_key=key,
        external_id=external_id,
        state=Message.State.QUEUED,
        is_automatic=kind == Message.Kind.AUTOMATIC,
        extra=extra,
    )
    attachments.attach(files, message=message)
    if kind == Message.Kind.AUTOMATIC:
        ticket.message_count += 1
        rows.save(ticket, before=before, fields=["message_count"])
    else:
        turns.answered(ticket, thread, message, agent=agent)
        rows.save(ticket, before=before, fields=_LIST_COLUMNS)
    record(
        MessageSent(message=message.pk, thread=thread.pk, channel=thread.channel, kind=kind),
        about=ticket,
        by=by,
        topics=[*ticket.topics, thread.topic],
        at_hand=() if then else (message,),
    )
    if then:
        status.set_status(ticket, status=then, by=by)
    if agent and client_key:
        drafts.forget_sent(ticket, agent=agent, client_key=client_key)
    return message


@transaction.atomic
def note(ticket: Ticket, *, text: str, agent: Agent, files: Sequence[Attachment] = (), client_key: str = "") -> Message:
    """Leave a note that only the team sees. The same `client_key` again gives the first note back."""
    if not text.strip() and not files:
        raise EmptyMessage
    ticket = rows.lock(ticket)
    key = f"c:{client_key}" if client_key else None
    if key and (known := ticket.messages.filter(thread=None, dedupe_key=key).first()):
        return known
    before = ticket.cell
    references = mentioned(text, ticket)
    message = Message.objects.create(
        ticket=ticket,
        kind=Message.Kind.NOTE,
        extra={"mentions": references} if references else {},
        agent=agent,
        author_name=agent.name,
        text=clean(text),
        sent_at=clock.now(),
        created_at=clock.now(),
        dedupe_key=key,
    )
    attachments.attach(files, message=message)
    ticket.message_count += 1
    ticket.last_activity_at = message.created_at
    rows.save(ticket, before=before, fields=["message_count", "last_activity_at"])
    record(
        NoteAdded(
            message=message.pk,
            agents=[one["id"] for one in references if one["kind"] == "agent"],
            teams=[one["id"] for one in references if one["kind"] == "team"],
        ),
        about=ticket,
        by=agent.actor,
        topics=ticket.topics,
    )
    if client_key:
        drafts.forget_sent(ticket, agent=agent, client_key=client_key)
    return message


_LIST_COLUMNS = (
    "status",
    "handling",
    "assignee",
    "channel",
    "last_activity_at",
    "waiting_since",
    "due_at",
    "snoozed_until",
    "first_replied_at",
    "solved_at",
    "last_preview",
    "message_count",
    "is_unread",
    "customer",
    "customer_name",
)


def _lock_key(incoming: Incoming) -> None:
    """Two deliveries of one message at the same instant: the second waits, then finds the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 11))",
            [f"{incoming.account_id}|{incoming.dedupe_key}"],
        )


def _known(account_id: int, key: str) -> Message | None:
    found = list(Message.objects.filter(account_id=account_id, dedupe_key=key).order_by().values_list("pk", flat=True))
    return Message.objects.get(pk=found[0]) if found else None


def _destination(incoming: Incoming) -> tuple[Ticket | None, Ticket | None, str]:
    """The locked ticket this message goes on in; else None, and what a new ticket should point at and why."""
    if incoming.thread is None:
        return None, incoming.related, incoming.related_reason
    ticket = rows.lock_number(incoming.thread.ticket_id)
    if not incoming.is_automatic and _is_over(ticket):
        return None, ticket, TicketLink.Reason.AFTER_CLOSING
    if ticket.shop_id == incoming.shop.pk:
        ticket.shop = incoming.shop
    return ticket, None, ""


def _is_over(ticket: Ticket) -> bool:
    if ticket.is_closed:
        return True
    return ticket.status == Ticket.Status.SOLVED and bool(
        ticket.solved_at and clock.now() - ticket.solved_at > REOPEN_WITHIN
    )


def _add(incoming: Incoming, message: Message, ticket: Ticket, thread: Thread) -> tuple[Thread, Ticket]:
    """Store the message at the end of a thread of a ticket that is locked."""
    message.created_at = incoming.sent_at if incoming.is_backfill else clock.now()
    is_silent = incoming.is_backfill or incoming.is_automatic
    thread, ticket = _next_seq(thread, ticket, inbound_at=None if is_silent else message.created_at)
    before = ticket.cell
    _insert(message, ticket, thread)
    turns.heard(ticket, message, thread)
    rows.save(ticket, before=before, fields=_LIST_COLUMNS)
    return thread, ticket


def _open(incoming: Incoming, message: Message, who: Identified | None) -> tuple[Ticket, Thread]:
    """A ticket and its thread as they are with this first message in them; each is written once."""
    now = clock.now()
    created = incoming.sent_at if incoming.is_backfill else now
    ticket = Ticket(
        shop=incoming.shop,
        team=incoming.team,
        customer=who.customer if who else None,
        customer_name=one_line((who and who.customer.display_name) or incoming.name or "", 200),
        subject=one_line(incoming.subject, 300) or one_line(incoming.text, 80),
        status=Ticket.Status.CLOSED if incoming.is_backfill else Ticket.Status.OPEN,
        channel=incoming.channel,
        kind=incoming.kind,
        order_number=incoming.order_number[:40],
        language=incoming.language[:10],
        tags=sorted(set(incoming.tags)),
        is_spam=incoming.is_spam,
        created_at=created,
        last_activity_at=created,
        closed_at=created if incoming.is_backfill else None,
    )
    # Read again: in the conversation the message stands behind the ticket's beginning.
    message.created_at = incoming.sent_at if incoming.is_backfill else clock.now()
    turns.heard(ticket, message, None)
    ticket.save(force_insert=True)
    rows.count(None, ticket.cell)
    record(
        TicketCreated(channel=incoming.channel, is_backfill=incoming.is_backfill),
        about=ticket,
        by=SYSTEM,
        topics=[f"team:{ticket.team_id}"],
        at=now,
    )
    thread = Thread.objects.create(
        ticket=ticket,
        channel=incoming.channel,
        account_id=incoming.account_id,
        external_key=incoming.external_key[:200],
        subject=one_line(incoming.subject, 300),
        contact=who.identity if who else None,
        is_confirmed=bool(who and who.is_confirmed),
        origin=one_line(incoming.origin, 300),
        seq=1,
        created_at=created,
        last_inbound_at=None if incoming.is_backfill else message.created_at,
    )
    return ticket, thread


def _next_seq(thread: Thread, ticket: Ticket, *, inbound_at: datetime | None = None) -> tuple[Thread, Ticket]:
    """Take the next number of the thread. Its row stays locked until commit, so numbers appear in order.

    The ticket is `ticket`, unless a merge was taken back while it was being locked: then the thread's own.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tickets_thread SET seq = seq + 1, last_inbound_at = coalesce(%s, last_inbound_at)"
            " WHERE id = %s RETURNING seq, last_inbound_at, ticket_id",
            [inbound_at, thread.pk],
        )
        row = cursor.fetchone()
    if row is None:
        raise Thread.DoesNotExist
    thread.seq, thread.last_inbound_at, number = row
    if number != ticket.pk:
        ticket = rows.lock_number(number)
    thread.ticket = ticket  # what the caller read earlier may be stale
    return thread, ticket


def _message(incoming: Incoming, who: Identified | None) -> Message:
    """The row, but for the place and time it gets."""
    return Message(
        kind=Message.Kind.CUSTOMER,
        customer=who.customer if who else None,
        author_name=one_line((who and who.customer.display_name) or incoming.name, 200),
        author_address=clean(incoming.claims[0].value, 320) if incoming.claims else "",
        subject=one_line(incoming.subject, 300),
        text=clean(incoming.text),
        html=clean(incoming.html),
        segments=list(incoming.segments),
        language=incoming.language[:10],
        sent_at=incoming.sent_at,
        account_id=incoming.account_id,
        external_id=clean(incoming.external_id, 500),
        dedupe_key=incoming.dedupe_key,
        in_reply_to=clean(incoming.in_reply_to, 500),
        raw_id=incoming.raw_id,
        is_automatic=incoming.is_automatic,
        is_backfill=incoming.is_backfill,
        auth=incoming.auth,
        defects=[clean(defect, 120) for defect in incoming.defects][:20],
        extra=incoming.extra,
    )


def _insert(message: Message, ticket: Ticket, thread: Thread) -> None:
    message.ticket, message.thread, message.seq = ticket, thread, thread.seq
    try:
        message.save(force_insert=True)
    except IntegrityError as error:  # the advisory lock makes this impossible for honest callers
        raise RuntimeError(f"message {message.dedupe_key} of account {message.account_id} was stored twice") from error
