"""Merging: two tickets of one matter become one, and apart again at any later time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Func, QuerySet, Value

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.tickets.actions import rows
from shopbell.tickets.actions.columns import COLUMNS, tell_anew
from shopbell.tickets.actions.tagging import MOST_TAGS
from shopbell.tickets.errors import MergedAlready, MergedIntoItself, NothingToUndo, NotTheSameShop, TicketClosed
from shopbell.tickets.events import TicketMerged, TicketUnmerged
from shopbell.tickets.models import NEVER, Message, Move, Thread, Ticket

_OWN = (
    *("status", "snoozed_until", "solved_at", "closed_at", "priority"),
    *("order_number", "assignee_id", "customer_id", "customer_name"),
)
_FIELDS = tuple(name.removesuffix("_id") for name in _OWN)


@transaction.atomic
def merge(source: Ticket, *, into: Ticket, by: Actor) -> Move:
    """Move everything of `source` to `into`; from then on the source leads there.

    Raises `MergedIntoItself`, `NotTheSameShop`, `MergedAlready`, and `TicketClosed` for a closed target.
    """
    if source.pk == into.pk:
        raise MergedIntoItself
    hold(source.shop_id)
    source, into = lock_both(source, into)
    for ticket in (source, into):
        if ticket.merged_into_id:
            raise MergedAlready(number=ticket.pk)
    if source.shop_id != into.shop_id:
        raise NotTheSameShop(number=source.pk)
    if into.is_closed:
        raise TicketClosed
    topics = [*source.topics, *into.topics]
    move = Move.objects.create(kind=Move.Kind.MERGE, source=source, target=into, made_at=clock.now())
    carry(source, move)
    leaving, before = source.cell, into.cell
    source.merged_into = into
    source.save(update_fields=["merged_into"])
    rows.count(leaving, None)
    move.changed = _take_over(into, source)
    move.save(update_fields=["changed"])
    rows.save(into, before=before, fields=[*COLUMNS, *_FIELDS, "tags"])
    _say(TicketMerged(move=move.pk, source=source.pk, target=into.pk), source, into, by=by, topics=topics)
    return move


@transaction.atomic
def merge_all(tickets: Sequence[Ticket], *, by: Actor) -> Ticket:
    """Merge all of these into the one that was opened first, and give that; all or none. Raises as `merge` does."""
    into, *others = sorted(tickets, key=lambda ticket: ticket.pk)
    for source in others:
        merge(source, into=into, by=by)
    return into


@transaction.atomic
def unmerge(move: Move, *, by: Actor) -> Ticket:
    """Take a merge back: what came along returns, with what has arrived in its threads since; gives the source.

    Raises `NothingToUndo`. Where the target was merged on, what came from the source is fetched from there.
    """
    hold(move.source.shop_id)
    move = Move.objects.select_for_update(no_key=True).get(pk=move.pk)
    if move.undone_at or move.kind != Move.Kind.MERGE:
        raise NothingToUndo
    source = Ticket.objects.select_for_update(no_key=True).get(pk=move.source_id)
    root = rows.lock_number(move.target_id)
    before = root.cell
    source.merged_into = None
    fetch(source, root, move)
    move.undone_at = clock.now()
    move.save(update_fields=["undone_at"])
    if root.pk == move.target_id:
        _give_back(root, source, move.changed)
    for ticket in (source, root):
        tell_anew(ticket)
    if source.waiting_since and source.waiting_since > move.made_at:
        source.status, source.snoozed_until = Ticket.Status.OPEN, None
    source.save(update_fields=["merged_into", "status", "snoozed_until", *COLUMNS])
    rows.count(None, source.cell)
    rows.save(root, before=before, fields=[*COLUMNS, *_FIELDS, "tags"])
    topics = [*source.topics, *root.topics]
    _say(TicketUnmerged(move=move.pk, source=source.pk, target=root.pk), source, root, by=by, topics=topics)
    return source


def hold(shop_id: int) -> None:
    """One transaction at a time moves messages between tickets of a shop, so that no two wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 17))", [f"moves|{shop_id}"])


