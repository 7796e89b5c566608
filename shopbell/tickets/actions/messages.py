"""Messages: receiving one from a customer, answering, leaving a note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction

from shopbell.core import clock
from shopbell.core.actor import SYSTEM, Actor
from shopbell.core.clean import clean, one_line
from shopbell.core.events import record
from shopbell.customers.actions.identification import Identified, identify
from shopbell.staff.models import Agent
from shopbell.tickets.actions import attachments, rows, status
from shopbell.tickets.actions.links import link
from shopbell.tickets.actions.threads import join
from shopbell.tickets.base import Incoming
from shopbell.tickets.errors import EmptyMessage, TicketClosed
from shopbell.tickets.events import MessageReceived, MessageSent, NoteAdded, TicketCreated
from shopbell.tickets.models import NEVER, Attachment, Message, ReplySample, Thread, Ticket, TicketLink
from shopbell.tickets.queries import expected_reply, hours_of

REOPEN_WITHIN = timedelta(days=30)


@transaction.atomic
def receive(incoming: Incoming) -> Message:
    """Store a customer's message in its thread or a new ticket; the same `dedupe_key` again gives the first back."""
    _lock_key(incoming)
    if known := Message.objects.filter(account_id=incoming.account_id, dedupe_key=incoming.dedupe_key).first():
        return known
    who = identify(incoming.claims, name=incoming.name, language=incoming.language) if incoming.claims else None
    thread, ticket, is_first = _place(incoming, who)
    before = ticket.cell
    message = _insert(incoming, ticket=ticket, thread=thread, who=who)
    for file in incoming.files:
        attachments.keep(file, message=message)
    join(thread, incoming.participants)
    _follow(ticket, thread, message, is_first=is_first)
    rows.save(ticket, before=before, fields=_LIST_COLUMNS)
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
) -> Message:
    """Answer the customer in a thread; `then` is the ticket's status afterwards, for instance `waiting`.

    The message waits as `queued` until the channel has sent it. The same `client_key` again gives the first
    message back, so a double click or a repeated request sends once. Raises `EmptyMessage`, `TicketClosed`.
    """
    if not text.strip() and not files:
        raise EmptyMessage
    ticket = rows.lock(thread.ticket)
    key = f"c:{client_key}" if client_key else None
    if key and (known := Message.objects.filter(account_id=thread.account_id, dedupe_key=key).first()):
        return known
    if ticket.is_closed:
        raise TicketClosed
    before = ticket.cell
    thread = _next_seq(thread)
    message = Message.objects.create(
        ticket=ticket,
        thread=thread,
        seq=thread.seq,
        kind=kind,
        agent=agent,
        author_name=agent.name if agent else by.name,
        text=clean(text),
        subject=thread.subject,
        sent_at=clock.now(),
        created_at=clock.now(),
        account_id=thread.account_id,
        dedupe_key=key,
        state=Message.State.QUEUED,
        is_automatic=kind == Message.Kind.AUTOMATIC,
        extra=extra or {},
    )
    attachments.attach(files, message=message)
    if kind == Message.Kind.AUTOMATIC:
        ticket.message_count += 1
        rows.save(ticket, before=before, fields=["message_count"])
    else:
        _answered(ticket, thread, message, agent=agent)
        rows.save(ticket, before=before, fields=_LIST_COLUMNS)
    record(
        MessageSent(message=message.pk, thread=thread.pk, channel=thread.channel, kind=kind),
        about=ticket,
        by=by,
        topics=[*ticket.topics, thread.topic],
    )
    if then:
        status.set_status(ticket, status=then, by=by)
    return message


@transaction.atomic
def note(ticket: Ticket, *, text: str, agent: Agent, files: Sequence[Attachment] = ()) -> Message:
    """Leave a note that only the team sees."""
    if not text.strip() and not files:
        raise EmptyMessage
    ticket = rows.lock(ticket)
    before = ticket.cell
    message = Message.objects.create(
        ticket=ticket,
        kind=Message.Kind.NOTE,
        agent=agent,
        author_name=agent.name,
        text=clean(text),
        sent_at=clock.now(),
        created_at=clock.now(),
    )
    attachments.attach(files, message=message)
    ticket.message_count += 1
    ticket.last_activity_at = message.created_at
    rows.save(ticket, before=before, fields=["message_count", "last_activity_at"])
    record(NoteAdded(message=message.pk), about=ticket, by=agent.actor, topics=ticket.topics)
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


