"""What staff put into the desk's shell: the person who is signed in, and the way to the settings."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from shopbell.core.settings_nav import Entry, links
from shopbell.core.slots import slot
from shopbell.staff.models import Agent
from shopbell.staff.permissions import (
    may_look_at_roles,
    may_make_tokens,
    may_manage_people,
    may_manage_security,
    may_manage_shop,
    may_read_audit,
)


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
    Entry(
        "fields",
        "fields",
        gettext_lazy("Fields"),
        gettext_lazy("What else to know of tickets and customers"),
        "list-plus",
    ),
]
PEOPLE_PAGES = [
    Entry("people", "people", gettext_lazy("People"), gettext_lazy("Who is here, and in which role"), "users"),
    Entry("teams", "teams", gettext_lazy("Teams"), gettext_lazy("Who sees and answers which tickets"), "users-round"),
]
ROLES_PAGE = Entry("roles", "roles", gettext_lazy("Roles"), gettext_lazy("Who may do what"), "shield-user")
OWN_PAGES = [
    Entry("profile", "profile", gettext_lazy("Your profile"), gettext_lazy("Name, language, appearance"), "user"),
    Entry(
        "password", "account_change_password", gettext_lazy("Password"), gettext_lazy("Choose another one"), "key-round"
    ),
    Entry(
        "second",
        "mfa_index",
        gettext_lazy("Two-step sign-in"),
        gettext_lazy("A passkey, or a code from your phone"),
        "shield-check",
    ),
    Entry(
        "notifications",
        "notification_settings",
        gettext_lazy("Notifications"),
        gettext_lazy("What the bell tells you"),
        "bell",
    ),
    Entry("sessions", "sessions", gettext_lazy("Sessions"), gettext_lazy("Where you are signed in"), "monitor"),
]
SECURITY_PAGE = Entry(
    "security", "security", gettext_lazy("Signing in"), gettext_lazy("Two steps, passwords, other services"), "lock"
)
AUDIT_PAGE = Entry("audit", "audit", gettext_lazy("Audit log"), gettext_lazy("Who did what, and when"), "scroll-text")
TOKENS_PAGE = Entry(
    "tokens", "tokens", gettext_lazy("API tokens"), gettext_lazy("For programs that act as you"), "webhook"
)


@slot("settings.nav", order=30)
def settings_pages(request: HttpRequest, **context: Any) -> str:
    agent = request.user
    assert isinstance(agent, Agent)
    found = [entry for group, entry, allowed in _pages() if group == context["group"] and allowed(agent)]
    return links(request, found, **context) if found else ""


def _pages() -> list[tuple[str, Entry, Callable[[Agent], bool]]]:
    """Each page with its group and who finds it there."""
    return [
        *(("shop", entry, may_manage_shop) for entry in SHOP_PAGES),
        *(("team", entry, may_manage_people) for entry in PEOPLE_PAGES),
        ("team", ROLES_PAGE, may_look_at_roles),
        ("system", SECURITY_PAGE, may_manage_security),
        ("system", AUDIT_PAGE, may_read_audit),
        *(("you", entry, _anybody) for entry in OWN_PAGES),
        ("you", TOKENS_PAGE, may_make_tokens),
    ]


def _anybody(agent: Agent) -> bool:
    return agent.is_active
