"""What staff put into the desk's shell: the person who is signed in, and the way to the settings."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from shopbell.core.settings_nav import Entry, links
from shopbell.core.slots import slot
from shopbell.staff.models import Agent
from shopbell.staff.permissions import may_administer


@slot("desk.nav", order=90)
def settings_link(request: HttpRequest, **context: Any) -> str:
    return render_to_string("staff/agent/_settings_link.html", {"section": context.get("section", "")}, request=request)


@slot("desk.tabs", order=90)
def settings_tab(request: HttpRequest, **context: Any) -> str:
    return settings_link(request, **context)


@slot("desk.me")
def me(request: HttpRequest, **_: Any) -> str:
    return render_to_string("staff/agent/_me.html", {"agent": request.user}, request=request)


SHOP_PAGES = [
    Entry("shop", "shop", gettext_lazy("Brand and languages"), gettext_lazy("Name, colour, time zone"), "store"),
    Entry("hours", "hours", gettext_lazy("Business hours"), gettext_lazy("When people are here; holidays"), "clock"),
]
TEAM_PAGES = [
    Entry("people", "people", gettext_lazy("People and roles"), gettext_lazy("Who may do what"), "users"),
    Entry("teams", "teams", gettext_lazy("Teams"), gettext_lazy("Who sees and answers which tickets"), "users-round"),
]
OWN_PAGES = [
    Entry("profile", "profile", gettext_lazy("Your profile"), gettext_lazy("Name, language, appearance"), "user"),
    Entry(
        "password", "account_change_password", gettext_lazy("Password"), gettext_lazy("Choose another one"), "key-round"
    ),
    Entry(
        "second", "mfa_index", gettext_lazy("Two-step sign-in"), gettext_lazy("A code from your phone"), "shield-check"
    ),
    Entry("tokens", "tokens", gettext_lazy("API tokens"), gettext_lazy("For programs that act as you"), "webhook"),
]


@slot("settings.nav", order=30)
def settings_pages(request: HttpRequest, **context: Any) -> str:
    agent = request.user
    assert isinstance(agent, Agent)
    pages = {"you": OWN_PAGES}
    if may_administer(agent):
        pages |= {"shop": SHOP_PAGES, "team": TEAM_PAGES}
    found = pages.get(context["group"])
    return links(request, found, **context) if found else ""
