"""Changing many tickets: each by its own action and event, in a job that goes on where it was interrupted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction

from shopbell.core import clock
from shopbell.core.errors import Refused
from shopbell.core.events import record
from shopbell.core.jobs import Backoff, task
from shopbell.core.live import signal
from shopbell.core.sentences import say as _
from shopbell.staff.models import Agent, Team
from shopbell.staff.permissions import may_answer
from shopbell.tickets.actions import assignment, priority, reading, restoring, status, tagging
from shopbell.tickets.errors import NothingToUndo
from shopbell.tickets.events import BulkFinished, BulkStarted, BulkTakenBack
from shopbell.tickets.models import BulkRun, BulkStep, Ticket

log = structlog.get_logger(__name__)
MOST = 1_000
_BATCH = 20
_KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Change:
    """What becomes of each ticket; only what is set is changed. `assign` gives it to `agent`, or to nobody."""

    assign: bool = False
    agent: int | None = None
    team: int | None = None
    status: str = ""
    until: str = ""
    priority: int | None = None
    add_tags: list[str] = field(default_factory=list)
    remove_tags: list[str] = field(default_factory=list)
    is_spam: bool | None = None
    read: bool = False


@transaction.atomic
def start(tickets: Sequence[int], change: Change, *, agent: Agent) -> BulkRun:
    """Begin to change these tickets, `MOST` at the most, in the name of this agent."""
    numbers = list(dict.fromkeys(tickets))[:MOST]
    run = BulkRun.objects.create(agent=agent, change=asdict(change), total=len(numbers), created_at=clock.now())
    BulkStep.objects.bulk_create(BulkStep(run=run, ticket_id=number) for number in numbers)
    record(BulkStarted(tickets=len(numbers)), about=run, by=agent.actor, topics=[f"agent:{agent.pk}"])
    work.defer(run=run.pk)
    return run


@transaction.atomic
def take_back(run: BulkRun, *, agent: Agent) -> BulkRun:
    """Make each ticket what it was, unless somebody has changed it since. Raises `NothingToUndo`."""
    run = BulkRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    if not run.is_undoable:
        raise NothingToUndo
    run.state = BulkRun.State.UNDOING
    run.save(update_fields=["state"])
    record(BulkTakenBack(), about=run, by=agent.actor, topics=[f"agent:{run.agent_id}"])
    work_back.defer(run=run.pk)
    return run


def put_away(run: BulkRun) -> None:
    """The agent has seen what became of it."""
    BulkRun.objects.filter(pk=run.pk).update(is_seen=True)


def forget_old() -> None:
    """Delete runs that ended long ago."""
    BulkRun.objects.filter(finished_at__lt=clock.now() - _KEPT_FOR).delete()


@task("tickets.bulk", queue="default", retry=Backoff())
def work(*, run: int) -> None:
    """Do what is left of a run; one ticket that fails does not hold up the others."""
    while _some(run, BulkRun.State.RUNNING, BulkStep.State.TODO, _do):
        pass
    _finish(run, BulkRun.State.RUNNING, BulkRun.State.DONE)


@task("tickets.bulk_back", queue="default", retry=Backoff())
def work_back(*, run: int) -> None:
    """Take back what was done of a run, the last ticket first."""
    while _some(run, BulkRun.State.UNDOING, BulkStep.State.DONE, _undo):
        pass
    _finish(run, BulkRun.State.UNDOING, BulkRun.State.UNDONE)


def _some(run: int, while_: str, wanted: str, do: Any) -> bool:
    """The next few steps, each in a transaction of its own; False when none is left or the run is stopped."""
    keys = list(BulkStep.objects.filter(run=run, state=wanted).values_list("pk", flat=True)[:_BATCH])
    for key in keys:
        with transaction.atomic():
            held = BulkRun.objects.select_for_update(no_key=True).get(pk=run)  # who stops the run waits for this step
            if held.state != while_:
                return False
            step = BulkStep.objects.select_for_update(no_key=True).get(pk=key)
            if step.state == wanted:
                do(held, step)
                step.save()
    if keys:
        with transaction.atomic():
            signal.tell([f"agent:{BulkRun.objects.get(pk=run).agent_id}"])
    return bool(keys)


def _do(run: BulkRun, step: BulkStep) -> None:
    agent = run.agent
    found = Ticket.objects.visible_to(agent).select_related("team").filter(pk=step.ticket_id).first()
    if found is None or not may_answer(agent):
        step.state, step.reason = BulkStep.State.FAILED, _("You no longer see this ticket, or it was merged.")
        return
    try:
        with transaction.atomic():
            locked = Ticket.objects.select_for_update(no_key=True).get(pk=found.pk)
            step.before = restoring.kept(locked)
            apply(found, Change(**run.change), by=agent)
    except Refused as refusal:
        step.state, step.reason = BulkStep.State.FAILED, refusal.say()
    except Exception:
        log.exception("a ticket of a bulk change failed", run=run.pk, ticket=step.ticket_id)
        step.state, step.reason = BulkStep.State.FAILED, _("Something broke on our side. It is noted.")
    else:
        step.state, step.after = BulkStep.State.DONE, restoring.kept(Ticket.objects.get(pk=found.pk))


def apply(ticket: Ticket, change: Change, *, by: Agent) -> None:
    """Change one ticket. Raises what the actions raise."""
    actor = by.actor
    if change.assign or change.team:
        team = Team.objects.get(pk=change.team) if change.team else ticket.team
        agent = Agent.objects.get(pk=change.agent) if change.agent else None
        if not change.assign and ticket.assignee and ticket.assignee.teams.filter(pk=team.pk).exists():
            agent = ticket.assignee
        assignment.assign(ticket, to=agent, team=team, by=actor)
    if change.status:
        until = datetime.fromisoformat(change.until) if change.until else None
        status.set_status(ticket, status=change.status, until=until, by=actor)
    if change.priority is not None:
        priority.set_priority(ticket, priority=change.priority, by=actor)
    if change.add_tags or change.remove_tags:
        tagging.tag(ticket, add=change.add_tags, remove=change.remove_tags, by=actor)
    if change.is_spam is not None:
        status.set_spam(ticket, is_spam=change.is_spam, by=actor)
    if change.read:
        reading.read_by_agent(ticket, agent=by)


def _undo(run: BulkRun, step: BulkStep) -> None:
    found = Ticket.objects.filter(pk=step.ticket_id).first()
    is_back = found is not None and restoring.put_back(found, before=step.before, after=step.after, by=run.agent.actor)
    step.state = BulkStep.State.RESTORED if is_back else BulkStep.State.KEPT
    step.reason = "" if is_back else _("Somebody has changed it since.")


@transaction.atomic
def _finish(run: int, before: str, after: str) -> None:
    held = BulkRun.objects.select_for_update(no_key=True).get(pk=run)
    if held.state != before:
        return
    held.state, held.finished_at = after, clock.now()
    held.save(update_fields=["state", "finished_at"])
    failed = held.steps.filter(state__in=(BulkStep.State.FAILED, BulkStep.State.KEPT)).count()
    record(BulkFinished(state=after, failed=failed), about=held, by=held.agent.actor, topics=[f"agent:{held.agent_id}"])
