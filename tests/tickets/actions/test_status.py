from collections.abc import Callable
from datetime import time, timedelta

import pytest

from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.shops.models import BusinessHours, Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions import status
from shopbell.tickets.errors import SnoozeInThePast
from shopbell.tickets.models import NEVER, Message, Ticket
from shopbell.tickets.schedule import wake_snoozed


def test_solving_ends_the_clock(ticket: Ticket, alice: Agent) -> None:
    solved = status.set_status(ticket, status="solved", by=alice.actor)
    assert (solved.due_at, solved.waiting_since, solved.is_unread) == (NEVER, None, False)
    assert solved.solved_at is not None
    event = Event.objects.filter(name="ticket.status_changed").get()
    assert event.data == {"before": "open", "status": "solved", "until": None}


def test_the_same_status_again_says_nothing(ticket: Ticket, alice: Agent) -> None:
    for _ in range(2):
        status.set_status(ticket, status="on_hold", by=alice.actor)
    assert Event.objects.filter(name="ticket.status_changed").count() == 1


def test_a_snooze_needs_a_time_to_come(ticket: Ticket, alice: Agent) -> None:
    for until in (None, clock.now() - timedelta(seconds=1)):
        with pytest.raises(SnoozeInThePast):
            status.set_status(ticket, status="snoozed", until=until, by=alice.actor)
    assert Ticket.objects.get().status == "open"


def test_a_snoozed_ticket_wakes_when_its_time_has_come(ticket: Ticket, alice: Agent) -> None:
    status.set_status(ticket, status="snoozed", until=clock.now() + timedelta(hours=1), by=alice.actor)
    wake_snoozed()
    assert Ticket.objects.get().status == "snoozed"
    with clock.frozen(clock.now() + timedelta(hours=1, seconds=1)):
        wake_snoozed()
    woken = Ticket.objects.get()
    assert (woken.status, woken.snoozed_until, woken.is_unread) == ("open", None, True)
    assert woken.due_at < NEVER


def test_a_ticket_that_cannot_wake_does_not_keep_others_asleep(
    ticket: Ticket, alice: Agent, a_message: Callable[..., Message]
) -> None:
    elsewhere = Shop.objects.create(slug="x", name="Nowhere")
    team = Team.objects.create(shop=elsewhere, name="Nowhere")
    BusinessHours.objects.create(shop=elsewhere, weekday=0, opens=time(9), closes=time(17))
    broken = a_message(shop=elsewhere, team=team).ticket
    Shop.objects.filter(pk=elsewhere.pk).update(timezone="Mars/Olympus")
    status.set_status(broken, status="snoozed", until=clock.now() + timedelta(minutes=1), by=alice.actor)
    Ticket.objects.filter(pk=broken.pk).update(waiting_since=None)
    status.set_status(ticket, status="snoozed", until=clock.now() + timedelta(hours=1), by=alice.actor)
    with clock.frozen(clock.now() + timedelta(hours=2)):
        wake_snoozed()
    assert (Ticket.objects.get(pk=broken.pk).status, Ticket.objects.get(pk=ticket.pk).status) == ("snoozed", "open")


def test_a_customer_wakes_a_snoozed_ticket(ticket: Ticket, alice: Agent, a_message: Callable[..., Message]) -> None:
    status.set_status(ticket, status="snoozed", until=clock.now() + timedelta(days=1), by=alice.actor)
    a_message(thread=ticket.threads.get())
    assert (Ticket.objects.get().status, Ticket.objects.get().snoozed_until) == ("open", None)
