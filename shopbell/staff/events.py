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


@dataclass(frozen=True, kw_only=True)
class RulesChanged(Fact):
    name: ClassVar[str] = "sign_in.rules_changed"
    sentence: ClassVar[str] = gettext_noop("{by} changed the rules of signing in")
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class PasswordAsked(Fact):
    name: ClassVar[str] = "agent.password_asked"
    sentence: ClassVar[str] = gettext_noop("{by} asked for a new password")


@dataclass(frozen=True, kw_only=True)
class PasswordChosen(Fact):
    name: ClassVar[str] = "agent.password_chosen"
    sentence: ClassVar[str] = gettext_noop("{by} chose a new password")


@dataclass(frozen=True, kw_only=True)
class SignedIn(Fact):
    """`way` is password, passkey, or the kind of another service."""

    name: ClassVar[str] = "agent.signed_in"
    sentence: ClassVar[str] = gettext_noop("{by} signed in")
    way: str


@dataclass(frozen=True, kw_only=True)
class SignInFailed(Fact):
    name: ClassVar[str] = "agent.sign_in_failed"
    sentence: ClassVar[str] = gettext_noop("Somebody gave a wrong password")


@dataclass(frozen=True, kw_only=True)
class SecondStepChanged(Fact):
    """`kind` is totp, webauthn or recovery_codes."""

    name: ClassVar[str] = "agent.second_step_changed"
    sentence: ClassVar[str] = gettext_noop("{by} changed their two-step sign-in")
    kind: str
    is_added: bool


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Fact):
    name: ClassVar[str] = "agent.sessions_ended"
    sentence: ClassVar[str] = gettext_noop("{by} ended sessions")
    number: int


@dataclass(frozen=True, kw_only=True)
class AgentInvited(Fact):
    name: ClassVar[str] = "agent.invited"
    sentence: ClassVar[str] = gettext_noop("{by} sent a link for a password")


@dataclass(frozen=True, kw_only=True)
class InvitationRevoked(Fact):
    name: ClassVar[str] = "agent.invitation_revoked"
    sentence: ClassVar[str] = gettext_noop("{by} took an invitation back")


@dataclass(frozen=True, kw_only=True)
class AuditExported(Fact):
    name: ClassVar[str] = "audit.exported"
    sentence: ClassVar[str] = gettext_noop("{by} took the audit log out as a file")
    form: str


@dataclass(frozen=True, kw_only=True)
class ProviderSaved(Fact):
    name: ClassVar[str] = "sign_in.provider_saved"
    sentence: ClassVar[str] = gettext_noop("{by} set up another service to sign in by")
    is_active: bool
    adds_people: bool


@dataclass(frozen=True, kw_only=True)
class ProviderDeleted(Fact):
    name: ClassVar[str] = "sign_in.provider_deleted"
    sentence: ClassVar[str] = gettext_noop("{by} took a service to sign in by away")


@dataclass(frozen=True, kw_only=True)
class AvailabilityChanged(Fact):
    """`cause` is self, idle or hours."""

    name: ClassVar[str] = "agent.availability_changed"
    sentence: ClassVar[str] = gettext_noop("{by} set whether somebody is there")
    state: str
    cause: str


@dataclass(frozen=True, kw_only=True)
class CapacityChanged(Fact):
    """By channel; one that is not named takes as many as come."""

    name: ClassVar[str] = "agent.capacity_changed"
    sentence: ClassVar[str] = gettext_noop("{by} changed how much an agent can have in hand")
    most: dict[str, int]
