from collections.abc import Callable

from shopbell.core.actor import SYSTEM
from shopbell.core.models import Event
from shopbell.staff.models import Agent
from shopbell.tickets.actions.links import link
from shopbell.tickets.models import Message, Ticket, TicketLink
from shopbell.tickets.queries import linked_tickets


def test_a_link_is_made_once_and_told_on_both_sides(
    ticket: Ticket, alice: Agent, charlie: Agent, a_message: Callable[..., Message]
) -> None:
    later = a_message().ticket
    for _ in range(2):
        link(later, ticket, reason=TicketLink.Reason.BY_HAND, by=SYSTEM)
    assert TicketLink.objects.count() == 1
    told = Event.objects.filter(name="ticket.linked").order_by("pk").values_list("subject", flat=True)
    assert list(told) == [f"tickets.ticket:{later.pk}", f"tickets.ticket:{ticket.pk}"]
    assert linked_tickets(ticket, alice) == [(later, "Linked by an agent")]
    assert linked_tickets(ticket, charlie) == []
