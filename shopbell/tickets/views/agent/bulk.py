"""Changing many tickets of a list: what can be done, doing it, how far it is, and taking it back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shopbell.staff.models import Agent
from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest, requires
from shopbell.tickets.actions import bulk as acting
from shopbell.tickets.forms.bulk import change_of
from shopbell.tickets.models import BulkRun, Ticket
from shopbell.tickets.panels import desk_queues
from shopbell.tickets.queries.bulk import all_in, chosen, shown_run
from shopbell.tickets.queries.filters import UnknownValue
from shopbell.tickets.queries.narrowing import filters_in
from shopbell.tickets.queries.offers import snooze_offers
from shopbell.tickets.queries.queues import narrowed
from shopbell.tickets.queries.views import wish_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_answer)
def bulk(request: AgentRequest) -> HttpResponse:
    """How far the agent's latest change is; posted, the beginning of one."""
    if request.method != "POST":
        return render(request, "tickets/agent/_bulk_progress.html", {"bulk": shown_run(request.user)})
    change = change_of(request.POST, desk_queues(request).teams)
    numbers = _numbers(request)
    if change is None or not numbers:
        return render(request, "core/_refused.html", {"sentence": _("Choose tickets, and what to do.")}, status=422)
    acting.start(numbers, change, agent=request.user)
    return HttpResponse(status=204, headers={"HX-Trigger": "bulk-started"})


@require_safe
@requires(may_answer)
def menu(request: AgentRequest) -> HttpResponse:
    """What can be done to the chosen ones, read when somebody opens it."""
    teams = [team for team in desk_queues(request).teams if not team.is_archived]
    agents = (
        Agent.objects.filter(is_active=True, teams__in=teams).select_related("own_role").distinct().order_by("name")
    )
    context: dict[str, Any] = {
        "teams": teams,
        "agents": [agent for agent in agents if may_answer(agent)],
        "statuses": [one for one in Ticket.Status if one != Ticket.Status.SNOOZED],
        "snoozes": snooze_offers(timezone.get_current_timezone()),
        "priorities": Ticket.Priority,
    }
    return render(request, "tickets/agent/_bulk_menu.html", context)


@require_POST
@requires(may_answer)
def undo(request: AgentRequest, public_id: str) -> HttpResponse:
    run = get_object_or_404(BulkRun, public_id=public_id, agent=request.user)
    acting.take_back(run, agent=request.user)
    return HttpResponse(status=204, headers={"HX-Trigger": "bulk-changed"})


@require_POST
@requires(may_answer)
def seen(request: AgentRequest, public_id: str) -> HttpResponse:
    acting.put_away(get_object_or_404(BulkRun, public_id=public_id, agent=request.user))
    return HttpResponse(status=204, headers={"HX-Trigger": "bulk-changed"})


def _numbers(request: AgentRequest) -> list[int]:
    """The tickets that are meant: those that were chosen, or all of a list."""
    if key := request.POST.get("all", ""):
        queue = desk_queues(request).find(key)
        if queue is None:
            raise Http404
        try:
            wish = wish_of(narrowed(queue, filters_in(request.POST.get("f", ""))))
            return all_in(wish, request.user, acting.MOST)
        except UnknownValue:
            return []
    wanted = request.POST.get("tickets", "").split(",")
    numbers = [int(word) for word in wanted if word.isdecimal() and len(word) < 19]
    return chosen(numbers, request.user, acting.MOST)
