"""Questions about people."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.db.models import QuerySet, prefetch_related_objects

from shopbell.core import clock
from shopbell.staff.models import Agent, AgentSession, Notification, Preferences, Sight, Watch
from shopbell.staff.permissions import sight_of


def anybody_can_sign_in() -> bool:
    """False on a fresh installation, whose first owner has not come yet."""
    return Agent.objects.filter(is_active=True).exists()


def colleagues_in(team_id: int) -> list[Agent]:
    """The active members of a team by name, with their roles at hand."""
    return list(Agent.objects.filter(is_active=True, teams=team_id).select_related("own_role").order_by("name"))


def invitations() -> list[Agent]:
    """Who was sent a link and has not signed in yet, the latest first."""
    waiting = Agent.objects.filter(is_active=True, last_login=None, invited_at__isnull=False)
    return list(waiting.order_by("-invited_at"))


def open_sessions(agent: Agent) -> QuerySet[AgentSession]:
    """Where somebody is signed in now, the latest seen first."""
    alive = Session.objects.filter(expire_date__gt=clock.now()).values("session_key")
    return AgentSession.objects.filter(agent=agent, key__in=alive).order_by("-seen_at", "-pk")


def preferences_of(agent: Agent) -> Preferences:
    """How an agent wants to be told; the usual where they chose nothing."""
    return Preferences.objects.filter(agent=agent).first() or Preferences(agent=agent)


def unread_count(agent: Agent) -> int:
    """What the bell says; a hundred is enough to know."""
    return Notification.objects.filter(agent=agent, read_at=None, on_page=True)[:100].count()


def is_watched(agent: Agent, ticket: int) -> bool:
    """Whether this agent follows the ticket of that number."""
    return Watch.objects.filter(agent=agent, ticket=ticket).exists()


def know_teams(agent: Agent) -> None:
    """Read the teams of somebody who sees by team, once for this object: for a request that asks for them often."""
    if sight_of(agent) == Sight.TEAMS:
        prefetch_related_objects([agent], "teams")
