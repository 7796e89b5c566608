"""What the project adds to the desk: what to do first in a new one, and how everything is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.channels.models import ChannelAccount
from shopbell.core.settings_nav import Entry, links
from shopbell.core.slots import slot
from shopbell.staff.models import Agent
from shopbell.staff.permissions import may_administer
from shopbell.tickets.models import Ticket


@slot("inbox.blank")
def first_steps(request: HttpRequest, **_context: Any) -> str:
    """The first steps with what is done of them; nothing as soon as somebody has written."""
    agent = request.user
    if not isinstance(agent, Agent) or not may_administer(agent) or Ticket.objects.exists():
        return ""
    return render_to_string("setup/_first_steps.html", {"agent": agent, "steps": _steps()}, request=request)


@slot("settings.nav", order=80)
def settings_pages(request: HttpRequest, **context: Any) -> str:
    agent = request.user
    if context["group"] != "system" or not isinstance(agent, Agent) or not may_administer(agent):
        return ""
    return links(request, [HEALTH_PAGE], **context)


HEALTH_PAGE = Entry(
    "health", "health", gettext_lazy("Health"), gettext_lazy("Database, workers, backups"), "heart-pulse"
)


def _steps() -> list[dict[str, Any]]:
    kinds = set(ChannelAccount.objects.values_list("kind", flat=True))
    return [
        {
            "is_done": "email" in kinds,
            "icon": "mail",
            "title": _("Connect a mailbox"),
            "words": _("Mails become tickets, and you answer from here."),
            "url": reverse("channel_new", args=["email"]),
        },
        {
            "is_done": "chat" in kinds,
            "icon": "message-circle",
            "title": _("Put the chat on your pages"),
            "words": _("One line to copy into your shop."),
            "url": reverse("channel_new", args=["chat"]),
        },
        {
            "is_done": Agent.objects.filter(is_active=True).count() > 1,
            "icon": "users",
            "title": _("Invite people"),
            "words": _("Each gets a link to choose a password."),
            "url": reverse("person_new"),
        },
        {
            "is_done": False,
            "icon": "clock",
            "title": _("Look over the business hours"),
            "words": _("And take over the public holidays; promises to customers count them."),
            "url": reverse("hours"),
        },
    ]
