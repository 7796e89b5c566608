"""Saved views: the page that arranges them, making and changing one, and their figures for the navigation."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shopbell.staff.permissions import may_share_views
from shopbell.staff.request import AgentRequest, desk
from shopbell.tickets.actions import views as acting
from shopbell.tickets.forms.views import ViewForm
from shopbell.tickets.models import View
from shopbell.tickets.panels import desk_queues
from shopbell.tickets.permissions import may_change_view
from shopbell.tickets.queries.views import PREFIX, view_figures, views_of


@require_safe
@desk
def views(request: AgentRequest) -> HttpResponse:
    """All that this agent has, with what can be done to each."""
    desk = desk_queues(request)
    undo = request.session.pop("view_removed", "")
    removed = View.objects.filter(public_id=undo, is_archived=True).first() if undo else None
    context = {
        "rows": [(queue, may_change_view(request.user, queue.view)) for queue in desk.views],
        "removed": removed if removed and may_change_view(request.user, removed) else None,
        "section": "views",
    }
    return render(request, "tickets/agent/views.html", context)


@require_safe
@desk
def figures(request: AgentRequest) -> HttpResponse:
    """The links of the navigation with figures counted now, for the page that refetches them."""
    desk = desk_queues(request)
    context = {
        "desk": desk,
        "current": request.GET.get("current", ""),
        "section": "",
        "view_figures": view_figures(desk.agent, desk.teams, desk.views).by_key,
    }
    return render(request, "tickets/agent/_views_links.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def view(request: AgentRequest, public_id: str = "") -> HttpResponse:
    """One view to change, or a new one; `q` and `order` of the address are what it begins with."""
    found = _changeable(request, public_id) if public_id else None
    teams = desk_queues(request).teams
    begun = {"query": request.GET.get("q", "")[:500], "order": request.GET.get("order", "") or View.Order.DUE}
    form = ViewForm(
        request.POST or None, instance=found or View(), by=request.user, teams=teams, initial={} if found else begun
    )
    if request.method == "POST" and form.is_valid():
        saved = acting.save(found, **form.cleaned_data, by=request.user.actor)
        return redirect("queue", f"{PREFIX}{saved.public_id}")
    context = {"form": form, "view": found, "may_share": may_share_views(request.user), "section": "views"}
    return render(request, "tickets/agent/view.html", context, status=422 if form.is_bound else 200)


@require_POST
@desk
def removal(request: AgentRequest, public_id: str) -> HttpResponse:
    found = acting.remove(_changeable(request, public_id), by=request.user.actor)
    request.session["view_removed"] = found.public_id
    return redirect("views")


@require_POST
@desk
def return_(request: AgentRequest, public_id: str) -> HttpResponse:
    """Undo a deletion."""
    found = get_object_or_404(View, public_id=public_id)
    if not may_change_view(request.user, found):
        raise PermissionDenied
    acting.restore(found, by=request.user.actor)
    messages.success(request, _("{name} is back.").format(name=found.name))
    return redirect("views")


@require_POST
@desk
def moving(request: AgentRequest, public_id: str) -> HttpResponse:
    """One place up or down among those beside it."""
    found = _changeable(request, public_id)
    beside = list(View.objects.filter(**found.whose, is_archived=False))
    at = beside.index(found)
    to = min(max(at + (-1 if request.POST.get("to") == "up" else 1), 0), len(beside) - 1)
    beside.insert(to, beside.pop(at))
    acting.arrange(beside, by=request.user.actor)
    response = redirect("views")
    response["Location"] += f"#view-{found.public_id}"
    return response


def _changeable(request: AgentRequest, public_id: str) -> View:
    """A view that this agent sees; 403 for one that only others may change."""
    found = get_object_or_404(views_of(request.user, desk_queues(request).teams), public_id=public_id)
    if not may_change_view(request.user, found):
        raise PermissionDenied
    return found
