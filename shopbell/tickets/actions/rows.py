"""Locking a ticket and its messages, and keeping its counters: whoever changes a ticket goes through here."""

from __future__ import annotations

from collections.abc import Collection

from shopbell.tickets.models import Message, Tally, Ticket

Cell = tuple[int, int | None, str]


def lock(ticket: Ticket) -> Ticket:
    """The ticket's row, locked until the transaction ends; messages can still be inserted by others.

    The shop and the customer are those the caller has read, where they are the same still.
    """
    locked = lock_number(ticket.pk)
    for name in ("shop", "customer"):
        known = ticket._state.fields_cache.get(name)
        if known is not None and known.pk == getattr(locked, f"{name}_id"):
            setattr(locked, name, known)
    return locked


def lock_number(number: int) -> Ticket:
    """The same by the ticket's key. A merged ticket leads to the one it went into, always child before parent."""
    locked = Ticket.objects.select_for_update(no_key=True).get(pk=number)
    while locked.merged_into_id:
        locked = Ticket.objects.select_for_update(no_key=True).get(pk=locked.merged_into_id)
    return locked


def lock_message(message: Message, *related: str) -> Message:
    """The message's row, locked after its ticket's, with its thread, its ticket and what else is asked for.

    Ticket, message, part of a message: whoever locks several of these locks them in this order.
    """
    wanted = Message.objects.select_for_update(no_key=True, of=("self",)).select_related("thread", *related)
    home = message.ticket_id
    while True:
        ticket = lock_number(home)
        if locked := wanted.filter(pk=message.pk, ticket__in={home, ticket.pk}).order_by().first():
            break
        home = Message.objects.values_list("ticket_id", flat=True).get(pk=message.pk)  # it was moved meanwhile
    if ticket.pk == locked.ticket_id and "ticket" not in locked._state.fields_cache:
        locked.ticket = ticket
    return locked


def count(before: Cell | None, after: Cell | None) -> None:
    """Move one ticket from cell to cell; None stands for outside."""
    if before == after:
        return
    changes = [(before, -1), (after, 1)]
    Tally.objects.bulk_create(
        Tally(team_id=cell[0], assignee_id=cell[1], status=cell[2], delta=delta) for cell, delta in changes if cell
    )


def save(ticket: Ticket, *, before: Cell, fields: Collection[str]) -> None:
    """Write the changed columns and let the counters follow."""
    ticket.save(update_fields=sorted(set(fields)))
    count(before, ticket.cell)
