from collections.abc import Callable

import pytest

from shopbell.core.models import Event
from shopbell.customers.base import Claim
from shopbell.customers.models import Customer
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages, status
from shopbell.tickets.base import Incoming
from shopbell.tickets.errors import EmptyMessage, TicketClosed
from shopbell.tickets.models import NEVER, Message, ReplySample, Tally, Ticket, TicketLink


def figure(**where: object) -> int:
    return sum(Tally.objects.filter(**where).values_list("delta", flat=True))


def test_a_first_message_opens_a_ticket_that_waits_for_us(a_message: Callable[..., Message]) -> None:
    message = a_message()
    ticket = message.ticket
    assert (ticket.status, ticket.customer_name, ticket.subject) == (
        "open",
        "Mia Moor",
        "Where is my parcel?",
    )
    assert (ticket.last_preview, ticket.message_count, ticket.is_unread) == (
        "Hello, it should have been here on Monday.",
        1,
        True,
    )
    assert ticket.waiting_since == message.created_at
    assert ticket.due_at > message.created_at
    assert [event.name for event in Event.objects.order_by("pk")] == [
        "customer.created",
        "ticket.created",
        "message.received",
    ]
    assert figure(status="open", assignee_id=None) == 1


def test_the_same_message_again_is_the_first_one(an_incoming: Callable[..., Incoming]) -> None:
    incoming = an_incoming()
    assert messages.receive(incoming) == messages.receive(incoming)
    assert (Message.objects.count(), Ticket.objects.count()) == (1, 1)


def test_a_second_message_joins_its_thread_in_order(a_message: Callable[..., Message]) -> None:
    first = a_message()
    second = a_message(thread=first.thread, text="Any news?")
    assert (second.ticket, second.seq) == (first.ticket, 2)
    assert Ticket.objects.get().message_count == 2


def test_a_reply_waits_to_go_out_and_ends_the_waiting(ticket: Ticket, alice: Agent) -> None:
    message = messages.reply(
        ticket.threads.get(), text="It is on its way.", by=alice.actor, agent=alice, then="waiting"
    )
    ticket.refresh_from_db()
    assert (message.state, message.seq, message.kind) == ("queued", 2, "agent")
    assert (ticket.status, ticket.waiting_since, ticket.due_at, ticket.assignee) == (
        "waiting",
        None,
        NEVER,
        alice,
    )
    assert ReplySample.objects.get().channel == "email"
    assert figure(status="open") == 0
    assert figure(status="waiting", assignee_id=alice.pk) == 1


def test_a_double_click_sends_once(ticket: Ticket, alice: Agent) -> None:
    thread = ticket.threads.get()
    sent = {messages.reply(thread, text="Hello", by=alice.actor, agent=alice, client_key="k1").pk for _ in range(2)}
    assert len(sent) == 1
    assert Message.objects.filter(kind="agent").count() == 1


def test_nothing_is_not_sent(ticket: Ticket, alice: Agent) -> None:
    with pytest.raises(EmptyMessage):
        messages.reply(ticket.threads.get(), text="  \n", by=alice.actor, agent=alice)
    assert Message.objects.count() == 1


def test_a_closed_ticket_takes_no_answer(ticket: Ticket, alice: Agent) -> None:
    status.set_status(ticket, status="closed", by=alice.actor)
    with pytest.raises(TicketClosed):
        messages.reply(ticket.threads.get(), text="Hello", by=alice.actor, agent=alice)
    assert Message.objects.filter(kind="agent").count() == 0


def test_an_answer_to_a_solved_ticket_opens_it_again(
    ticket: Ticket, alice: Agent, a_message: Callable[..., Message]
) -> None:
    status.set_status(ticket, status="solved", by=alice.actor)
    a_message(thread=ticket.threads.get(), text="Not solved")
    ticket.refresh_from_db()
    assert (ticket.status, ticket.solved_at) == ("open", None)


def test_an_answer_to_a_closed_ticket_opens_a_linked_one(
    ticket: Ticket, alice: Agent, a_message: Callable[..., Message]
) -> None:
    status.set_status(ticket, status="closed", by=alice.actor)
    message = a_message(thread=ticket.threads.get(), text="One more thing")
    assert message.ticket != ticket
    link = TicketLink.objects.get()
    assert (link.ticket, link.other, link.reason) == (message.ticket, ticket, "after_closing")
    ticket.refresh_from_db()
    assert ticket.status == "closed"


def test_an_automatic_answer_neither_opens_nor_starts_clocks(
    ticket: Ticket, alice: Agent, a_message: Callable[..., Message]
) -> None:
    messages.reply(ticket.threads.get(), text="Sent", by=alice.actor, agent=alice, then="solved")
    a_message(thread=ticket.threads.get(), text="I am away", is_automatic=True)
    ticket.refresh_from_db()
    assert (ticket.status, ticket.waiting_since, ticket.message_count) == ("solved", None, 3)


def test_history_is_filed_as_closed_and_read(a_message: Callable[..., Message]) -> None:
    ticket = a_message(is_backfill=True).ticket
    assert (ticket.status, ticket.is_unread, ticket.waiting_since, ticket.due_at) == (
        "closed",
        False,
        None,
        NEVER,
    )


def test_a_note_does_not_touch_the_customer(ticket: Ticket, alice: Agent) -> None:
    messages.note(ticket, text="Careful, twice now", agent=alice)
    ticket.refresh_from_db()
    assert (ticket.is_unread, ticket.threads.get().seq, ticket.message_count) == (True, 1, 2)
    assert ticket.waiting_since is not None


def test_a_repeated_note_is_kept_once(ticket: Ticket, alice: Agent) -> None:
    first = messages.note(ticket, text="Careful", agent=alice, client_key="k")
    assert messages.note(ticket, text="Careful", agent=alice, client_key="k") == first
    assert messages.note(ticket, text="Careful", agent=alice, client_key="l") != first
    assert Event.objects.filter(name="note.added").count() == 2


def test_mail_from_nobody_is_a_ticket_without_customer(a_message: Callable[..., Message]) -> None:
    ticket = a_message(claims=[], name="").ticket
    assert (ticket.customer, ticket.customer_name) == (None, "")
    assert Customer.objects.count() == 0


def test_what_postgresql_refuses_is_cleaned(a_message: Callable[..., Message]) -> None:
    message = a_message(text="a\x00b\ud800c", subject="s\x00", claims=[Claim("email", "x\x00@post.example")])
    assert message.text == "a\ufffdb\ufffdc"
