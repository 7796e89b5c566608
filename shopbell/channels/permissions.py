"""Who looks after the channels."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shopbell.staff.catalogue import ADMINS, permission
from shopbell.staff.models import Agent
from shopbell.staff.permissions import has

MANAGE_CHANNELS = permission(
    "channels.manage",
    _("Look after channels"),
    group="shop",
    words=_("Connect mailboxes, chats and forms, and settle what could not be read or sent."),
    roles=ADMINS,
)


def may_manage_channels(agent: Agent) -> bool:
    """Connect channels, and settle what could not be read or sent."""
    return has(agent, MANAGE_CHANNELS)
