"""Whose turn it is after each message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from shopbell.core import clock
from shopbell.staff.models import Agent
from shopbell.tickets.actions.turns import answered, before_answer, heard
from shopbell.tickets.models import NEVER, Message, ReplySample, Thread, Ticket


def _message(ticket: Ticket, **details: object) -> Message:
    return Message(ticket=ticket, text="Once more", created_at=clock.now() + timedelta(minutes=5), **details)


def test_the_customer_wrote_and_waits_from_now_on(ticket: Ticket, alice: Agent) -> None:
    ticket.status, ticket.waiting_since, ticket.due_at, ticket.is_unread = "solved", None, NEVER, False
    message = _message(ticket, kind="customer")
    heard(ticket, message, ticket.threads.get())
    assert (ticket.status, ticket.waiting_since, ticket.is_unread) == ("open", message.created_at, True)
    assert ticket.due_at < NEVER
    assert (ticket.last_preview, ticket.message_count) == ("Once more", 2)


def test_a_machine_wakes_nobody(ticket: Ticket) -> None:
    ticket.status = "solved"
    heard(ticket, _message(ticket, kind="customer", is_automatic=True), ticket.threads.get())
    assert (ticket.status, ticket.last_preview) == ("solved", "Hello, it should have been here on Monday.")


def test_an_answer_ends_the_waiting_and_is_a_sample(ticket: Ticket, alice: Agent) -> None:
    answered(ticket, ticket.threads.get(), _message(ticket, kind="agent"), agent=alice)
    assert (ticket.waiting_since, ticket.due_at, ticket.is_unread) == (None, NEVER, False)
    assert (ticket.assignee, ticket.handling) == (alice, "agent_active")
    assert ReplySample.objects.filter(channel="email").count() == 1


def test_a_word_to_somebody_outside_leaves_the_customer_waiting(
    ticket: Ticket, alice: Agent, a_message: Callable[..., Message]
) -> None:
    waiting, due = ticket.waiting_since, ticket.due_at
    aside = Thread(ticket=ticket, channel="email", account_id=1, is_aside=True)
    answered(ticket, aside, _message(ticket, kind="agent"), agent=alice)
    assert (ticket.waiting_since, ticket.due_at) == (waiting, due)
    assert ReplySample.objects.count() == 0


def test_what_is_remembered_for_taking_back(ticket: Ticket) -> None:
    kept = before_answer(ticket, "waiting")
    assert kept["then"] == "waiting"
    assert kept["before"]["status"] == "open"
    assert ticket.waiting_since
    assert kept["before"]["waiting_since"] == ticket.waiting_since.isoformat()
