"""Many tickets are changed one by one, each by its own event, and taken back unless somebody changed them since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions import assignment, priority, status, tagging
from shopbell.tickets.actions.bulk import Change, put_away, start, take_back, work, work_back
from shopbell.tickets.actions.restoring import COLUMNS, kept
from shopbell.tickets.errors import NothingToUndo
from shopbell.tickets.models import BulkRun, BulkStep, Message, Ticket
from shopbell.tickets.queries import counts, queues, teams_of
from shopbell.tickets.queries.bulk import all_in, chosen, progress_of, shown_run
from shopbell.tickets.queries.counting import tickets_of
from shopbell.tickets.queries.views import wish_of
from shopbell.tickets.schedule import forget_bulk


@pytest.fixture
def three(a_message: Callable[..., Message]) -> list[Ticket]:
    return [a_message().ticket for _ in range(3)]


def keys(tickets: list[Ticket]) -> list[int]:
    return [ticket.pk for ticket in tickets]


def figures(agent: Agent) -> dict[str, int]:
    return counts(agent, queues(agent, teams_of(agent)), teams_of(agent))


def states(run: BulkRun) -> list[str]:
    return list(run.steps.values_list("state", flat=True))


CHANGES = [
    (Change(status="solved"), "ticket.status_changed"),
    (Change(status="snoozed", until="2099-01-01T09:00:00+00:00"), "ticket.status_changed"),
    (Change(priority=40), "ticket.priority_changed"),
    (Change(add_tags=["VIP"]), "ticket.tagged"),
    (Change(assign=True, agent=-1), "ticket.assigned"),
    (Change(is_spam=True), "ticket.status_changed"),
    (Change(read=True), "ticket.read"),
]


@pytest.mark.parametrize(("change", "event"), CHANGES)
def test_each_ticket_has_its_own_event_and_comes_back_as_it_was(
    change: Change, event: str, three: list[Ticket], alice: Agent, run_jobs: Callable[[], int]
) -> None:
    change = Change(assign=True, agent=alice.pk) if change.agent == -1 else change
    before, were = [kept(Ticket.objects.get(pk=key)) for key in keys(three)], figures(alice)
    run = start(keys(three), change, agent=alice)
    run_jobs()
    run.refresh_from_db()
    assert (run.state, states(run)) == ("done", ["done"] * 3)
    assert [kept(Ticket.objects.get(pk=key)) != old for key, old in zip(keys(three), before, strict=True)] == [True] * 3
    mine = Event.objects.filter(name=event, actor=f"agent:{alice.pk}")
    assert sorted(mine.values_list("subject", flat=True)) == sorted(f"tickets.ticket:{key}" for key in keys(three))
    take_back(run, agent=alice)
    run_jobs()
    run.refresh_from_db()
    assert (run.state, states(run)) == ("undone", ["restored"] * 3)
    assert [kept(Ticket.objects.get(pk=key)) for key in keys(three)] == before
    assert figures(alice) == were
    assert Event.objects.filter(name="ticket.put_back").count() == 3


def test_a_team_is_changed_and_an_agent_of_both_stays(
    three: list[Ticket], alice: Agent, bob: Agent, other_team: Team, run_jobs: Callable[[], int]
) -> None:
    other_team.members.add(alice)
    for ticket, agent in zip(three, (alice, bob, None), strict=True):
        assignment.assign(ticket, to=agent, by=alice.actor)
    start(keys(three), Change(team=other_team.pk), agent=alice)
    run_jobs()
    rows = Ticket.objects.filter(pk__in=keys(three)).order_by("pk").values_list("team_id", "assignee_id")
    assert list(rows) == [(other_team.pk, alice.pk), (other_team.pk, None), (other_team.pk, None)]


def test_what_fails_is_listed_with_its_reason_and_holds_up_nobody(
    three: list[Ticket], alice: Agent, charlie: Agent, run_jobs: Callable[[], int]
) -> None:
    status.set_status(three[0], status="closed", by=alice.actor)
    run = start([*keys(three), 999_999_999], Change(assign=True, agent=alice.pk), agent=alice)
    run_jobs()
    found = progress_of(BulkRun.objects.get(pk=run.pk))
    assert (found.done, found.failed, found.run.state) == (4, 2, "done")
    assert [(step.ticket_id, step.reason) for step in found.failures] == [
        (three[0].pk, "The ticket is closed; reopen it first."),
        (999_999_999, "You no longer see this ticket, or it was merged."),
    ]
    assert chosen(keys(three), charlie, 10) == []


def test_what_somebody_has_changed_since_is_kept(
    three: list[Ticket], alice: Agent, bob: Agent, run_jobs: Callable[[], int]
) -> None:
    run = start(keys(three), Change(status="solved"), agent=alice)
    run_jobs()
    priority.set_priority(three[1], priority=40, by=bob.actor)
    take_back(run, agent=alice)
    run_jobs()
    assert states(run) == ["restored", "kept", "restored"]
    kept_one = Ticket.objects.get(pk=three[1].pk)
    assert (kept_one.status, kept_one.priority) == ("solved", 40)
    assert [step.reason for step in progress_of(run).failures] == ["Somebody has changed it since."]


def test_it_can_be_taken_back_once_and_for_ten_seconds(
    three: list[Ticket], alice: Agent, run_jobs: Callable[[], int]
) -> None:
    run = start(keys(three), Change(status="solved"), agent=alice)
    run_jobs()
    with clock.frozen(clock.now() + timedelta(seconds=11)), pytest.raises(NothingToUndo):
        take_back(run, agent=alice)
    take_back(run, agent=alice)
    with pytest.raises(NothingToUndo):
        take_back(run, agent=alice)


def test_a_run_that_is_stopped_changes_nothing_more(three: list[Ticket], alice: Agent) -> None:
    run = start(keys(three), Change(status="solved"), agent=alice)
    take_back(run, agent=alice)
    work(run=run.pk)
    work_back(run=run.pk)
    run.refresh_from_db()
    assert (run.state, states(run)) == ("undone", ["todo"] * 3)


def test_a_run_goes_on_where_it_was_interrupted(three: list[Ticket], alice: Agent) -> None:
    run = start(keys(three), Change(add_tags=["VIP"]), agent=alice)
    BulkStep.objects.filter(run=run, ticket_id=three[0].pk).update(state=BulkStep.State.DONE)
    work(run=run.pk)
    assert [Ticket.objects.get(pk=key).tags for key in keys(three)] == [[], ["VIP"], ["VIP"]]
    work(run=run.pk)
    assert Event.objects.filter(name="bulk.finished").count() == 1


def test_progress_is_shown_until_it_is_put_away(
    three: list[Ticket], alice: Agent, bob: Agent, run_jobs: Callable[[], int]
) -> None:
    run = start(keys(three), Change(status="solved"), agent=alice)
    assert (shown := shown_run(alice)) is not None
    assert (shown.done, shown.is_running) == (0, True)
    assert shown_run(bob) is None
    run_jobs()
    assert (shown := shown_run(alice)) is not None
    assert (shown.done, shown.is_running, shown.undo_seconds in (9, 10)) == (3, False, True)
    put_away(run)
    assert shown_run(alice) is None


def test_all_of_a_list_are_those_it_shows(three: list[Ticket], alice: Agent, charlie: Agent) -> None:
    tagging.tag(three[1], add=["VIP"], by=alice.actor)
    queue = next(one for one in queues(alice, teams_of(alice)) if one.key == "open")
    assert sorted(all_in(wish_of(queue), alice, 10)) == keys(three)
    assert len(all_in(wish_of(queue), alice, 2)) == 2
    assert all_in(wish_of(queue), charlie, 10) == []
    assert tickets_of(wish_of(queue), alice).count() == 3


def test_old_runs_are_forgotten(three: list[Ticket], alice: Agent, run_jobs: Callable[[], int]) -> None:
    start(keys(three), Change(status="solved"), agent=alice)
    run_jobs()
    forget_bulk()
    assert BulkRun.objects.count() == 1
    with clock.frozen(clock.now() + timedelta(days=31)):
        forget_bulk()
    assert (BulkRun.objects.count(), BulkStep.objects.count()) == (0, 0)


def test_every_column_that_an_action_changes_is_kept(ticket: Ticket) -> None:
    assert set(kept(ticket)) == set(COLUMNS)
    assert {"status", "tags", "assignee_id", "due_at", "is_unread"} <= set(COLUMNS)
