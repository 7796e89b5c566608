from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_noop

from shopbell.core.events import Fact


@dataclass(frozen=True, kw_only=True)
class AgentCreated(Fact):
    name: ClassVar[str] = "agent.created"
    sentence: ClassVar[str] = gettext_noop("{by} added an agent")
    role: str


@dataclass(frozen=True, kw_only=True)
class AgentChanged(Fact):
    name: ClassVar[str] = "agent.changed"
    sentence: ClassVar[str] = gettext_noop("{by} changed an agent")
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class TeamChanged(Fact):
    name: ClassVar[str] = "team.changed"
    sentence: ClassVar[str] = gettext_noop("{by} changed a team")
    members: list[int]


@dataclass(frozen=True, kw_only=True)
class TeamArchived(Fact):
    name: ClassVar[str] = "team.archived"
    sentence: ClassVar[str] = gettext_noop("{by} archived a team")


@dataclass(frozen=True, kw_only=True)
class TeamRestored(Fact):
    name: ClassVar[str] = "team.restored"
    sentence: ClassVar[str] = gettext_noop("{by} brought a team back")


@dataclass(frozen=True, kw_only=True)
class TokenMade(Fact):
    name: ClassVar[str] = "token.made"
    sentence: ClassVar[str] = gettext_noop("{by} made an API token")
    agent: int


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Fact):
    name: ClassVar[str] = "token.revoked"
    sentence: ClassVar[str] = gettext_noop("{by} revoked an API token")
    agent: int


@dataclass(frozen=True, kw_only=True)
class RoleGiven(Fact):
    """`before` and `after` are built-in roles, or `own:` and the number of an own one."""

    name: ClassVar[str] = "agent.role_given"
    sentence: ClassVar[str] = gettext_noop("{by} gave an agent another role")
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class RoleSaved(Fact):
    name: ClassVar[str] = "role.saved"
    sentence: ClassVar[str] = gettext_noop("{by} changed a role")
    permissions: list[str]
    sight: str


@dataclass(frozen=True, kw_only=True)
class RoleDeleted(Fact):
    name: ClassVar[str] = "role.deleted"
    sentence: ClassVar[str] = gettext_noop("{by} deleted a role")
