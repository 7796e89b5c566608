"""The notification centre: what one was told, reading it, and watching a ticket."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from shopbell.core import clock
from shopbell.staff.actions.notifications import mark_read, watch
from shopbell.staff.queries import unread_count
from shopbell.staff.request import AgentRequest, desk
from shopbell.tickets.queries.notifications import notifications_of
from shopbell.tickets.views.agent.ticket import find


@require_safe
@desk
def notifications(request: AgentRequest) -> HttpResponse:
    """The page; htmx and live parts ask for its list alone."""
    name = "_notifications" if request.headers.get("HX-Request") else "notifications"
    context = {"groups": notifications_of(request.user), "now": clock.now(), "section": "notifications"}
    return render(request, f"tickets/agent/{name}.html", context)


@require_safe
@desk
def bell(request: AgentRequest) -> HttpResponse:
    """The figure beside the bell, for the page that refetches it."""
    return render(request, "tickets/agent/_bell.html", {"unread": unread_count(request.user), "section": ""})


@require_POST
@desk
def all_read(request: AgentRequest) -> HttpResponse:
    """Everything is read, or what was said of the ticket that is named."""
    number = request.POST.get("ticket", "")
    mark_read(request.user, ticket=int(number) if number.isdecimal() and len(number) < 19 else None)
    return HttpResponse(status=204)


@require_POST
@desk
def watching(request: AgentRequest, pk: int) -> HttpResponse:
    ticket = find(request, pk)
    watch(request.user, ticket=ticket.pk, is_on=request.POST.get("watch") == "yes")
    return HttpResponse(status=204, headers={"HX-Trigger": "ticket-changed"})
