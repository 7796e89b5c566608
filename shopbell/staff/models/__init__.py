"""Who helps: agents, teams, roles and keys."""

from shopbell.staff.models.agents import Agent, Role, Sight, Team
from shopbell.staff.models.notifications import Notification, Preferences, Watch
from shopbell.staff.models.security import (
    SHORTEST_PASSWORD,
    AgentSession,
    AuditExport,
    Capacity,
    IdentityProvider,
    SignInRules,
)
from shopbell.staff.models.tokens import ApiAnswer, ApiToken, all_scopes

__all__ = [
    "SHORTEST_PASSWORD",
    "Agent",
    "AgentSession",
    "ApiAnswer",
    "ApiToken",
    "AuditExport",
    "Capacity",
    "IdentityProvider",
    "Notification",
    "Preferences",
    "Role",
    "Sight",
    "SignInRules",
    "Team",
    "Watch",
    "all_scopes",
]
