"""Who helps: agents, teams, roles and keys."""

from shopbell.staff.models.agents import Agent, Role, Sight, Team
from shopbell.staff.models.tokens import ApiAnswer, ApiToken, all_scopes

__all__ = ["Agent", "ApiAnswer", "ApiToken", "Role", "Sight", "Team", "all_scopes"]
