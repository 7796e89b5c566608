"""Who can be called to a ticket by an @name."""

from __future__ import annotations

from typing import Any

from shopbell.staff.models import Agent
from shopbell.staff.permissions import may_see_tickets
from shopbell.tickets.models import Ticket

MOST = 8


def may_see(agent: Agent, ticket: Ticket) -> bool:
    """Whether this agent finds the ticket on their desk."""
    return may_see_tickets(agent) and Ticket.objects.visible_to(agent).filter(pk=ticket.pk).exists()


def may_be_called(ticket: Ticket) -> list[Agent]:
    """The active people who see the ticket, by name."""
    people = Agent.objects.filter(is_active=True).select_related("own_role").order_by("name", "pk")
    return [agent for agent in people if may_see(agent, ticket)]


def callable_as(ticket: Ticket, begun: str) -> list[dict[str, Any]]:
    """What could stand behind an @: people with a name part that begins so, and the ticket's team."""
    wanted = begun.casefold()
    found = [{"name": agent.name, "hint": agent.email} for agent in may_be_called(ticket) if _fits(agent.name, wanted)]
    team = ticket.team
    if _fits(team.name, wanted):
        found.append({"name": team.name, "hint": ""})
    return found[:MOST]


def _fits(name: str, wanted: str) -> bool:
    folded = name.casefold()
    return folded.startswith(wanted) or any(part.startswith(wanted) for part in folded.split())
