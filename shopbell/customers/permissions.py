"""Who may change what is known about customers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shopbell.staff.catalogue import ADMINS, ANSWERING, permission
from shopbell.staff.models import Agent
from shopbell.staff.permissions import has

CHANGE_CUSTOMERS = permission(
    "customers.change",
    _("Change customers"),
    group="tickets",
    words=_("Confirm addresses, and change what is known about the customers they see."),
    roles=ANSWERING,
)
MANAGE_PRIVACY = permission(
    "customers.privacy",
    _("Give out and erase personal data"),
    group="tickets",
    words=_("Export and erase what is kept about customers, and say how long it is kept."),
    roles=ADMINS,
)


def may_change_customers(agent: Agent) -> bool:
    """Change what is known about the customers they see."""
    return has(agent, CHANGE_CUSTOMERS)


def may_manage_privacy(agent: Agent) -> bool:
    """Give out, hold and erase what is kept about customers, and set how long it is kept."""
    return has(agent, MANAGE_PRIVACY)
