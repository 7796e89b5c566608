"""What there is to permit: each app names its permissions once, in words, with the built-in roles that have them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GROUPS: dict[str, str | Promise] = {
    "tickets": _("Tickets and customers"),
    "team": _("People"),
    "shop": _("Shop and channels"),
    "system": _("Security and system"),
}
OWNER, ADMIN, LEAD, AGENT, OBSERVER = BUILT_IN = ("owner", "admin", "lead", "agent", "observer")
ADMINS = (OWNER, ADMIN)
LEADS = (*ADMINS, LEAD)
ANSWERING = (*LEADS, AGENT)


@dataclass(frozen=True)
class Permission:
    """One thing that a role may include. `str` is its key, such as `tickets.answer`."""

    key: str
    label: str | Promise
    group: str
    words: str | Promise
    roles: frozenset[str]
    is_given: bool = True

    def __str__(self) -> str:
        return self.key


_known: dict[str, Permission] = {}


def permission(
    key: str,
    label: str | Promise,
    *,
    group: str,
    words: str | Promise,
    roles: Iterable[str],
    is_given: bool = True,
) -> Permission:
    """Register a permission; `roles` are the built-in ones with it. One that is not `is_given` is in no own role."""
    made = Permission(key, label, group, words, frozenset(roles), is_given)
    if key in _known and _known[key] != made:
        raise ValueError(f"two permissions are called {key}")
    _known[key] = made
    return made


def permissions() -> list[Permission]:
    """All of them, by group, in the order in which they were named."""
    order = list(GROUPS)
    return sorted(_known.values(), key=lambda one: order.index(one.group))


def given() -> list[Permission]:
    """Those of which own roles are made."""
    return [one for one in permissions() if one.is_given]


def built_in(role: str) -> frozenset[str]:
    """The keys that a built-in role has."""
    return frozenset(one.key for one in _known.values() if role in one.roles)


def known(keys: Iterable[str]) -> frozenset[str]:
    """Those of these keys that own roles can have; a key of an app that is gone means nothing."""
    return frozenset(key for key in keys if key in _known and _known[key].is_given)
