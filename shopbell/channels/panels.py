"""What channels put into the desk's pages: their settings, and a message's own design and troubles."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import gettext_lazy

from shopbell.channels import figures
from shopbell.channels.mail.sanitize import may_fetch
from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.channels.permissions import may_manage_channels
from shopbell.channels.queries import waits_because
from shopbell.core.settings_nav import Entry, links
from shopbell.core.slots import slot
from shopbell.staff.base import brings_tickets
from shopbell.staff.models import Agent, Team
from shopbell.staff.permissions import may_answer
from shopbell.tickets.models import Message


@slot("settings.nav", order=20)
def settings_pages(request: HttpRequest, **context: Any) -> str:
    agent = request.user
    assert isinstance(agent, Agent)
    if context["group"] != "channels" or not may_manage_channels(agent):
        return ""
    dead = RawInput.objects.filter(state=RawInput.State.DEAD).count()
    pages = [
        Entry("channels", "channels", gettext_lazy("Channels"), gettext_lazy("Mailboxes, chat and forms"), "inbox"),
        Entry(
            "parked",
            "parked",
            gettext_lazy("Parked input"),
            gettext_lazy("What came and could not be read"),
            "package-search",
            dead,
        ),
        Entry(
            "outgoing",
            "outgoing",
            gettext_lazy("Not sent"),
            gettext_lazy("Answers that did not go out"),
            "mail-warning",
            figures.trouble_parts().count(),
        ),
    ]
    return links(request, pages, **context)


@brings_tickets
def accounts_of(team: Team) -> list[str]:
    """The channels whose new tickets land in this team, paused ones too."""
    return list(ChannelAccount.objects.filter(team=team).order_by("name", "pk").values_list("name", flat=True))


@slot("message.body")
def as_sent(request: HttpRequest, *, message: Message, **_: Any) -> str:
    if not message.html or message.kind != Message.Kind.CUSTOMER:
        return ""
    context = {"message": message, "may_fetch": may_fetch(message.html)}
    return render_to_string("channels/agent/_as_sent.html", context, request=request)


@slot("message.body", order=20)
def oddities(request: HttpRequest, *, message: Message, **_: Any) -> str:
    """What was odd about how a mail came, where an agent should know it before answering."""
    context = {name: message.extra.get(name) for name in ("not_copied", "from_own_address")}
    if not any(context.values()):
        return ""
    return render_to_string("channels/agent/_arrival.html", context, request=request)


@slot("message.waiting")
def waiting(request: HttpRequest, *, message: Message, **_: Any) -> str:
    """Why a message has not gone out yet, where that is the account's state."""
    known: dict[int | None, str] = request.__dict__.setdefault("_waits_because", {})
    if message.account_id not in known:
        accounts = ChannelAccount.objects.select_related("shop").in_bulk([message.account_id or 0])
        known[message.account_id] = "".join(waits_because(account) for account in accounts.values())
    return escape(known[message.account_id])


@slot("message.failed")
def failed(request: HttpRequest, *, message: Message, **_: Any) -> str:
    agent = request.user
    assert isinstance(agent, Agent)
    if not may_answer(agent):
        return ""
    context = {"message": message, "next": ""}
    return render_to_string("channels/agent/_failed.html", context, request=request)
