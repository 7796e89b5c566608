"""A ticket's own columns, kept and put back as they were."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.tickets.actions import rows
from shopbell.tickets.events import TicketPutBack
from shopbell.tickets.models import Ticket

COLUMNS = (
    *("status", "snoozed_until", "solved_at", "closed_at", "waiting_since", "due_at", "is_unread"),
    *("priority", "tags", "is_spam", "team_id", "assignee_id"),
)
_FIELDS = tuple(name.removesuffix("_id") for name in COLUMNS)


def kept(ticket: Ticket) -> dict[str, Any]:
    """The columns as JSON holds them."""
    values = {name: getattr(ticket, name) for name in COLUMNS}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}


@transaction.atomic
def put_back(ticket: Ticket, *, before: dict[str, Any], after: dict[str, Any], by: Actor) -> bool:
    """Make the ticket what it was `before`; False, and nothing is changed, when it is no longer as it was `after`."""
    number = ticket.pk
    ticket = rows.lock(ticket)
    if ticket.pk != number or kept(ticket) != after:
        return False
    if before == after:
        return True
    cell, listeners = ticket.cell, ticket.topics
    for name in COLUMNS:
        field: Any = Ticket._meta.get_field(name.removesuffix("_id"))
        setattr(ticket, name, field.to_python(before[name]) if name != "tags" else before[name])
    rows.save(ticket, before=cell, fields=_FIELDS)
    changed = [name for name in COLUMNS if before[name] != after[name]]
    record(TicketPutBack(columns=changed), about=ticket, by=by, topics=[*listeners, *ticket.topics])
    return True
