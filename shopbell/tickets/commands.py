"""What the trunk offers to palette, keys and cheat sheet: the agent's day, queues, views, pages, tickets, people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.core.commands import Command, Thing, add_commands, finder, places
from shopbell.core.settings_nav import pages
from shopbell.customers.models import Customer
from shopbell.customers.queries import matching
from shopbell.staff.models import Agent
from shopbell.staff.permissions import may_answer
from shopbell.tickets.models import Ticket
from shopbell.tickets.queries.queues import queues, teams_of
from shopbell.tickets.queries.views import as_queue, views_of

MOST = 6
_NUMBER = re.compile(r"#?([1-9][0-9]{0,17})")


def _answers(who: Any) -> bool:
    return may_answer(who)


def _in_ticket(name: str, label: Any, key: str, icon: str, press: str, order: int) -> Command:
    return Command(name, label, "ticket", (key,), icon, press=press, order=order, allowed=_answers)


def _in_list(name: str, label: Any, key: str, icon: str, order: int) -> Command:
    press = "ticket-list .pick"
    return Command(name, label, "list", (key,), icon, press=press, act=name, order=order, allowed=_answers)


def _go(name: str, label: Any, key: str, icon: str, url: str, *args: str) -> Command:
    return Command(name, label, "desk", (f"g {key}",), icon, url=url, args=args, order=40)


add_commands(
    Command("palette", gettext_lazy("Search or do"), "desk", ("Ctrl+k",), "command", act="palette", order=10),
    Command("search", gettext_lazy("Search tickets"), "desk", ("/",), "search", act="search", order=11),
    Command("keys", gettext_lazy("Show all keys"), "desk", ("?",), "keyboard", act="keys", order=12),
    _go("go-inbox", gettext_lazy("Go to the inbox"), "i", "inbox", "inbox"),
    _go("go-yours", gettext_lazy("Go to your tickets"), "y", "user", "queue", "yours"),
    _go("go-unassigned", gettext_lazy("Go to unassigned tickets"), "u", "inbox", "queue", "unassigned"),
    _go("go-notifications", gettext_lazy("Go to your notifications"), "n", "bell", "notifications"),
    _go("go-customers", gettext_lazy("Go to the customers"), "c", "users", "customers"),
    _go("go-settings", gettext_lazy("Go to the settings"), "s", "settings", "settings"),
    Command(
        "next",
        gettext_lazy("Next in the list"),
        "list",
        ("j",),
        "arrow-down",
        press=".rows .ticket",
        act="next",
        order=10,
    ),
    Command(
        "previous",
        gettext_lazy("Previous in the list"),
        "list",
        ("k",),
        "arrow-up",
        press=".rows .ticket",
        act="previous",
        order=11,
    ),
    Command(
        "open",
        gettext_lazy("Open what is chosen"),
        "list",
        ("o",),
        "external-link",
        press=".rows .ticket:focus",
        act="open",
        order=12,
    ),
    Command("fresh", gettext_lazy("Show what is new"), "list", ("N",), "bell", press=".fresh:not([hidden])", order=13),
    Command(
        "filter", gettext_lazy("Filter"), "list", ("f",), "list-filter", press='[popovertarget="filter-menu"]', order=14
    ),
    _in_list("choose", gettext_lazy("Choose, or do not choose"), "x", "square-check", 15),
    _in_list("choose-down", gettext_lazy("Choose this and the next"), "J", "arrow-down", 16),
    _in_list("choose-up", gettext_lazy("Choose this and the previous"), "K", "arrow-up", 17),
    Command(
        "change",
        gettext_lazy("Change the chosen tickets"),
        "list",
        ("c",),
        "list-checks",
        press='bulk-bar:not([hidden]) [popovertarget="bulk-menu"]',
        order=18,
        allowed=_answers,
    ),
    Command(
        "reply",
        gettext_lazy("Reply"),
        "ticket",
        ("r",),
        "reply",
        press="#reply",
        act="reply",
        order=10,
        allowed=_answers,
    ),
    Command(
        "note",
        gettext_lazy("Write a note"),
        "ticket",
        ("n",),
        "sticky-note",
        press="#reply",
        act="note",
        order=11,
        allowed=_answers,
    ),
    _in_ticket("assign", gettext_lazy("Assign"), "a", "user", "#p-assignee:enabled", 12),
    _in_ticket("status", gettext_lazy("Choose a status"), "s", "circle-dot", '[popovertarget="more-menu"]', 13),
    _in_ticket("snooze", gettext_lazy("Snooze"), "z", "moon", '[popovertarget="snooze-menu"]', 14),
    _in_ticket("tag", gettext_lazy("Add a tag"), "t", "tag", "#p-tag", 15),
    _in_ticket("priority", gettext_lazy("Choose a priority"), "p", "flag", "#p-priority:enabled", 16),
    _in_ticket("solve", gettext_lazy("Solve"), "e", "check", '#ticket-head form.wide-only [value="solved"]', 17),
    _in_ticket("spam", gettext_lazy("Mark as spam"), "#", "shield-alert", '[name="spam"][value="yes"]', 18),
    _in_ticket("merge", gettext_lazy("Merge with another ticket"), "m", "merge", '[data-dialog][data-key="m"]', 19),
    _in_ticket("watch", gettext_lazy("Watch, or stop watching"), "w", "eye", '#more-menu [name="watch"]', 20),
    Command("back", gettext_lazy("Back to the list"), "ticket", ("u",), "chevron-left", press="[data-back]", order=30),
    Command(
        "earlier",
        gettext_lazy("Open the previous ticket"),
        "ticket",
        ("[",),
        "arrow-up",
        press=".rows .ticket",
        act="earlier",
        order=31,
    ),
    Command(
        "later",
        gettext_lazy("Open the next ticket"),
        "ticket",
        ("]",),
        "arrow-down",
        press=".rows .ticket",
        act="later",
        order=32,
    ),
    Command("send", gettext_lazy("Send, or save the note"), "writing", ("Ctrl+Enter",), "send", allowed=_answers),
)


@places
def queue_places(request: HttpRequest) -> Iterator[Thing]:
    """The queues and saved views of the sidebar."""
    agent = cast(Agent, request.user)
    teams = teams_of(agent)
    for queue in queues(agent, teams):
        yield Thing(queue.label, reverse("queue", args=[queue.key]), _("Queues and views"), "inbox", _("Queue"))
    for view in views_of(agent, teams):
        queue = as_queue(view)
        yield Thing(queue.label, reverse("queue", args=[queue.key]), _("Queues and views"), "list-filter", _("View"))


@places
def setting_places(request: HttpRequest) -> Iterator[Thing]:
    """The pages of the settings."""
    for group, entry in pages(request):
        yield Thing(str(entry.label), reverse(entry.url), _("Settings"), entry.icon, str(group))


@finder
def numbered(request: HttpRequest, text: str) -> Iterator[Thing]:
    """The ticket of that number."""
    agent = cast(Agent, request.user)
    if number := _NUMBER.fullmatch(text):
        for ticket in Ticket.objects.visible_to(agent).filter(pk=int(number[1])):
            label = f"#{ticket.pk} {ticket.subject or _('No subject')}"
            yield Thing(label, reverse("ticket", args=[ticket.pk]), _("Tickets"), "ticket", ticket.customer_name)


@finder
def people(request: HttpRequest, text: str) -> Iterator[Thing]:
    """Customers whose name or address begins like that."""
    if len(text) < 2:
        return
    visible = Customer.objects.visible_to(cast(Agent, request.user))
    for customer in visible.filter(pk__in=matching(text)).order_by("-pk")[:MOST]:
        yield Thing(customer.display_name, reverse("customer", args=[customer.public_id]), _("Customers"), "user")


@finder
def words(request: HttpRequest, text: str) -> Iterator[Thing]:
    """Searching the tickets for all of it."""
    yield Thing(
        _("Search tickets for “{text}”").format(text=text),
        f"{reverse('search')}?{urlencode({'q': text})}",
        _("Search"),
        "search",
    )
