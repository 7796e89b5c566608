"""Merging, splitting and taking back in any order: nothing is lost, and the counters always equal a recount."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from shopbell.core.errors import Refused
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages
from shopbell.tickets.actions.merging import merge, unmerge
from shopbell.tickets.actions.splitting import split, unsplit
from shopbell.tickets.actions.status import set_status
from shopbell.tickets.base import Incoming
from shopbell.tickets.models import Message, Move, Thread, Ticket
from tests.tickets.actions.test_merging import counted, recounted

ANY = st.integers(0, 1000)


class Desk(RuleBasedStateMachine):
    """What is said has a home; it must stand where its home has been merged to, however that came about."""

    incoming: Callable[..., Incoming]
    agent: Agent

    @initialize()
    def open(self) -> None:
        self.mark = transaction.savepoint()
        self.known = list(Ticket.objects.values_list("pk", flat=True))
        self.parent: dict[int, int] = {}
        self.home: dict[int, int] = {}  # of threads
        self.notes: dict[int, int] = {}
        self.said: dict[int, int] = {}  # the thread of a message
        self.before: dict[int, list[int]] = {}  # the homes that notes had before they were split off
        self.tickets: list[int] = []
        for _ in range(3):
            self.write_first()

    def write_first(self) -> None:
        made = messages.receive(self.incoming())
        assert made.thread_id
        self.tickets.append(made.ticket_id)
        self.home[made.thread_id], self.said[made.pk] = made.ticket_id, made.thread_id

    def root(self, number: int) -> int:
        while number in self.parent:
            number = self.parent[number]
        return number

    def ticket(self, at: int) -> Ticket:
        return Ticket.objects.get(pk=self.tickets[at % len(self.tickets)])

    @rule(one=ANY, other=ANY)
    def merge(self, one: int, other: int) -> None:
        source, into = self.ticket(one), self.ticket(other)
        try:
            with transaction.atomic():
                merge(source, into=into, by=self.agent.actor)
        except Refused:
            assert source == into or source.merged_into_id or into.merged_into_id or into.is_closed
        else:
            self.parent[source.pk] = into.pk

    @rule(at=ANY)
    def take_back(self, at: int) -> None:
        moves = list(Move.objects.filter(undone_at=None, kind=Move.Kind.MERGE, source__in=self.tickets))
        if moves:
            move = moves[at % len(moves)]
            unmerge(move, by=self.agent.actor)
            del self.parent[move.source_id]

    @rule(at=ANY, chosen=st.lists(ANY, min_size=1, max_size=3))
    def split(self, at: int, chosen: list[int]) -> None:
        ticket = self.ticket(at)
        there = list(ticket.messages.order_by("pk"))
        if not there:
            return
        some = {there[one % len(there)] for one in chosen}
        try:
            with transaction.atomic():
                made = split(ticket, messages=sorted(some, key=lambda one: one.pk), by=self.agent.actor)
        except Refused:
            words = {one.pk for one in there if one.thread_id}
            assert not words & {one.pk for one in some} or words <= {one.pk for one in some}
            return
        self.tickets.append(made.pk)
        for thread in made.threads.all():
            self.home[thread.pk] = made.pk
        for one in some:
            if one.thread_id is None:
                self.before[one.pk] = [*self.before.get(one.pk, []), self.notes[one.pk]]
                self.notes[one.pk] = made.pk
            else:
                self.said[one.pk] = made.threads.get(split_from=one.thread_id).pk

    @rule(at=ANY)
    def take_split_back(self, at: int) -> None:
        moves = list(Move.objects.filter(undone_at=None, kind=Move.Kind.SPLIT, target__in=self.tickets))
        if not moves:
            return
        move = moves[at % len(moves)]
        home = self.root(move.source_id)
        returning = list(Message.objects.filter(ticket=move.target_id, moves__contains=[move.pk]))
        origin = dict(Thread.objects.filter(pk__in=self.home).values_list("pk", "split_from"))
        try:
            with transaction.atomic():
                unsplit(move, by=self.agent.actor)
        except Refused:
            home_is_closed = Ticket.objects.get(pk=home).is_closed
            assert move.target_id in self.parent or home_is_closed
            return
        for one in returning:
            if one.thread_id is None:
                self.notes[one.pk] = self.before[one.pk].pop()
            else:
                self.said[one.pk] = origin[one.thread_id]
        kept = set(Thread.objects.filter(pk__in=self.home).values_list("pk", flat=True))
        assert set(self.home) - kept <= set(origin) - set(self.said.values())
        self.home = {thread: number for thread, number in self.home.items() if thread in kept}
        self.parent[move.target_id] = home

    @rule(at=ANY)
    def customer_writes(self, at: int) -> None:
        thread = Thread.objects.get(pk=list(self.home)[at % len(self.home)])
        if Ticket.objects.get(pk=self.root(thread.ticket_id)).is_closed:
            return  # opens another ticket
        self.said[messages.receive(self.incoming(thread=thread)).pk] = thread.pk

    @rule(at=ANY)
    def agent_answers(self, at: int) -> None:
        thread = Thread.objects.get(pk=list(self.home)[at % len(self.home)])
        if not thread.ticket.is_closed:
            made = messages.reply(thread, text="On its way", by=self.agent.actor, agent=self.agent, then="waiting")
            self.said[made.pk] = thread.pk

    @rule(at=ANY)
    def agent_notes(self, at: int) -> None:
        made = messages.note(self.ticket(at), text="Look", agent=self.agent)
        self.notes[made.pk] = made.ticket_id

    @rule(at=ANY, status=st.sampled_from(["open", "waiting", "solved", "closed"]))
    def set_status(self, at: int, status: str) -> None:
        set_status(self.ticket(at), status=status, by=self.agent.actor)

    @invariant()
    def all_stands_where_it_belongs(self) -> None:
        wanted = {pk: self.root(home) for pk, home in self.notes.items()}
        wanted |= {pk: self.root(self.home[thread]) for pk, thread in self.said.items()}
        found = Message.objects.exclude(ticket__in=self.known)
        assert dict(found.values_list("pk", "ticket_id")) == wanted
        assert dict(found.exclude(thread=None).values_list("pk", "thread_id")) == self.said
        threads = Thread.objects.filter(pk__in=self.home).values_list("pk", "ticket_id")
        assert dict(threads) == {thread: self.root(home) for thread, home in self.home.items()}

    @invariant()
    def the_counters_equal_a_recount(self) -> None:
        assert counted() == recounted()
        for ticket in Ticket.objects.filter(merged_into=None):
            assert ticket.message_count == ticket.messages.count()
            assert not (ticket.is_done and ticket.waiting_since)

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.mark)


def test_no_order_of_merging_splitting_and_taking_back_loses_anything(
    db: None, an_incoming: Callable[..., Incoming], alice: Agent
) -> None:
    Desk.incoming, Desk.agent = staticmethod(an_incoming), alice
    quick = settings(max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Desk, settings=quick)


def _at_once(*works: Callable[[], object]) -> list[BaseException]:
    """Run all of these at the same moment, each on a connection of its own; gives what they raised."""
    failed: list[BaseException] = []
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            work()
        except BaseException as error:  # told to the test
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return failed


@pytest.mark.django_db(transaction=True)
def test_of_two_merges_that_cross_one_is_refused(a_message: Callable[..., Message], alice: Agent) -> None:
    one, other = a_message().ticket, a_message().ticket
    failed = _at_once(
        lambda: merge(one, into=other, by=alice.actor),
        lambda: merge(other, into=one, by=alice.actor),
    )
    assert [type(error).__name__ for error in failed] == ["MergedAlready"]
    assert Ticket.objects.filter(merged_into=None).get().message_count == 2
    assert counted() == recounted()


@pytest.mark.django_db(transaction=True)
def test_mails_that_arrive_during_merges_and_undos_are_all_there(
    a_message: Callable[..., Message], an_incoming: Callable[..., Incoming], alice: Agent
) -> None:
    into, source = a_message().ticket, a_message().ticket
    thread = source.threads.get()
    mails = [an_incoming(thread=thread) for _ in range(12)]

    def turn() -> None:
        for _ in range(4):
            unmerge(merge(source, into=into, by=alice.actor), by=alice.actor)

    def arrive(some: list[Incoming]) -> None:
        for mail in some:
            messages.receive(replace(mail, thread=Thread.objects.get(pk=thread.pk)))

    assert _at_once(turn, lambda: arrive(mails[:6]), lambda: arrive(mails[6:])) == []
    assert Message.objects.filter(ticket=source, thread=thread).count() == 13
    assert list(Thread.objects.filter(pk=thread.pk).values_list("ticket_id", "seq")) == [(source.pk, 13)]
    assert Ticket.objects.get(pk=source.pk).message_count == 13
    assert counted() == recounted()
