"""Splitting: some messages of a ticket are another matter, and get a ticket of their own."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Func, Value

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.clean import one_line
from shopbell.core.events import record
from shopbell.tickets.actions import rows
from shopbell.tickets.actions.columns import COLUMNS, tell_anew
from shopbell.tickets.actions.links import link
from shopbell.tickets.actions.merging import hold, merge
from shopbell.tickets.errors import MergedAlready, NothingChosen, NothingLeft, NothingToUndo
from shopbell.tickets.events import TicketSplit, TicketUnsplit
from shopbell.tickets.models import Message, Move, Participant, Thread, Ticket, TicketLink
from shopbell.tickets.queries.merging import root_number

_KEPT = (
    *("channel", "account_id", "external_key", "subject", "contact_id", "is_confirmed", "visibility", "origin"),
    "is_aside",
    *("seq", "delivered_seq", "read_seq", "read_at", "agent_read_seq", "continued_seq"),
    *("created_at", "last_inbound_at"),
)


@transaction.atomic
def split(ticket: Ticket, *, messages: Sequence[Message], by: Actor, subject: str = "") -> Ticket:
    """Give these messages and notes a ticket of their own, linked with this one.

    Each thread they were said in is continued there by one that answers to the same person. Raises `NothingChosen`,
    and `NothingLeft` when the ticket would keep no word between customer and shop.
    """
    hold(ticket.shop_id)
    ticket = rows.lock(ticket)
    chosen = list(ticket.messages.filter(pk__in=[one.pk for one in messages]).order_by("created_at", "pk"))
    if not any(one.thread_id for one in chosen):
        raise NothingChosen
    if not ticket.messages.exclude(thread=None).exclude(pk__in=[one.pk for one in chosen]).exists():
        raise NothingLeft
    made = _begin(ticket, chosen, subject)
    move = Move.objects.create(kind=Move.Kind.SPLIT, source=ticket, target=made, made_at=made.created_at)
    _carry(chosen, made, move)
    before = ticket.cell
    for one in (ticket, made):
        tell_anew(one)
    made.save(update_fields=COLUMNS)
    rows.count(None, made.cell)
    rows.save(ticket, before=before, fields=COLUMNS)
    link(made, ticket, reason=TicketLink.Reason.SPLIT_OFF, by=by)
    fact = TicketSplit(move=move.pk, source=ticket.pk, target=made.pk)
    for one in (ticket, made):
        record(fact, about=one, by=by, topics=[*ticket.topics, *made.topics])
    return made


@transaction.atomic
def unsplit(move: Move, *, by: Actor) -> Ticket:
    """Take a split back: its messages return to the threads they were said in, what came since goes along.

    The ticket that was split off leads there from now on; gives the one it leads to. Raises `NothingToUndo`,
    `MergedAlready` while the one split off is merged, and what `merge` raises for what came since.
    """
    hold(move.source.shop_id)
    move = Move.objects.select_for_update(no_key=True).get(pk=move.pk)
    if move.undone_at or move.kind != Move.Kind.SPLIT:
        raise NothingToUndo
    home = root_number(move.source_id)
    returning = list(Message.objects.filter(ticket=move.target_id, moves__contains=[move.pk]).select_related("thread"))
    homes = {one.pk: _home(one, move, home) for one in returning}
    wanted = Ticket.objects.select_for_update(no_key=True).order_by("pk")
    locked = {one.pk: one for one in wanted.filter(pk__in={home, move.target_id, *homes.values()})}
    made = locked[move.target_id]
    if made.merged_into_id:
        raise MergedAlready(number=made.pk)
    for one in returning:
        _return(one, locked[homes[one.pk]], move)
    _drop_empty(made)
    move.undone_at = clock.now()
    move.save(update_fields=["undone_at"])
    for number in {home, *homes.values()}:
        before = locked[number].cell
        tell_anew(locked[number])
        rows.save(locked[number], before=before, fields=COLUMNS)
    _leave(made, locked[home], by=by)
    fact = TicketUnsplit(move=move.pk, source=home, target=made.pk)
    record(fact, about=locked[home], by=by, topics=[*locked[home].topics, *made.topics])
    return Ticket.objects.get(pk=home)


def _begin(ticket: Ticket, chosen: list[Message], subject: str) -> Ticket:
    named = next((one.subject for one in chosen if one.subject), "")
    now = clock.now()
    return Ticket.objects.create(
        shop=ticket.shop,
        customer=ticket.customer,
        customer_name=ticket.customer_name,
        team=ticket.team,
        assignee=ticket.assignee,
        subject=one_line(subject, 300) or named or ticket.subject,
        handling=ticket.handling,
        priority=ticket.priority,
        channel=ticket.channel,
        kind=ticket.kind,
        language=ticket.language,
        is_spam=ticket.is_spam,
        created_at=now,
        last_activity_at=now,
    )


def _carry(chosen: list[Message], made: Ticket, move: Move) -> None:
    moved = Func(F("moves"), Value(move.pk), function="array_append")
    for thread in Thread.objects.filter(pk__in={one.thread_id for one in chosen if one.thread_id}).order_by("pk"):
        ours = [one.pk for one in chosen if one.thread_id == thread.pk]
        Message.objects.filter(pk__in=ours).update(ticket=made, thread=_continue(thread, made), moves=moved)
    notes = [one.pk for one in chosen if one.thread_id is None]
    Message.objects.filter(pk__in=notes).update(ticket=made, moves=moved)


def _continue(thread: Thread, made: Ticket) -> Thread:
    """A thread with the same person; its numbers go on, so that each message keeps its own and can return."""
    made_thread = Thread.objects.create(
        ticket=made, split_from=thread, **{name: getattr(thread, name) for name in _KEPT}
    )
    Thread.objects.filter(pk=thread.pk).update(is_split=True)
    Participant.objects.bulk_create(
        Participant(thread=made_thread, scheme=one.scheme, value=one.value, name=one.name, is_copied=one.is_copied)
        for one in thread.participants.all()
    )
    return made_thread


def _home(message: Message, move: Move, home: int) -> int:
    """The ticket a message returns to: where its thread is now, or where a note's own ticket has gone."""
    if message.thread:
        origin = message.thread.split_from
        return origin.ticket_id if origin else home
    earlier = message.moves[: message.moves.index(move.pk)]
    first = Move.objects.filter(pk__in=earlier[:1]).first()
    return root_number(first.source_id) if first else home


def _return(message: Message, to: Ticket, move: Move) -> None:
    message.ticket, message.moves = to, message.moves[: message.moves.index(move.pk)]
    if message.thread and message.thread.split_from_id:
        message.thread_id = message.thread.split_from_id
    message.save(update_fields=["ticket", "thread", "moves"])


def _drop_empty(made: Ticket) -> None:
    """Threads that nothing is left of; not those that another split continues."""
    Thread.objects.filter(ticket=made, messages=None, split_off=None).exclude(split_from=None).delete()


def _leave(made: Ticket, home: Ticket, *, by: Actor) -> None:
    """What came since goes along by a merge of its own; without that the number alone leads home."""
    if made.messages.exists() or made.threads.exists():
        merge(made, into=home, by=by)
        return
    leaving = made.cell
    made.merged_into = home
    made.save(update_fields=["merged_into"])
    rows.count(leaving, None)
