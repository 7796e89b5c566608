"""Who may do what. The desk asks these; no view compares roles itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shopbell.staff.catalogue import ADMINS, ANSWERING, BUILT_IN, LEADS, OWNER, Permission, built_in, known, permission
from shopbell.staff.models import Agent, Role, Sight

SEE_TICKETS = permission(
    "tickets.read",
    _("See tickets"),
    group="tickets",
    words=_("Read tickets and the customers who wrote them. Which ones, the role says below."),
    roles=BUILT_IN,
)
ANSWER = permission(
    "tickets.answer",
    _("Answer"),
    group="tickets",
    words=_("Write to customers, write notes, and change the tickets they see."),
    roles=ANSWERING,
)
SHARE_VIEWS = permission(
    "views.share",
    _("Share views"),
    group="tickets",
    words=_("Make saved views for a team or for everybody, and change those."),
    roles=LEADS,
)
SEE_PRESENCE = permission(
    "people.presence",
    _("See who is there"),
    group="team",
    words=_("Who is available, busy or away, and since when."),
    roles=LEADS,
)
MANAGE_PEOPLE = permission(
    "people.manage",
    _("Manage people and teams"),
    group="team",
    words=_("Invite people, change their accounts and teams, and switch accounts off."),
    roles=ADMINS,
)
MANAGE_ROLES = permission(
    "roles.manage",
    _("Make roles"),
    group="team",
    words=_("Make roles and change them, never with more than they have themselves."),
    roles=ADMINS,
)
MANAGE_SHOP = permission(
    "shop.manage",
    _("Change the shop"),
    group="shop",
    words=_("Name, colour, languages, business hours and holidays."),
    roles=ADMINS,
)
ADMINISTER = permission(
    "settings.manage",
    _("Change other settings"),
    group="shop",
    words=_("All settings that have no permission of their own."),
    roles=ADMINS,
)
MAKE_TOKENS = permission(
    "tokens.make",
    _("Make API tokens"),
    group="system",
    words=_("Let programs do what they may do themselves."),
    roles=BUILT_IN,
)
MANAGE_SECURITY = permission(
    "security.manage",
    _("Set the rules of signing in"),
    group="system",
    words=_("Two steps, passwords, another service to sign in by, and ending sessions of others."),
    roles=ADMINS,
)
READ_AUDIT = permission(
    "audit.read",
    _("Read the audit log"),
    group="system",
    words=_("Who did what, when, and from where; also as a file, and for programs."),
    roles=ADMINS,
)
OWN = permission(
    "owner",
    _("Own the installation"),
    group="system",
    words=_("Make and change owners. The last owner stays."),
    roles=(OWNER,),
    is_given=False,
)
_WIDTHS = (Sight.OWN, Sight.TEAMS, Sight.ALL)


def held(agent: Agent) -> frozenset[str]:
    """The keys of what this agent may do; nothing while their account is switched off."""
    if not agent.is_active:
        return frozenset()
    return known(agent.own_role.permissions) if agent.own_role else built_in(agent.role)


def has(agent: Agent, wanted: Permission) -> bool:
    """Whether their role includes it."""
    return wanted.key in held(agent)


def sight_of(agent: Agent) -> Sight | None:
    """Whose tickets this agent sees; None for nobody's."""
    return sight_of_role(agent.own_role or agent.role) if agent.is_active else None


def sight_of_role(role: str | Role) -> Sight | None:
    """Whose tickets the people of a built-in or own role see; None for nobody's."""
    if isinstance(role, Role):
        return Sight(role.sight) if SEE_TICKETS.key in role.permissions else None
    return _built_in_sight(role)


def _built_in_sight(role: str) -> Sight:
    return Sight.ALL if role in ADMINS else Sight.TEAMS


def may_see_tickets(agent: Agent) -> bool:
    """See tickets at all; which ones, `sight_of` says."""
    return has(agent, SEE_TICKETS)


def may_answer(agent: Agent) -> bool:
    """Write to customers and change tickets; observers only read."""
    return has(agent, ANSWER)


def may_share_views(agent: Agent) -> bool:
    """Make saved views for a team or a whole shop; one's own views need no permission."""
    return has(agent, SHARE_VIEWS)


def may_see_all(agent: Agent) -> bool:
    """See the tickets of every team."""
    return sight_of(agent) == Sight.ALL


def may_administer(agent: Agent) -> bool:
    """Change settings that have no permission of their own."""
    return has(agent, ADMINISTER)


def may_manage_shop(agent: Agent) -> bool:
    """Change the shop's looks, languages, hours and holidays."""
    return has(agent, MANAGE_SHOP)


def may_manage_people(agent: Agent) -> bool:
    """Invite people, change accounts and teams."""
    return has(agent, MANAGE_PEOPLE)


def may_see_presence(agent: Agent) -> bool:
    """See who is there."""
    return has(agent, SEE_PRESENCE)


def may_manage_roles(agent: Agent) -> bool:
    """Make roles and change them."""
    return has(agent, MANAGE_ROLES)


def may_look_at_roles(agent: Agent) -> bool:
    """See what the roles are: for who makes them or gives them to people."""
    return may_manage_roles(agent) or may_manage_people(agent)


def may_make_tokens(agent: Agent) -> bool:
    """Make tokens with which programs act as oneself."""
    return has(agent, MAKE_TOKENS)


def may_manage_security(agent: Agent) -> bool:
    """Set how people sign in, and end the sessions of others."""
    return has(agent, MANAGE_SECURITY)


def may_manage_providers(agent: Agent) -> bool:
    """Choose services that vouch for people: whoever does could vouch for an owner, so only an owner may."""
    return has(agent, OWN)


def may_read_audit(agent: Agent) -> bool:
    """Read the log of everything that happened."""
    return has(agent, READ_AUDIT)


def has_at_least(agent: Agent, keys: frozenset[str], sight: Sight) -> bool:
    """Whether somebody has all of this themselves: nobody gives more than they have."""
    own = sight_of(agent)
    sees = SEE_TICKETS.key not in keys or (own is not None and _WIDTHS.index(sight) <= _WIDTHS.index(own))
    return sees and keys <= held(agent)


def may_make(agent: Agent, role: str | Role) -> bool:
    """Give somebody this role, built-in or own; only an owner makes owners."""
    if isinstance(role, Role):
        keys, sight = known(role.permissions), Sight(role.sight)
    else:
        keys, sight = built_in(role), _built_in_sight(role)
    return may_manage_people(agent) and has_at_least(agent, keys, sight)


def may_change_role(agent: Agent, role: Role) -> bool:
    """Change or delete an own role: only one that has no more than oneself."""
    return may_manage_roles(agent) and has_at_least(agent, known(role.permissions), Sight(role.sight))


def may_manage(agent: Agent, other: Agent) -> bool:
    """Change somebody's account or give out a link for their password: never of somebody who may do more."""
    return may_make(agent, other.own_role or other.role)


def may_manage_sign_in(agent: Agent, other: Agent) -> bool:
    """End somebody's sessions, ask for a new password, or take a lost second step away; of nobody who may do more."""
    role = other.own_role or other.role
    keys = known(role.permissions) if isinstance(role, Role) else built_in(role)
    return may_manage_security(agent) and has_at_least(agent, keys, sight_of_role(role) or Sight.OWN)
