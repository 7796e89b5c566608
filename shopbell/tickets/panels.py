"""What the trunk puts into the desk's shell: the queues with their figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from shopbell.core import clock
from shopbell.core.commands import commands_for, commands_of
from shopbell.core.settings_nav import Entry, links
from shopbell.core.slots import slot
from shopbell.customers.models import Customer
from shopbell.staff.models import Agent, Team
from shopbell.staff.permissions import may_answer, may_manage_shop
from shopbell.staff.queries import know_teams, unread_count
from shopbell.tickets.models import Ticket
from shopbell.tickets.queries import Queue, counts, find_queue, queues, teams_of
from shopbell.tickets.queries.counting import FRESH
from shopbell.tickets.queries.views import ViewQueue, as_queue, view_figures, views_of

MOST_SHOWN = 50
TOPICS = Entry("topics", "topics", gettext_lazy("Topics"), gettext_lazy("What tickets are about"), "list-tree")
WRITING = Entry("writing", "writing", gettext_lazy("Writing"), gettext_lazy("Undo, copies, your signature"), "pen-line")


@dataclass
class DeskQueues:
    """The teams and queues of the signed-in agent, read once a request."""

    agent: Agent
    teams: list[Team]
    queues: list[Queue]
    figures: dict[str, int] = field(default_factory=dict)

    @property
    def topics(self) -> str:
        """The live topics on which the figures change."""
        return " ".join([f"agent:{self.agent.pk}", *(f"team:{team.pk}" for team in self.teams)])

    @cached_property
    def views(self) -> list[ViewQueue]:
        """The saved views, in the order of the navigation."""
        return [as_queue(view) for view in views_of(self.agent, self.teams)]

    def find(self, key: str) -> Queue | None:
        """The queue or saved view of that key."""
        return find_queue(self.queues, key) or find_queue(self.views, key)


def desk_queues(request: HttpRequest) -> DeskQueues:
    """The agent's queues and figures; kept on the request."""
    known: DeskQueues | None = request.__dict__.get("_desk_queues")
    if known is None:
        agent = request.user
        assert isinstance(agent, Agent)
        know_teams(agent)
        teams = teams_of(agent)
        all_queues = queues(agent, teams)
        known = DeskQueues(agent, teams, all_queues, counts(agent, all_queues, teams))
        request.__dict__["_desk_queues"] = known
    return known


@slot("desk.nav", order=10)
def inbox_nav(request: HttpRequest, **context: Any) -> str:
    return render_to_string(
        "tickets/agent/_nav.html",
        {"desk": desk_queues(request), "current": context.get("queue"), "section": context.get("section", "")},
        request=request,
    )


@slot("desk.nav", order=11)
def views_nav(request: HttpRequest, **context: Any) -> str:
    desk, current = desk_queues(request), context.get("queue")
    figures = view_figures(desk.agent, desk.teams, desk.views, only_kept=True)
    return render_to_string(
        "tickets/agent/_views.html",
        {
            "desk": desk,
            "current": current.key if current else "",
            "section": context.get("section", ""),
            "view_figures": figures.by_key,
            "pace": FRESH.seconds if figures.has_counted else 0,
            "late": 0 if None in figures.by_key.values() else FRESH.seconds,
        },
        request=request,
    )


@slot("desk.tabs", order=10)
def inbox_tab(request: HttpRequest, **context: Any) -> str:
    return render_to_string(
        "tickets/agent/_tab.html",
        {"desk": desk_queues(request), "section": context.get("section", "")},
        request=request,
    )


@slot("desk.nav", order=12)
def bell(request: HttpRequest, **context: Any) -> str:
    agent = request.user
    assert isinstance(agent, Agent)
    known = {"unread": unread_count(agent), "section": context.get("section", "")}
    return render_to_string("tickets/agent/_bell_part.html", known, request=request)


@slot("desk.end", order=10)
def palette(request: HttpRequest, **_: Any) -> str:
    agent = request.user
    assert isinstance(agent, Agent)
    names = tuple(one.name for one in commands_of(agent))
    context = {"commands": commands_for(names, agent.has_keys)}
    return render_to_string("tickets/agent/_palette.html", context, request=request)


@slot("desk.top", order=20)
def search_button(request: HttpRequest, **_: Any) -> str:
    return render_to_string("tickets/agent/_search_button.html", request=request)


@slot("customer.main", order=10)
def tickets_of_customer(request: HttpRequest, *, customer: Customer, **_: Any) -> str:
    agent = request.user
    assert isinstance(agent, Agent)
    found = Ticket.objects.visible_to(agent).filter(customer=customer).select_related("team").order_by("-id")
    return render_to_string(
        "tickets/agent/_of_customer.html", {"tickets": found[:MOST_SHOWN], "now": clock.now()}, request=request
    )


@slot("settings.nav", order=40)
def topics_page(request: HttpRequest, **context: Any) -> str:
    agent = request.user
    assert isinstance(agent, Agent)
    if context["group"] != "work" or not may_manage_shop(agent):
        return ""
    return links(request, [TOPICS], **context)


@slot("settings.nav", order=30)
def writing_page(request: HttpRequest, **context: Any) -> str:
    agent = request.user
    assert isinstance(agent, Agent)
    return links(request, [WRITING], **context) if context["group"] == "you" and may_answer(agent) else ""
