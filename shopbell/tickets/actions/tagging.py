"""Tags: short words that group tickets."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from shopbell.core.actor import Actor
from shopbell.core.clean import clean, one_line
from shopbell.core.events import record
from shopbell.tickets.actions import rows
from shopbell.tickets.errors import TagTooLong
from shopbell.tickets.events import TicketTagged
from shopbell.tickets.models import Ticket

MOST_TAGS = 30
LONGEST_TAG = 40


@transaction.atomic
def tag(ticket: Ticket, *, by: Actor, add: Iterable[str] = (), remove: Iterable[str] = ()) -> Ticket:
    """Add and remove tags; their case is kept, doubles in another case are not added. Raises `TagTooLong`."""
    ticket = rows.lock(ticket)
    known = {tag.casefold(): tag for tag in ticket.tags}
    gone = {tag.casefold() for tag in remove}
    fresh = {name.casefold(): name for name in map(_checked, add) if name}
    after = {key: word for key, word in {**fresh, **known}.items() if key not in gone}
    tags = sorted(after.values(), key=str.casefold)[:MOST_TAGS]
    added, removed = sorted(set(tags) - set(ticket.tags)), sorted(set(ticket.tags) - set(tags))
    if added or removed:
        ticket.tags = tags
        ticket.save(update_fields=["tags"])
        record(TicketTagged(added=added, removed=removed), about=ticket, by=by, topics=ticket.topics)
    return ticket


def _checked(word: str) -> str:
    name = " ".join(clean(word).split())
    if len(name) > LONGEST_TAG:
        raise TagTooLong(tag=one_line(name, 60), length=len(name), limit=LONGEST_TAG)
    return name
