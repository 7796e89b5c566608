from collections.abc import Callable

import pytest

from shopbell.core.models import Event
from shopbell.staff.models import Agent
from shopbell.tickets.actions.merging import merge
from shopbell.tickets.actions.messages import note, reply
from shopbell.tickets.actions.splitting import split, unsplit
from shopbell.tickets.errors import MergedAlready, NothingChosen, NothingLeft, NothingToUndo
from shopbell.tickets.models import Message, Move, Thread, Ticket, TicketLink
from tests.tickets.actions.test_merging import counted, recounted


@pytest.fixture
def said(a_message: Callable[..., Message]) -> list[Message]:
    first = a_message()
    return [first, a_message(thread=first.thread, subject="And my mug", text="It came broken")]


def test_the_chosen_messages_get_a_ticket_and_a_thread(said: list[Message], alice: Agent) -> None:
    first, second = said
    made = split(first.ticket, messages=[second], by=alice.actor)
    moved = Message.objects.select_related("thread").get(pk=second.pk)
    assert (moved.ticket, moved.seq, moved.thread and moved.thread.split_from) == (made, 2, first.thread)
    assert (made.subject, made.message_count, made.waiting_since) == ("And my mug", 1, second.created_at)
    assert Ticket.objects.get(pk=first.ticket_id).message_count == 1
    assert moved.thread
    assert first.thread
    assert moved.thread.participants.count() == first.thread.participants.count()
    assert TicketLink.objects.get().reason == "split_off"
    assert Event.objects.filter(name="ticket.split").count() == 2
    assert counted() == recounted()


def test_they_return_to_their_places_and_what_came_since_goes_along(said: list[Message], alice: Agent) -> None:
    first, second = said
    made = split(first.ticket, messages=[second], by=alice.actor)
    answer = reply(made.threads.get(), text="We send another", by=alice.actor, agent=alice)
    home = unsplit(Move.objects.get(), by=alice.actor)
    back = Message.objects.get(pk=second.pk)
    assert (home, back.ticket, back.thread, back.moves) == (first.ticket, home, first.thread, [])
    assert Message.objects.get(pk=answer.pk).ticket == home
    assert (home.message_count, Ticket.objects.get(pk=made.pk).merged_into) == (3, home)
    assert counted() == recounted()
    with pytest.raises(NothingToUndo):
        unsplit(Move.objects.get(kind="split"), by=alice.actor)


def test_without_anything_new_no_empty_thread_stays(said: list[Message], alice: Agent) -> None:
    first, second = said
    made = split(first.ticket, messages=[second], by=alice.actor)
    unsplit(Move.objects.get(), by=alice.actor)
    assert Thread.objects.get() == first.thread
    assert Ticket.objects.get(pk=made.pk).merged_into == first.ticket
    assert counted() == recounted()


def test_something_is_chosen_and_something_stays(said: list[Message], alice: Agent) -> None:
    mine = note(said[0].ticket, text="Look", agent=alice)
    with pytest.raises(NothingChosen):
        split(said[0].ticket, messages=[mine], by=alice.actor)
    with pytest.raises(NothingLeft):
        split(said[0].ticket, messages=said, by=alice.actor)
    assert Ticket.objects.count() == 1


def test_what_is_merged_meanwhile_is_taken_apart_first(
    said: list[Message], alice: Agent, a_message: Callable[..., Message]
) -> None:
    made = split(said[0].ticket, messages=[said[1]], by=alice.actor)
    merge(made, into=a_message().ticket, by=alice.actor)
    with pytest.raises(MergedAlready):
        unsplit(Move.objects.get(kind="split"), by=alice.actor)
