from collections.abc import Callable

import pytest
from django.db.models import Sum

from shopbell.channels.models import ChannelAccount
from shopbell.core.models import Event
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions.merging import merge, unmerge
from shopbell.tickets.actions.messages import note, reply
from shopbell.tickets.actions.status import set_status
from shopbell.tickets.actions.tagging import tag
from shopbell.tickets.base import Incoming
from shopbell.tickets.errors import MergedAlready, MergedIntoItself, NothingToUndo, NotTheSameShop, TicketClosed
from shopbell.tickets.models import Message, Move, Tally, Thread, Ticket


def counted() -> dict[tuple[int, int | None, str], int]:
    """The counters, without empty cells."""
    cells = Tally.objects.values_list("team_id", "assignee_id", "status").annotate(n=Sum("delta")).order_by()
    return {(team, assignee, status): n for team, assignee, status, n in cells if n}


def recounted() -> dict[tuple[int, int | None, str], int]:
    found: dict[tuple[int, int | None, str], int] = {}
    for ticket in Ticket.objects.filter(merged_into=None):
        found[ticket.cell] = found.get(ticket.cell, 0) + 1
    return found


def _fresh(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


@pytest.fixture
def two(a_message: Callable[..., Message]) -> tuple[Ticket, Ticket]:
    return a_message(subject="The first").ticket, a_message(subject="The second").ticket


def test_all_of_the_source_is_in_the_target(two: tuple[Ticket, Ticket], alice: Agent) -> None:
    into, source = two
    note(source, text="Seen", agent=alice)
    tag(source, add=["Fault"], by=alice.actor)
    waited = _fresh(into).waiting_since
    move = merge(source, into=into, by=alice.actor)
    target = _fresh(into)
    assert _fresh(source).merged_into == target
    assert Thread.objects.filter(ticket=target).count() == 2
    assert (target.messages.count(), source.messages.count(), target.message_count) == (3, 0, 3)
    assert (target.tags, target.waiting_since, target.last_preview) == (["Fault"], waited, _fresh(source).last_preview)
    assert counted() == recounted() == {target.cell: 1}
    told = Event.objects.filter(name="ticket.merged").values_list("subject", "data")
    payload = {"move": move.pk, "source": source.pk, "target": into.pk}
    assert sorted(told) == [(f"tickets.ticket:{into.pk}", payload), (f"tickets.ticket:{source.pk}", payload)]


def test_taking_back_gives_each_its_own(two: tuple[Ticket, Ticket], alice: Agent) -> None:
    into, source = two
    note(source, text="Of the source", agent=alice)
    tag(source, add=["Fault"], by=alice.actor)
    before = [Ticket.objects.filter(pk=ticket.pk).values().get() for ticket in two]
    move = merge(source, into=into, by=alice.actor)
    unmerge(move, by=alice.actor)
    assert [Ticket.objects.filter(pk=ticket.pk).values().get() for ticket in two] == before
    assert list(source.messages.values_list("text", "moves")) == [
        ("Hello, it should have been here on Monday.", []),
        ("Of the source", []),
    ]
    assert counted() == recounted()
    with pytest.raises(NothingToUndo):
        unmerge(move, by=alice.actor)


def test_what_arrived_since_stays_with_its_thread(
    two: tuple[Ticket, Ticket], alice: Agent, a_message: Callable[..., Message]
) -> None:
    into, source = two
    thread = source.threads.get()
    move = merge(source, into=into, by=alice.actor)
    late = a_message(thread=thread)
    kept = note(into, text="Of the target", agent=alice)
    assert late.ticket == into
    unmerge(move, by=alice.actor)
    assert Message.objects.get(pk=late.pk).ticket == source
    assert Message.objects.get(pk=kept.pk).ticket == into
    assert (_fresh(source).message_count, _fresh(into).message_count) == (2, 2)


def test_a_reply_to_a_thread_read_before_the_merge_is_in_the_target(two: tuple[Ticket, Ticket], alice: Agent) -> None:
    into, source = two
    stale = source.threads.get()
    merge(source, into=into, by=alice.actor)
    assert reply(stale, text="On its way", by=alice.actor, agent=alice).ticket == into
    assert counted() == recounted()


def test_a_thread_read_before_the_undo_is_answered_where_it_is(two: tuple[Ticket, Ticket], alice: Agent) -> None:
    into, source = two
    move = merge(source, into=into, by=alice.actor)
    stale = Thread.objects.get(pk=into.threads.latest("pk").pk)
    unmerge(move, by=alice.actor)
    assert reply(stale, text="On its way", by=alice.actor, agent=alice).ticket == source
    assert counted() == recounted()


def test_a_chain_is_taken_apart_in_any_order(
    two: tuple[Ticket, Ticket], alice: Agent, a_message: Callable[..., Message]
) -> None:
    (first, second), third = two, a_message().ticket
    inner = merge(first, into=second, by=alice.actor)
    outer = merge(second, into=third, by=alice.actor)
    unmerge(inner, by=alice.actor)
    assert [t.messages.count() for t in (first, second, third)] == [1, 0, 2]
    unmerge(outer, by=alice.actor)
    assert [t.messages.count() for t in (first, second, third)] == [1, 1, 1]
    assert counted() == recounted()


def test_a_solved_target_opens_for_somebody_who_waits_and_is_solved_again(
    two: tuple[Ticket, Ticket], alice: Agent
) -> None:
    into, source = two
    solved = set_status(into, status="solved", by=alice.actor)
    move = merge(source, into=into, by=alice.actor)
    assert _fresh(into).status == "open"
    unmerge(move, by=alice.actor)
    assert (_fresh(into).status, _fresh(into).solved_at) == ("solved", solved.solved_at)
    assert counted() == recounted()


def test_what_must_not_be_merged_is_refused(
    two: tuple[Ticket, Ticket], alice: Agent, an_incoming: Callable[..., Incoming], a_message: Callable[..., Message]
) -> None:
    into, source = two
    with pytest.raises(MergedIntoItself):
        merge(into, into=into, by=alice.actor)
    shop = Shop.objects.create(slug="pine", name="Harbour & Pine")
    team = Team.objects.create(shop=shop, name="Pine")
    box = ChannelAccount.objects.create(shop=shop, team=team, kind="email", name="Pine", address="hi@pine.example")
    foreign = a_message(shop=shop, team=team, account_id=box.pk).ticket
    with pytest.raises(NotTheSameShop):
        merge(foreign, into=into, by=alice.actor)
    set_status(into, status="closed", by=alice.actor)
    with pytest.raises(TicketClosed):
        merge(source, into=into, by=alice.actor)
    set_status(into, status="open", by=alice.actor)
    merge(source, into=into, by=alice.actor)
    with pytest.raises(MergedAlready):
        merge(source, into=into, by=alice.actor)
    assert Move.objects.count() == 1
    assert counted() == recounted()
