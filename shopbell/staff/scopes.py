"""What a token can be made for: areas of the API, each to read or to write."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCOPES: dict[str, str | Promise] = {
    "tickets:read": _("Read tickets"),
    "tickets:write": _("Answer and change tickets"),
    "customers:read": _("Read customers"),
    "customers:write": _("Change customers"),
    "people:read": _("Read people and teams"),
    "people:write": _("Change people and teams"),
    "shops:read": _("Read the shop and its hours"),
    "shops:write": _("Change the shop and its hours"),
    "channels:read": _("Read channels"),
    "channels:write": _("Change channels"),
    "events:read": _("Follow the event log"),
}
ALL = tuple(SCOPES)


def included(scopes: Iterable[str]) -> frozenset[str]:
    """With what they include: who may write may read."""
    given = frozenset(scopes) & SCOPES.keys()
    return given | {scope.replace(":write", ":read") for scope in given}
