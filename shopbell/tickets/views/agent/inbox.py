"""The inbox: queues, one list, and the ticket that is open beside it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shopbell.core import clock
from shopbell.core.formats import number
from shopbell.core.live.signal import last_event_id
from shopbell.core.search import TooManyHits
from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest, desk
from shopbell.tickets.panels import DeskQueues, desk_queues
from shopbell.tickets.queries import Page, Queue, find_queue
from shopbell.tickets.queries.counting import FRESH
from shopbell.tickets.queries.drafts import mark_begun
from shopbell.tickets.queries.filters import UnknownValue
from shopbell.tickets.queries.narrowing import chips, filters_in, panel, text_of
from shopbell.tickets.queries.pages import ORDERS
from shopbell.tickets.queries.queues import narrowed
from shopbell.tickets.queries.views import figure, is_worded, page_in, wish_of

FIRST_QUEUE = "yours"


@require_safe
@desk
def inbox(request: AgentRequest, key: str = "") -> HttpResponse:
    """A list; what its filter panel sends is put into one word of the address first."""
    if key and "by" in request.GET:
        text = text_of(request.GET.getlist("by"), request.GET.dict())
        query = {"f": text, "order": request.GET.get("order", "")}
        return redirect(f"{request.path}?{urlencode({name: value for name, value in query.items() if value})}")
    return render(request, "tickets/agent/inbox.html", {**list_context(request, key), "ticket": None, "pane": "list"})


@require_safe
@desk
def rows(request: AgentRequest, key: str) -> HttpResponse:
    return render(request, "tickets/agent/_list.html", {**list_context(request, key), "ticket": None})


@require_safe
@desk
def filter_panel(request: AgentRequest, key: str) -> HttpResponse:
    """What the list can be filtered by, read when somebody opens it."""
    queue = desk_queues(request).find(key)
    if queue is None:
        raise Http404
    order = request.GET.get("order", "")
    found = panel(filters_in(request.GET.get("f", "")), request.user)
    return render(request, "tickets/agent/_filters.html", {"queue": queue, "order": order, "panel": found})


@require_safe
@desk
def nav(request: AgentRequest) -> HttpResponse:
    context = {"desk": desk_queues(request), "current": request.GET.get("current", ""), "section": "inbox"}
    return render(request, "tickets/agent/_nav_queues.html", context)


def list_context(request: AgentRequest, key: str = "") -> dict[str, Any]:
    """What the list pane needs: the queue or view, one page of it, how it is sorted and filtered."""
    desk = desk_queues(request)
    queue = desk.find(key or FIRST_QUEUE)
    if queue is None:
        raise Http404
    if not key and not desk.figures[queue.key] and desk.figures["open"]:
        queue = find_queue(desk.queues, "open") or queue
    order = request.GET.get("order", "")
    order = order if order in ORDERS else queue.order
    filters = filters_in(request.GET.get("f", ""))
    narrow, page, trouble = narrowed(queue, filters), Page([], "", ""), ""
    try:
        page = page_in(desk.agent, narrow, teams=desk.teams, order=order, cursor=request.GET.get("cursor", ""))
    except UnknownValue as error:
        trouble = _(error.sentence).format(key=error.key, value=error.value)
    except TooManyHits:
        trouble = _("That took too long. Another word, or a filter like status:open, makes it quick.")
    mark_begun(desk.agent, page.rows)
    text = " ".join(one.written for one in filters)
    is_known = queue.key in desk.figures and not filters
    is_whole = not (page.older or page.newer or trouble or request.GET.get("cursor"))
    return {
        "desk": desk,
        "queue": queue,
        "order": order,
        "is_search": is_worded(queue),
        "page": page,
        "trouble": trouble,
        "filters_text": text,
        "kept": {key: value for key, value in (("f", text), ("order", order)) if value and value != queue.order},
        "narrow": narrow,
        "chips": chips(filters, desk.agent),
        "figure": _figure(desk, narrow, page, is_known=is_known, is_whole=is_whole),
        "again": 0 if is_known or is_whole else FRESH.seconds,
        "may_answer": may_answer(desk.agent),
        "now": clock.now(),
        "section": "inbox",
        "last_event": last_event_id(),
        "next_queue": _useful(desk.queues, desk.figures, queue) if not page.rows and not filters else None,
    }


def _figure(desk: DeskQueues, queue: Queue, page: Page, *, is_known: bool, is_whole: bool) -> str:
    """How many tickets the list has, in words; nothing when that cannot be said in time."""
    if is_known:
        return number(desk.figures[queue.key])
    if is_whole:
        return number(len(page.rows))
    return str(figure(desk.agent, desk.teams, wish_of(queue)) or "")


def _useful(queues: list[Queue], figures: dict[str, int], empty: Queue) -> Queue | None:
    """Where work waits when this list is empty."""
    wanted = ("yours", "unassigned", "open")
    return next((q for q in queues if q.key in wanted and q.key != empty.key and figures[q.key]), None)
