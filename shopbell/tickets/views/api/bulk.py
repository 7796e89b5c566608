"""Changing many tickets at once, for programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from shopbell.core import clock
from shopbell.core.api import Bearer, Invalid, Moment, Sent
from shopbell.core.search import parse
from shopbell.staff.models import Agent
from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest
from shopbell.tickets.actions import bulk as acting
from shopbell.tickets.actions.tagging import MOST_TAGS
from shopbell.tickets.models import BulkRun, BulkStep
from shopbell.tickets.queries import teams_of
from shopbell.tickets.queries.bulk import Progress, all_in, chosen, progress_of
from shopbell.tickets.queries.filters import FILTERS, UnknownValue
from shopbell.tickets.views.api.shapes import PRIORITIES, PriorityWord

router = Router()
READING = Bearer("tickets:read", may_answer)
WRITING = Bearer("tickets:write", may_answer)


class ChangeIn(Sent):
    """What becomes of each ticket; what is left out stays. `assignee` is `me`, `nobody`, or the id of an agent."""

    assignee: str | None = Field(None, max_length=26)
    team: str | None = Field(None, max_length=26, description="The id of a team")
    status: Literal["open", "waiting", "on_hold", "solved", "closed"] | None = None
    snooze_until: Moment | None = Field(None, description="In place of `status`")
    priority: PriorityWord | None = None
    add_tags: list[str] = Field([], max_length=MOST_TAGS)
    remove_tags: list[str] = Field([], max_length=MOST_TAGS)
    is_spam: bool | None = None
    mark_read: bool = False


class BulkIn(Sent):
    """Which tickets, by number or by a query of the search language, and the change. 1,000 of them at the most."""

    tickets: list[int] = Field([], max_length=acting.MOST)
    query: str = Field("", max_length=500)
    change: ChangeIn


class FailureOut(Schema):
    """A ticket that stays as it was, with the reason."""

    number: int = Field(alias="ticket_id")
    reason: str


class BulkOut(Schema):
    """How far a change is. `undo_until` is null while it runs, when it can be taken back at any time."""

    id: str
    state: Literal["running", "done", "undoing", "undone"]
    total: int
    done: int
    failed: int
    failures: list[FailureOut]
    created_at: datetime
    finished_at: datetime | None
    undo_until: datetime | None

    @staticmethod
    def resolve_failures(shown: dict[str, Any]) -> Sequence[BulkStep]:
        found: Sequence[BulkStep] = shown["failures"]
        return found


@router.post("/tickets/bulk", response={202: BulkOut}, auth=WRITING, summary="Change many tickets")
def bulk(request: AgentRequest, sent: BulkIn) -> dict[str, Any]:
    """Each is changed by itself, in a job; ask for its state at `/tickets/bulk/{id}`."""
    change = _change(request, sent.change)
    numbers = _numbers(request, sent)
    if not numbers:
        raise Invalid({"tickets": [_("There is no such ticket.")]})
    return _shown(progress_of(acting.start(numbers, change, agent=request.user)))


@router.get("/tickets/bulk/{bulk}", response=BulkOut, auth=READING, summary="How far a change of many tickets is")
def bulk_state(request: AgentRequest, bulk: str) -> dict[str, Any]:
    return _shown(progress_of(get_object_or_404(BulkRun, public_id=bulk, agent=request.user)))


@router.delete(
    "/tickets/bulk/{bulk}", response={202: BulkOut}, auth=WRITING, summary="Take a change of many tickets back"
)
def bulk_undo(request: AgentRequest, bulk: str) -> dict[str, Any]:
    """For ten seconds after its end. A ticket that somebody has changed since stays as it is."""
    run = get_object_or_404(BulkRun, public_id=bulk, agent=request.user)
    return _shown(progress_of(acting.take_back(run, agent=request.user)))


def _numbers(request: AgentRequest, sent: BulkIn) -> list[int]:
    if bool(sent.tickets) == bool(sent.query):
        raise Invalid({"tickets": [_("Name tickets or a query, and not both.")]})
    if sent.tickets:
        return chosen([number for number in sent.tickets if 0 < number < 2**63], request.user, acting.MOST)
    wish = parse(sent.query, keys=FILTERS)
    if wish.was_cut or not (wish.filters or wish.wanted):
        raise Invalid({"query": [_("Write a filter like status:open, or a word to look for.")]})
    try:
        return all_in(wish, request.user, acting.MOST)
    except UnknownValue as error:
        raise Invalid({"query": [_(error.sentence).format(key=error.key, value=error.value)]}) from None


def _change(request: AgentRequest, sent: ChangeIn) -> acting.Change:
    if not sent.dict(exclude_defaults=True):
        raise Invalid({"change": [_("Say what to change.")]})
    if sent.snooze_until and (sent.status or sent.snooze_until <= clock.now()):
        raise Invalid({"snooze_until": [_("Give a time to come, and no status beside it.")]})
    until = sent.snooze_until.isoformat() if sent.snooze_until else ""
    return acting.Change(
        assign=sent.assignee is not None,
        agent=_agent(request, sent.assignee),
        team=_team(request, sent.team),
        status="snoozed" if until else sent.status or "",
        until=until,
        priority=next((value for value, word in PRIORITIES.items() if word == sent.priority), None),
        add_tags=sent.add_tags,
        remove_tags=sent.remove_tags,
        is_spam=sent.is_spam,
        read=sent.mark_read,
    )


def _agent(request: AgentRequest, wanted: str | None) -> int | None:
    if wanted in (None, "nobody"):
        return None
    if wanted == "me":
        return request.user.pk
    found = Agent.objects.filter(public_id=wanted, is_active=True).first()
    if found is None:
        raise Invalid({"assignee": [_("There is no such person.")]})
    return found.pk


def _team(request: AgentRequest, wanted: str | None) -> int | None:
    if wanted is None:
        return None
    found = next((team for team in teams_of(request.user) if team.public_id == wanted), None)
    if found is None:
        raise Invalid({"team": [_("There is no such team.")]})
    return found.pk


def _shown(progress: Progress) -> dict[str, Any]:
    run = progress.run
    return {
        "id": run.public_id,
        "state": run.state,
        "total": run.total,
        "done": progress.done,
        "failed": progress.failed,
        "failures": progress.failures,
        "created_at": run.created_at,
        "finished_at": run.finished_at,
        "undo_until": run.undo_until,
    }
