"""Assignment: which team and which agent a ticket belongs to."""

from __future__ import annotations

from django.db import transaction

from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.staff.models import Agent, Team
from shopbell.staff.permissions import may_see_all, may_see_tickets
from shopbell.tickets.actions import rows
from shopbell.tickets.errors import NotInTeam, TeamArchived, TicketClosed
from shopbell.tickets.events import TicketAssigned
from shopbell.tickets.models import Ticket


@transaction.atomic
def assign(ticket: Ticket, *, to: Agent | None, by: Actor, team: Team | None = None) -> Ticket:
    """Give the ticket to an agent, or back to the team when `to` is None; `team` moves it to another team.

    Raises `TicketClosed`, `TeamArchived`, and `NotInTeam` when the agent would not see the ticket.
    """
    ticket = rows.lock(ticket)
    if ticket.is_closed:
        raise TicketClosed
    wanted = team or ticket.team
    if wanted.is_archived and wanted.pk != ticket.team_id:
        raise TeamArchived(team=wanted.name)
    if to and not (may_see_tickets(to) and _works_in(to, wanted)):
        raise NotInTeam(name=to.name, team=wanted.name)
    if (ticket.assignee_id, ticket.team_id) == (to.pk if to else None, wanted.pk):
        return ticket
    before, listeners = ticket.cell, ticket.topics
    ticket.assignee, ticket.team = to, wanted
    rows.save(ticket, before=before, fields=["assignee", "team"])
    record(
        TicketAssigned(to=to.pk if to else None, team=wanted.pk),
        about=ticket,
        by=by,
        topics=[*listeners, *ticket.topics],
    )
    return ticket


@transaction.atomic
def release(agent: Agent, *, by: Actor) -> int:
    """Give back to its team each ticket that could not be given to this agent any more; gives their number.

    Closed tickets keep the name of whoever closed them.
    """
    held = Ticket.objects.filter(assignee=agent).exclude(status=Ticket.Status.CLOSED)
    if may_see_tickets(agent):
        if may_see_all(agent):
            return 0
        held = held.exclude(team__in=agent.teams.all())
    return len([assign(ticket, to=None, by=by) for ticket in held.order_by("pk")])


def _works_in(agent: Agent, team: Team) -> bool:
    return may_see_all(agent) or team.members.filter(pk=agent.pk).exists()
