"""The inbox: queues, one list, and the ticket that is open beside it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shopbell.core import clock
from shopbell.core.live.signal import last_event_id
from shopbell.staff.request import AgentRequest, desk
from shopbell.tickets.panels import desk_queues
from shopbell.tickets.queries import Page, Queue, find_queue, list_tickets

FIRST_QUEUE = "yours"
ORDERS = ("due", "recent")


@require_safe
@desk
def inbox(request: AgentRequest, key: str = "") -> HttpResponse:
    return render(request, "tickets/agent/inbox.html", {**list_context(request, key), "ticket": None, "pane": "list"})


@require_safe
@desk
def rows(request: AgentRequest, key: str) -> HttpResponse:
    return render(request, "tickets/agent/_list.html", {**list_context(request, key), "ticket": None})


@require_safe
@desk
def nav(request: AgentRequest) -> HttpResponse:
    context = {"desk": desk_queues(request), "current": request.GET.get("current", ""), "section": "inbox"}
    return render(request, "tickets/agent/_nav_queues.html", context)


def list_context(request: AgentRequest, key: str = "") -> dict[str, Any]:
    """What the list pane needs: the queue, one page of it, and how it is sorted."""
    desk = desk_queues(request)
    queue = find_queue(desk.queues, key or FIRST_QUEUE)
    if queue is None:
        raise Http404
    if not key and not desk.figures[queue.key] and desk.figures["open"]:
        queue = find_queue(desk.queues, "open") or queue
    order = request.GET.get("order", "")
    order = order if order in ORDERS else queue.order
    page: Page = list_tickets(desk.agent, queue, teams=desk.teams, order=order, cursor=request.GET.get("cursor", ""))
    return {
        "desk": desk,
        "queue": queue,
        "order": order,
        "page": page,
        "now": clock.now(),
        "section": "inbox",
        "last_event": last_event_id(),
        "next_queue": _useful(desk.queues, desk.figures, queue) if not page.rows else None,
    }


def _useful(queues: list[Queue], figures: dict[str, int], empty: Queue) -> Queue | None:
    """Where work waits when this list is empty."""
    wanted = ("yours", "unassigned", "open")
    return next((q for q in queues if q.key in wanted and q.key != empty.key and figures[q.key]), None)
