"""Who may listen to the live topics of tickets."""

from shopbell.core.live.access import Listener, topic
from shopbell.staff.models import Agent
from shopbell.staff.permissions import may_see_all, may_see_tickets
from shopbell.tickets.models import Thread, Ticket


def _agent(who: Listener) -> Agent | None:
    return Agent.objects.filter(pk=int(who.id), is_active=True).first() if who.kind == "agent" else None


def _number(key: str) -> int:
    return int(key) if key.isdecimal() and len(key) < 19 else 0


@topic("ticket")
def may_hear_ticket(key: str, who: Listener) -> bool:
    agent = _agent(who)
    return agent is not None and Ticket.objects.visible_to(agent).filter(pk=_number(key)).exists()


@topic("team")
def may_hear_team(key: str, who: Listener) -> bool:
    agent = _agent(who)
    if agent is None or not may_see_tickets(agent):
        return False
    return may_see_all(agent) or agent.teams.filter(pk=_number(key)).exists()


@topic("agent")
def may_hear_agent(key: str, who: Listener) -> bool:
    return who.kind == "agent" and key == who.id


@topic("draft")
def may_hear_draft(key: str, who: Listener) -> bool:
    """The key is an agent's and a ticket's: drafts are their writer's alone."""
    return who.kind == "agent" and key.partition("-")[0] == who.id


@topic("thread")
def may_hear_thread(key: str, who: Listener) -> bool:
    """A visitor's ticket was issued for its own thread; an agent must see the thread's ticket."""
    if who.kind == "visitor":
        return key == who.id
    agent = _agent(who)
    thread = Thread.objects.filter(public_id=key).first()
    return bool(agent and thread and Ticket.objects.visible_to(agent).filter(pk=thread.ticket_id).exists())
