from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages, status
from shopbell.tickets.actions.delivery import set_state
from shopbell.tickets.actions.reading import read_by_agent
from shopbell.tickets.models import NEVER, Message, Ticket


def test_a_state_is_noted_and_told_once(ticket: Ticket, alice: Agent) -> None:
    message = messages.reply(ticket.threads.get(), text="Hi", by=alice.actor, agent=alice)
    for _ in range(2):
        message = set_state(message, state=Message.State.SENT, external_id="<1@alder.example>")
    assert (message.state, message.external_id) == ("sent", "<1@alder.example>")
    assert Event.objects.filter(name="message.state_changed").count() == 1


def test_a_failed_answer_brings_its_ticket_back(ticket: Ticket, alice: Agent) -> None:
    message = messages.reply(ticket.threads.get(), text="Hi", by=alice.actor, agent=alice, then="waiting")
    set_state(message, state=Message.State.FAILED, reason="Mailbox full")
    ticket.refresh_from_db()
    assert (ticket.status, ticket.is_unread) == ("open", True)
    assert Message.objects.get(pk=message.pk).reason == "Mailbox full"


@pytest.mark.parametrize("then", ["", "waiting", "solved"])
def test_a_ticket_whose_answer_failed_is_due_as_if_the_customer_wrote_now(
    ticket: Ticket, alice: Agent, then: str
) -> None:
    message = messages.reply(ticket.threads.get(), text="Hi", by=alice.actor, agent=alice, then=then)
    read_by_agent(ticket, agent=alice)
    with clock.frozen(datetime(2026, 11, 24, 9, 0, tzinfo=UTC)):
        set_state(message, state=Message.State.FAILED, reason="Mailbox full")
    ticket.refresh_from_db()
    assert (ticket.status, ticket.is_unread) == ("open", True)
    assert ticket.waiting_since == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert ticket.due_at == datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


def test_who_waits_already_goes_on_waiting(ticket: Ticket, alice: Agent, a_message: Callable[..., Message]) -> None:
    message = messages.reply(ticket.threads.get(), text="Hi", by=alice.actor, agent=alice)
    again = a_message(thread=ticket.threads.get())
    set_state(message, state=Message.State.FAILED, reason="Mailbox full")
    ticket.refresh_from_db()
    assert ticket.waiting_since == again.created_at


@pytest.mark.parametrize("state", [Message.State.QUEUED, Message.State.DELIVERED])
def test_nobody_waits_for_an_answer_that_goes_out_after_all(ticket: Ticket, alice: Agent, state: str) -> None:
    message = messages.reply(ticket.threads.get(), text="Hi", by=alice.actor, agent=alice)
    set_state(message, state=Message.State.FAILED, reason="Mailbox full")
    set_state(message, state=state)
    ticket.refresh_from_db()
    assert (ticket.waiting_since, ticket.due_at) == (None, NEVER)


def test_who_wrote_after_an_answer_that_goes_out_late_still_waits(
    ticket: Ticket, alice: Agent, a_message: Callable[..., Message]
) -> None:
    message = messages.reply(ticket.threads.get(), text="Hi", by=alice.actor, agent=alice)
    set_state(message, state=Message.State.FAILED, reason="Mailbox full")
    waiting_since = a_message(thread=ticket.threads.get()).ticket.waiting_since
    set_state(message, state=Message.State.QUEUED)
    ticket.refresh_from_db()
    assert ticket.waiting_since == waiting_since is not None


def test_a_customer_waits_on_when_the_failed_answer_is_withdrawn(ticket: Ticket, alice: Agent) -> None:
    message = messages.reply(ticket.threads.get(), text="Hi", by=alice.actor, agent=alice)
    set_state(message, state=Message.State.FAILED, reason="Mailbox full")
    set_state(message, state=Message.State.CANCELLED)
    ticket.refresh_from_db()
    assert ticket.waiting_since is not None


def test_a_failed_answer_does_not_open_a_closed_ticket(ticket: Ticket, alice: Agent) -> None:
    message = messages.reply(ticket.threads.get(), text="Hi", by=alice.actor, agent=alice)
    status.set_status(ticket, status="closed", by=alice.actor)
    set_state(message, state=Message.State.FAILED, reason="Mailbox full")
    ticket.refresh_from_db()
    assert ticket.status == "closed"