def _place(incoming: Incoming, who: Identified | None) -> tuple[Thread, Ticket, bool]:
    """The thread and locked ticket this message goes to, and whether the ticket is new."""
    related, reason = incoming.related, incoming.related_reason
    if incoming.thread:
        ticket = rows.lock(incoming.thread.ticket)
        while ticket.merged_into_id:
            ticket = Ticket.objects.select_for_update(no_key=True).get(pk=ticket.merged_into_id)
        if incoming.is_automatic or not _is_over(ticket):
            return _next_seq(incoming.thread), ticket, False
        related, reason = ticket, TicketLink.Reason.AFTER_CLOSING
    ticket, thread = _open(incoming, who)
    if related:
        link(ticket, related, reason=reason or TicketLink.Reason.BY_HAND, by=SYSTEM)
    return _next_seq(thread), ticket, True


def _is_over(ticket: Ticket) -> bool:
    if ticket.is_closed:
        return True
    return ticket.status == Ticket.Status.SOLVED and bool(
        ticket.solved_at and clock.now() - ticket.solved_at > REOPEN_WITHIN
    )


def _open(incoming: Incoming, who: Identified | None) -> tuple[Ticket, Thread]:
    now = clock.now()
    created = incoming.sent_at if incoming.is_backfill else now
    ticket = Ticket.objects.create(
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
    rows.count(None, ticket.cell)
    record(
        TicketCreated(channel=incoming.channel, is_backfill=incoming.is_backfill),
        about=ticket,
        by=SYSTEM,
        topics=[f"team:{ticket.team_id}"],
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
        created_at=created,
    )
    return ticket, thread


def _next_seq(thread: Thread) -> Thread:
    """Take the next number of the thread. Its row stays locked until commit, so numbers appear in order."""
    thread = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    thread.seq += 1
    thread.save(update_fields=["seq"])
    return thread


def _insert(incoming: Incoming, *, ticket: Ticket, thread: Thread, who: Identified | None) -> Message:
    try:
        return Message.objects.create(
            ticket=ticket,
            thread=thread,
            seq=thread.seq,
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
            created_at=incoming.sent_at if incoming.is_backfill else clock.now(),
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
    except IntegrityError as error:  # the advisory lock makes this impossible for honest callers
        raise RuntimeError(
            f"message {incoming.dedupe_key} of account {incoming.account_id} was stored twice"
        ) from error


def _follow(ticket: Ticket, thread: Thread, message: Message, *, is_first: bool) -> None:
    """What a customer's message does to the ticket: it waits for us again, unless a machine wrote it."""
    ticket.message_count += 1
    if not ticket.customer_id and message.customer_id:
        ticket.customer_id, ticket.customer_name = message.customer_id, message.author_name
    if message.is_backfill:
        ticket.is_unread = False
        ticket.last_preview = one_line(message.visible_text)
        return
    if message.is_automatic and not is_first:
        return
    thread.last_inbound_at = message.created_at
    thread.save(update_fields=["last_inbound_at"])
    ticket.last_activity_at = message.created_at
    ticket.last_preview = one_line(message.visible_text)
    ticket.channel = thread.channel
    ticket.is_unread = True
    ticket.status, ticket.snoozed_until, ticket.solved_at = Ticket.Status.OPEN, None, None
    if ticket.handling == Ticket.Handling.AGENT_ACTIVE and ticket.assignee_id is None:
        ticket.handling = Ticket.Handling.WAITING_AGENT
    if ticket.waiting_since is None:
        ticket.waiting_since = message.created_at
        ticket.due_at = expected_reply(ticket.shop, thread.channel, message.created_at).due_at


def _answered(ticket: Ticket, thread: Thread, message: Message, *, agent: Agent | None) -> None:
    """What an answer does to the ticket: nobody waits any more, and the waiting becomes a sample."""
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
        if ticket.assignee_id is None:
            ticket.assignee = agent
    ticket.message_count += 1
    ticket.last_activity_at = message.created_at
    ticket.last_preview = one_line(message.text)
    ticket.waiting_since, ticket.due_at, ticket.is_unread = None, NEVER, False
