from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shopbell.channels.models import ChannelAccount
from shopbell.core.actor import SYSTEM
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages
from shopbell.tickets.actions.answers import answer
from shopbell.tickets.base import Route, routes
from shopbell.tickets.errors import WrittenMeanwhile
from shopbell.tickets.models import Message, Ticket
from shopbell.tickets.queries import last_words


@pytest.fixture
def route(ticket: Ticket, mailbox: ChannelAccount) -> Route:
    return routes(ticket)[0]


def test_an_answer_does_not_go_past_what_a_colleague_has_said(
    ticket: Ticket, route: Route, alice: Agent, bob: Agent
) -> None:
    seen = ticket.messages.get()
    first = answer(ticket, route=route, text="Mine", agent=alice, seen=seen)
    with pytest.raises(WrittenMeanwhile) as refused:
        answer(ticket, route=route, text="Mine too", agent=bob, seen=seen)
    assert refused.value.say() == "Alice Archer has written meanwhile. Read it before you answer."
    assert ticket.messages.count() == 2
    assert answer(ticket, route=route, text="Now I know", agent=bob, seen=first).agent == bob


def test_it_does_not_go_past_the_customer_either(
    ticket: Ticket, route: Route, alice: Agent, a_message: Callable[..., Message]
) -> None:
    seen = ticket.messages.get()
    a_message(thread=ticket.threads.get(), text="It has come, never mind")
    with pytest.raises(WrittenMeanwhile):
        answer(ticket, route=route, text="We are sorry", agent=alice, seen=seen)


def test_notes_and_machines_are_no_reason_to_ask(
    ticket: Ticket, route: Route, alice: Agent, a_message: Callable[..., Message]
) -> None:
    seen, thread = ticket.messages.get(), ticket.threads.get()
    messages.note(ticket, text="Careful", agent=alice)
    messages.reply(thread, text="We have it", by=SYSTEM, kind=Message.Kind.AUTOMATIC)
    a_message(thread=thread, text="I am away", is_automatic=True)
    assert answer(ticket, route=route, text="Here it is", agent=alice, seen=seen).text == "Here it is"


def test_a_repetition_gives_the_first_back_whatever_came_between(
    ticket: Ticket, route: Route, alice: Agent, a_message: Callable[..., Message]
) -> None:
    seen = ticket.messages.get()
    first = answer(ticket, route=route, text="Once", agent=alice, client_key="k", seen=seen)
    a_message(thread=ticket.threads.get(), text="Thank you")
    assert answer(ticket, route=route, text="Once", agent=alice, client_key="k", seen=seen) == first


def test_who_does_not_say_what_they_read_is_not_asked(ticket: Ticket, route: Route, alice: Agent, bob: Agent) -> None:
    answer(ticket, route=route, text="One", agent=alice)
    answer(ticket, route=route, text="Two", agent=bob)
    assert ticket.messages.filter(kind="agent").count() == 2


def test_the_ticket_is_locked_before_anybody_looks(ticket: Ticket, route: Route, alice: Agent) -> None:
    seen = ticket.messages.get()
    with CaptureQueriesContext(
        connection,
    ) as said:
        answer(ticket, route=route, text="One", agent=alice, seen=seen)
    sql = [query["sql"] for query in said.captured_queries if not query["sql"].startswith("SAVEPOINT")]
    assert "FOR NO KEY UPDATE" in sql[0]
    assert '"tickets_message"."id" >' in sql[1]


def test_the_last_words_are_those_of_people(
    ticket: Ticket, route: Route, alice: Agent, a_message: Callable[..., Message]
) -> None:
    sent = answer(ticket, route=route, text="One", agent=alice)
    messages.note(ticket, text="Careful", agent=alice)
    reply = a_message(thread=ticket.threads.get(), text="And two?")
    last = last_words(ticket)
    assert (last.id, last.author, last.ours) == (reply.public_id, "Mia Moor", sent.public_id)
