"""Links of a ticket as they read from its side, also those of tickets that were merged into it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shopbell.staff.models import Agent
from shopbell.tickets.models import Ticket, TicketLink
from shopbell.tickets.queries.merging import root_number

BY_HAND = (
    TicketLink.Reason.RELATED,
    TicketLink.Reason.DUPLICATE,
    TicketLink.Reason.WAITS_FOR,
    TicketLink.Reason.FOLLOW_UP,
)
# How a link reads from either side: of the ticket that points, and of the one pointed at.
_WORDS = {
    TicketLink.Reason.RELATED: (gettext_noop("Related"), gettext_noop("Related")),
    TicketLink.Reason.DUPLICATE: (gettext_noop("Duplicate of"), gettext_noop("Has this duplicate")),
    TicketLink.Reason.WAITS_FOR: (gettext_noop("Waits for"), gettext_noop("Holds up")),
    TicketLink.Reason.FOLLOW_UP: (gettext_noop("Follow-up of"), gettext_noop("Has this follow-up")),
    TicketLink.Reason.SPLIT_OFF: (gettext_noop("Split off from"), gettext_noop("Split off as")),
}


@dataclass(frozen=True)
class Linked:
    """One link: the ticket at its other end, and what it is to this one. `key` names the link."""

    key: int
    ticket: Ticket
    reason: str
    label: str


def reason_choices() -> list[tuple[str, str]]:
    """What an agent can choose, as it reads from the ticket that the link is made on."""
    return [(reason.value, _(_WORDS[reason][0])) for reason in BY_HAND]


def linked_tickets(ticket: Ticket, agent: Agent) -> list[Linked]:
    """The links whose other end this agent may see; of those that lead to one and the same ticket, each once."""
    ours = Q(ticket=ticket) | Q(other=ticket) | Q(ticket__merged_into=ticket) | Q(other__merged_into=ticket)
    links = list(TicketLink.objects.filter(ours).select_related("ticket", "other").order_by("pk"))
    ends = {link.pk: _end(link, ticket) for link in links}
    visible = Ticket.objects.visible_to(agent).filter(pk__in={number for number, _points in ends.values()}).in_bulk()
    found: dict[tuple[int, str], Linked] = {}
    for link in links:
        number, points = ends[link.pk]
        label = _label(link, points=points)
        if number in visible and number != ticket.pk:
            found.setdefault((number, label), Linked(link.pk, visible[number], link.reason, label))
    return list(found.values())


def _end(link: TicketLink, ticket: Ticket) -> tuple[int, bool]:
    """Where the link's other end is now, and whether this ticket is the one that points."""
    points = ticket.pk in (link.ticket_id, link.ticket.merged_into_id)
    other = link.other if points else link.ticket
    return (root_number(other.pk) if other.merged_into_id else other.pk), points


def _label(link: TicketLink, *, points: bool) -> str:
    words = _WORDS.get(TicketLink.Reason(link.reason))
    return _(words[0 if points else 1]) if words else str(link.get_reason_display())
