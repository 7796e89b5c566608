"""What a ticket is and whose: each a sub-resource that is put."""

from __future__ import annotations

from typing import Any, Literal

from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from shopbell.core.api import Bearer, Invalid, Moment, Sent
from shopbell.staff.models import Agent, Team
from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest
from shopbell.tickets.actions import assignment as assigning
from shopbell.tickets.actions import priority as prioritising
from shopbell.tickets.actions import status as standing
from shopbell.tickets.actions import tagging
from shopbell.tickets.models import Ticket
from shopbell.tickets.queries import teams_of
from shopbell.tickets.views.agent.ticket import find
from shopbell.tickets.views.api.shapes import PRIORITIES, PriorityWord, TicketOut

router = Router()
_ANSWERS: dict[str, Any] = {"response": TicketOut, "auth": Bearer("tickets:write", may_answer)}


class AssignmentIn(Sent):
    """Null for nobody. Without a team, the ticket stays where it is."""

    agent: str | None = Field(None, description="The id of an agent")
    team: str | None = Field(None, description="The id of a team")


class StatusIn(Sent):
    status: Literal["open", "waiting", "on_hold", "solved", "closed"]


class SnoozeIn(Sent):
    until: Moment


class PriorityIn(Sent):
    priority: PriorityWord


class TagsIn(Sent):
    """All of its tags; those that are left out are taken off."""

    tags: list[str] = Field(max_length=tagging.MOST_TAGS)


class SpamIn(Sent):
    is_spam: bool


@router.put("/tickets/{int:number}/assignment", **_ANSWERS, summary="Give it to somebody")
def assignment(request: AgentRequest, number: int, sent: AssignmentIn) -> Ticket:
    ticket = find(request, number)
    team = _team(request, sent.team) if sent.team else ticket.team
    assigning.assign(ticket, to=_agent(sent.agent), team=team, by=request.user.actor)
    return find(request, number)


@router.put("/tickets/{int:number}/status", **_ANSWERS, summary="Set the status")
def status(request: AgentRequest, number: int, sent: StatusIn) -> Ticket:
    standing.set_status(find(request, number), status=sent.status, by=request.user.actor)
    return find(request, number)


@router.put("/tickets/{int:number}/snooze", **_ANSWERS, summary="Snooze")
def snooze(request: AgentRequest, number: int, sent: SnoozeIn) -> Ticket:
    """It comes back by itself; any status wakes it earlier."""
    ticket = find(request, number)
    standing.set_status(ticket, status=Ticket.Status.SNOOZED, until=sent.until, by=request.user.actor)
    return find(request, number)


@router.put("/tickets/{int:number}/priority", **_ANSWERS, summary="Set the priority")
def priority(request: AgentRequest, number: int, sent: PriorityIn) -> Ticket:
    value = next(value for value, word in PRIORITIES.items() if word == sent.priority)
    prioritising.set_priority(find(request, number), priority=value, by=request.user.actor)
    return find(request, number)


@router.put("/tickets/{int:number}/tags", **_ANSWERS, summary="Set the tags")
def tags(request: AgentRequest, number: int, sent: TagsIn) -> Ticket:
    ticket = find(request, number)
    kept = {word.strip().casefold() for word in sent.tags}
    gone = [word for word in ticket.tags if word.casefold() not in kept]
    tagging.tag(ticket, add=sent.tags, remove=gone, by=request.user.actor)
    return find(request, number)


@router.put("/tickets/{int:number}/spam", **_ANSWERS, summary="Mark as spam, or take the mark back")
def spam(request: AgentRequest, number: int, sent: SpamIn) -> Ticket:
    standing.set_spam(find(request, number), is_spam=sent.is_spam, by=request.user.actor)
    return find(request, number)


def _agent(public_id: str | None) -> Agent | None:
    if public_id is None:
        return None
    found = Agent.objects.filter(public_id=public_id, is_active=True).first()
    if found is None:
        raise Invalid({"agent": [_("There is no such person.")]})
    return found


def _team(request: AgentRequest, public_id: str) -> Team:
    """A team whose tickets the agent sees: where they do not, they would lose the ticket."""
    found = next((team for team in teams_of(request.user) if team.public_id == public_id), None)
    if found is None:
        raise Invalid({"team": [_("There is no such team.")]})
    return found
