"""Who may do what with things of tickets."""

from __future__ import annotations

from shopbell.staff.models import Agent
from shopbell.staff.permissions import may_see_all, may_share_views
from shopbell.tickets.models import View


def may_change_view(agent: Agent, view: View) -> bool:
    """Change, move or delete a view: one's own, or a shared one that one sees."""
    if not view.is_shared:
        return view.owner_id == agent.pk
    if not may_share_views(agent):
        return False
    mine = agent.teams.filter(pk=view.team_id) if view.team_id else agent.teams.filter(shop=view.shop_id)
    return may_see_all(agent) or mine.exists()
