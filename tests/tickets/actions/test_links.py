from collections.abc import Callable

import pytest

from shopbell.core.actor import SYSTEM
from shopbell.core.models import Event
from shopbell.staff.models import Agent
from shopbell.tickets.actions.links import link, unlink
from shopbell.tickets.actions.merging import merge
from shopbell.tickets.errors import LinkedToItself
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
    assert [(one.ticket, one.label) for one in linked_tickets(ticket, alice)] == [(later, "Linked by an agent")]
    assert linked_tickets(ticket, charlie) == []


def test_each_side_says_what_the_other_is_to_it(
    ticket: Ticket, alice: Agent, a_message: Callable[..., Message]
) -> None:
    later = a_message().ticket
    for reason in ("related", "waits_for"):
        link(later, ticket, reason=reason, by=alice.actor)
    assert [(one.ticket, one.label) for one in linked_tickets(later, alice)] == [(ticket, "Waits for")]
    assert [(one.ticket, one.label) for one in linked_tickets(ticket, alice)] == [(later, "Holds up")]


def test_a_link_is_taken_away_once(ticket: Ticket, alice: Agent, a_message: Callable[..., Message]) -> None:
    made = link(a_message().ticket, ticket, reason="duplicate", by=alice.actor)
    for _ in range(2):
        unlink(TicketLink(pk=made.pk, ticket=made.ticket, other=made.other), by=alice.actor)
    assert not TicketLink.objects.exists()
    assert Event.objects.filter(name="ticket.unlinked").count() == 2


def test_no_ticket_is_linked_with_itself(ticket: Ticket, alice: Agent) -> None:
    with pytest.raises(LinkedToItself):
        link(ticket, ticket, reason="related", by=alice.actor)
    assert not TicketLink.objects.exists()


def test_links_go_along_with_a_merge(ticket: Ticket, alice: Agent, a_message: Callable[..., Message]) -> None:
    other, into = a_message().ticket, a_message().ticket
    link(ticket, other, reason="waits_for", by=alice.actor)
    merge(ticket, into=into, by=alice.actor)
    assert [(one.ticket, one.label) for one in linked_tickets(into, alice)] == [(other, "Waits for")]
    assert [(one.ticket, one.label) for one in linked_tickets(other, alice)] == [(into, "Holds up")]
