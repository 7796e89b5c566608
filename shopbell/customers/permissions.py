"""Who may change what is known about customers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shopbell.staff.catalogue import ANSWERING, permission
from shopbell.staff.models import Agent
from shopbell.staff.permissions import has

CHANGE_CUSTOMERS = permission(
    "customers.change",
    _("Change customers"),
    group="tickets",
    words=_("Confirm addresses, and change what is known about the customers they see."),
    roles=ANSWERING,
)


def may_change_customers(agent: Agent) -> bool:
    """Change what is known about the customers they see."""
    return has(agent, CHANGE_CUSTOMERS)
