"""Changes of many tickets: which tickets a list means, and how far a change is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q

from shopbell.core import clock
from shopbell.core.search import Wish
from shopbell.staff.models import Agent
from shopbell.tickets.models import BulkRun, BulkStep, Ticket
from shopbell.tickets.queries.counting import tickets_of

SHOWN_FOR = timedelta(minutes=10)
MOST_FAILURES = 50


@dataclass(frozen=True)
class Progress:
    """How far a run is. `failures` are the first of its failed or kept tickets, with reasons."""

    run: BulkRun
    done: int
    failed: int
    failures: Sequence[BulkStep]

    @property
    def is_running(self) -> bool:
        return self.run.state in (BulkRun.State.RUNNING, BulkRun.State.UNDOING)

    @property
    def undo_seconds(self) -> int:
        """For how long it can still be taken back."""
        if self.run.state == BulkRun.State.DONE and self.run.undo_until:
            return max(0, round((self.run.undo_until - clock.now()).total_seconds()))
        return 0


def chosen(numbers: Sequence[int], agent: Agent, most: int) -> list[int]:
    """Those of these tickets that this agent sees, as they were chosen."""
    wanted = list(dict.fromkeys(numbers))[:most]
    seen = set(Ticket.objects.visible_to(agent).filter(pk__in=wanted).values_list("pk", flat=True))
    return [number for number in wanted if number in seen]


def all_in(wish: Wish, agent: Agent, most: int) -> list[int]:
    """The tickets of a list, the most recently active first. Raises `UnknownValue`."""
    found = tickets_of(wish, agent).order_by("-last_activity_at", "-pk")
    return list(found.values_list("pk", flat=True)[:most])


def progress_of(run: BulkRun) -> Progress:
    """How far this run is."""
    failed = Q(state__in=(BulkStep.State.FAILED, BulkStep.State.KEPT))
    done = ~Q(state=BulkStep.State.TODO) if run.state != BulkRun.State.UNDOING else ~Q(state=BulkStep.State.DONE)
    figures = run.steps.order_by().aggregate(done=Count("pk", filter=done), failed=Count("pk", filter=failed))
    failures = list(run.steps.filter(failed)[:MOST_FAILURES]) if figures["failed"] else []
    return Progress(run, figures["done"], figures["failed"], failures)


def shown_run(agent: Agent) -> Progress | None:
    """The latest run of this agent, while it is of interest: it runs, or has ended lately and was not put away."""
    run = BulkRun.objects.filter(agent=agent).order_by("-pk").first()
    if run is None or run.is_seen:
        return None
    is_late = run.finished_at and run.finished_at < clock.now() - SHOWN_FOR
    return None if is_late else progress_of(run)
