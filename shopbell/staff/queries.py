"""Questions about people."""

from __future__ import annotations

from shopbell.staff.models import Agent


def anybody_can_sign_in() -> bool:
    """False on a fresh installation, whose first owner has not come yet."""
    return Agent.objects.filter(is_active=True).exists()


def colleagues_in(team_id: int) -> list[Agent]:
    """The active members of a team by name, with their roles at hand."""
    return list(Agent.objects.filter(is_active=True, teams=team_id).select_related("own_role").order_by("name"))
