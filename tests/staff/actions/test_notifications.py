"""Telling people: each once, by the ways they chose, never of what they did themselves."""

from __future__ import annotations

import pytest

from shopbell.core.events import record
from shopbell.core.models import Event
from shopbell.staff.actions.notifications import mark_read, notify, prefer, watch
from shopbell.staff.models import Agent, Notification, Watch
from shopbell.tickets.events import TicketRead
from shopbell.tickets.models import Ticket


@pytest.fixture
def event(ticket: Ticket, alice: Agent) -> Event:
    return record(TicketRead(), about=ticket, by=alice.actor)


def told() -> list[tuple[str, str]]:
    return list(Notification.objects.order_by("pk").values_list("agent__email", "kind"))


def test_each_is_told_once_and_the_one_who_did_it_not(event: Event, ticket: Ticket, alice: Agent, bob: Agent) -> None:
    for _ in range(2):
        notify([bob, alice, bob], kind="mentioned", event=event, ticket=ticket.pk)
    assert told() == [(bob.email, "mentioned")]


def test_who_is_switched_off_or_does_not_want_it_is_not_told(
    event: Event, ticket: Ticket, bob: Agent, charlie: Agent
) -> None:
    bob.is_active = False
    prefer(charlie, ways={"mentioned": []})
    assert notify([bob, charlie], kind="mentioned", event=event, ticket=ticket.pk) == []


def test_reading_a_ticket_reads_what_was_told_of_it_alone(event: Event, ticket: Ticket, bob: Agent) -> None:
    notify([bob], kind="mentioned", event=event, ticket=ticket.pk)
    assert mark_read(bob, ticket=ticket.pk + 1) == 0
    assert mark_read(bob, ticket=ticket.pk) == 1
    assert mark_read(bob) == 0


def test_a_ticket_is_watched_once_and_no_longer(ticket: Ticket, bob: Agent) -> None:
    for _ in range(2):
        watch(bob, ticket=ticket.pk, is_on=True)
    assert Watch.objects.count() == 1
    watch(bob, ticket=ticket.pk, is_on=False)
    assert Watch.objects.count() == 0


def test_a_choice_leaves_the_others_as_they_were(bob: Agent) -> None:
    prefer(bob, ways={"new": ["page"]})
    assert prefer(bob).ways == {"new": ["page"]}
