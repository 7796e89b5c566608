"""What an agent was told, by ticket."""

from __future__ import annotations

from dataclasses import dataclass, field

from shopbell.staff.models import Agent, Notification
from shopbell.tickets.models import Ticket

MOST = 100


@dataclass
class Group:
    """One ticket, and what happened there, the newest first: each with the name of who did it."""

    ticket: Ticket
    told: list[tuple[Notification, str]] = field(default_factory=list)

    @property
    def is_unread(self) -> bool:
        return any(one.read_at is None for one, _name in self.told)


def notifications_of(agent: Agent) -> list[Group]:
    """The newest, grouped by ticket; of tickets that the agent no longer sees nothing is said."""
    told = list(Notification.objects.filter(agent=agent, on_page=True)[:MOST])
    numbers = {one.ticket for one in told if one.ticket}
    tickets = {ticket.pk: ticket for ticket in Ticket.objects.visible_to(agent).filter(pk__in=numbers)}
    keys = {int(one.actor[6:]) for one in told if one.actor.startswith("agent:")}
    names = {f"agent:{pk}": name for pk, name in Agent.objects.filter(pk__in=keys).values_list("pk", "name")}
    groups: dict[int, Group] = {}
    for one in told:
        if ticket := tickets.get(one.ticket or 0):
            name = names.get(one.actor) or (ticket.customer_name if one.actor.startswith("customer") else "")
            groups.setdefault(ticket.pk, Group(ticket)).told.append((one, name))
    return list(groups.values())
