"""Who may do what, by role. The desk asks these; no view compares roles itself."""

from __future__ import annotations

from shopbell.staff.models import Agent

_ANSWERING = {Agent.Role.OWNER, Agent.Role.ADMIN, Agent.Role.LEAD, Agent.Role.AGENT}


def may_answer(agent: Agent) -> bool:
    """Write to customers and change tickets; observers only read."""
    return agent.is_active and agent.role in _ANSWERING


def may_administer(agent: Agent) -> bool:
    """Manage agents, teams, channels and shop settings."""
    return agent.is_active and agent.is_admin


def may_see_all(agent: Agent) -> bool:
    """See the tickets of every team."""
    return agent.is_active and agent.is_admin


def may_make(agent: Agent, role: str) -> bool:
    """Give somebody this role: only an owner makes owners."""
    return may_administer(agent) and (role != Agent.Role.OWNER or agent.role == Agent.Role.OWNER)


def may_manage(agent: Agent, other: Agent) -> bool:
    """Change somebody's account or give out a link for their password: an owner's only by an owner."""
    return may_administer(agent) and (other.role != Agent.Role.OWNER or agent.role == Agent.Role.OWNER)
