from collections.abc import Callable

from shopbell.core.models import Event
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages
from shopbell.tickets.actions.reading import read_by_agent, read_by_customer
from shopbell.tickets.models import Message, Ticket


def test_an_agent_reads_once(ticket: Ticket, alice: Agent) -> None:
    assert [read_by_agent(ticket, agent=alice), read_by_agent(ticket, agent=alice)] == [True, False]
    ticket.refresh_from_db()
    assert (ticket.is_unread, ticket.threads.get().agent_read_seq) == (False, 1)
    assert Event.objects.filter(name="ticket.read").count() == 1


def test_what_came_after_the_page_was_drawn_stays_unread(
    ticket: Ticket, alice: Agent, a_message: Callable[..., Message]
) -> None:
    seen = ticket.messages.get()
    newer = a_message(thread=ticket.threads.get(), text="One more thing")
    assert not read_by_agent(ticket, agent=alice, seen=seen)
    ticket.refresh_from_db()
    assert (ticket.is_unread, ticket.threads.get().agent_read_seq) == (True, 0)
    assert read_by_agent(ticket, agent=alice, seen=newer)


def test_a_colleagues_answer_hides_nothing_from_anybody(ticket: Ticket, alice: Agent) -> None:
    seen = ticket.messages.get()
    messages.note(ticket, text="I look into it", agent=alice)
    assert read_by_agent(ticket, agent=alice, seen=seen)


def test_a_customers_receipts_never_move_back_or_beyond_the_end(ticket: Ticket, alice: Agent) -> None:
    thread = ticket.threads.get()
    messages.reply(thread, text="Hello", by=alice.actor, agent=alice)
    thread = read_by_customer(thread, delivered=2, read=0)
    assert (thread.delivered_seq, thread.read_seq, thread.read_at) == (2, 0, None)
    thread = read_by_customer(thread, delivered=1, read=99)
    assert (thread.delivered_seq, thread.read_seq) == (2, 2)
    assert read_by_customer(thread, delivered=1, read=1).read_seq == 2
    assert Event.objects.filter(name="thread.read").count() == 2