def lock_both(one: Ticket, other: Ticket) -> tuple[Ticket, Ticket]:
    """Both rows as they are, locked in the order of their keys; merged ones are not followed."""
    wanted = Ticket.objects.select_for_update(no_key=True, of=("self",)).select_related("shop").order_by("pk")
    found = {ticket.pk: ticket for ticket in wanted.filter(pk__in=[one.pk, other.pk])}
    return found[one.pk], found[other.pk]


def carry(source: Ticket, move: Move) -> None:
    """Threads with their messages, and notes, go to the move's target and remember the move."""
    moved = Func(F("moves"), Value(move.pk), function="array_append")
    Thread.objects.filter(ticket=source).update(ticket=move.target_id, moves=moved)
    Message.objects.filter(ticket=source, thread=None).update(ticket=move.target_id, moves=moved)
    Message.objects.filter(ticket=source).update(ticket=move.target_id)


def fetch(source: Ticket, root: Ticket, move: Move) -> None:
    """What went along with the move returns to its source, as if this move and those after it had not been."""
    threads = list(Thread.objects.filter(ticket=root, moves__contains=[move.pk]).order_by("pk"))
    for thread in threads:
        _return(Thread.objects.filter(pk=thread.pk), thread.moves, source, move)
    Message.objects.filter(thread__in=threads).update(ticket=source)
    notes = list(Message.objects.filter(ticket=root, thread=None, moves__contains=[move.pk]))
    passed = {pk for note in notes for pk in note.moves}
    splits = set(Move.objects.filter(pk__in=passed, kind=Move.Kind.SPLIT).values_list("pk", flat=True))
    for note in notes:
        if splits & set(note.moves[note.moves.index(move.pk) :]):
            continue  # was split off since: it belongs to that ticket
        _return(Message.objects.filter(pk=note.pk), note.moves, source, move)


def _return(rows_: QuerySet[Any], moves: list[int], source: Ticket, move: Move) -> None:
    rows_.update(ticket=source, moves=moves[: moves.index(move.pk)])


def _take_over(into: Ticket, source: Ticket) -> dict[str, Any]:
    """What the target becomes by the merge; gives what its own columns were and are, for the way back."""
    were = {name: getattr(into, name) for name in _OWN}
    into.priority = max(into.priority, source.priority)
    into.order_number = into.order_number or source.order_number
    if into.customer_id is None:
        into.customer_id, into.customer_name = source.customer_id, source.customer_name
    if into.assignee_id is None and into.team_id == source.team_id:
        into.assignee_id = source.assignee_id
    if source.waiting_since and into.status != Ticket.Status.OPEN:
        into.status, into.snoozed_until, into.solved_at = Ticket.Status.OPEN, None, None
    _wait_together(into, source)
    mine: list[str] = into.tags
    known = {tag.casefold() for tag in mine}
    gained: list[str] = [tag for tag in source.tags if tag.casefold() not in known][: max(0, MOST_TAGS - len(mine))]
    tags = sorted([*mine, *gained], key=str.casefold)
    into.tags = tags
    changed = {
        name: [_plain(were[name]), _plain(getattr(into, name))] for name in _OWN if were[name] != getattr(into, name)
    }
    return {**changed, **({"tags": gained} if gained else {})}


def _wait_together(into: Ticket, source: Ticket) -> None:
    """The list columns of both in one; whoever waits longest counts, also where no message tells of it."""
    waits = [(t.waiting_since, t.due_at) for t in (into, source) if t.waiting_since]
    is_unread = into.is_unread or source.is_unread
    tell_anew(into)
    into.waiting_since = min((since for since, _due in waits), default=None)
    into.due_at = min((due for _since, due in waits), default=NEVER)
    into.is_unread = is_unread


def _give_back(target: Ticket, source: Ticket, changed: dict[str, Any]) -> None:
    """The target's own columns as they were, where nobody has changed them since."""
    own = {name: pair for name, pair in changed.items() if name != "tags"}
    for name, (was, became) in own.items():
        if _plain(getattr(target, name)) == became:
            field: Any = Ticket._meta.get_field(name.removesuffix("_id"))
            setattr(target, name, field.to_python(was))
    target.tags = [tag for tag in target.tags if tag not in changed.get("tags", []) or tag not in source.tags]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _say(fact: TicketMerged | TicketUnmerged, source: Ticket, target: Ticket, *, by: Actor, topics: list[str]) -> None:
    for ticket in (target, source):
        record(fact, about=ticket, by=by, topics=topics)
