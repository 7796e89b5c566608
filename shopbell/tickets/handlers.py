"""What tickets do when something happens to the people who work on them."""

from __future__ import annotations

from shopbell.core.events import on
from shopbell.core.models import Event
from shopbell.staff.events import AgentChanged, TeamChanged
from shopbell.staff.models import Agent
from shopbell.tickets.actions.assignment import release


@on(AgentChanged)
def release_tickets(event: Event, fact: AgentChanged) -> None:
    """Nobody waits for somebody who is switched off."""
    release(Agent.objects.get(pk=event.subject_id), by=event.by)


@on(TeamChanged)
def release_of_team(event: Event, fact: TeamChanged) -> None:
    """Nobody waits for somebody who has left the team."""
    gone = Agent.objects.filter(tickets__team=event.subject_id).exclude(teams=event.subject_id).distinct()
    for agent in gone.order_by("pk"):
        release(agent, by=event.by)
