"""Teams, for admins: the list, one team with its members, and putting it away."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shopbell.staff.actions import teams as acting
from shopbell.staff.base import sources_of
from shopbell.staff.forms import TeamForm
from shopbell.staff.models import Team
from shopbell.staff.permissions import may_manage_people
from shopbell.staff.request import AgentRequest, requires


@require_safe
@requires(may_manage_people)
def teams(request: AgentRequest) -> HttpResponse:
    active = Count("members", filter=Q(members__is_active=True))
    found = list(Team.objects.select_related("shop").annotate(size=active).order_by("shop__name", "name"))
    context = {
        "teams": [team for team in found if not team.is_archived],
        "archived": [team for team in found if team.is_archived],
        "shops": len({team.shop_id for team in found}),
    }
    return render(request, "staff/agent/teams.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_manage_people)
def team(request: AgentRequest, public_id: str = "") -> HttpResponse:
    """One team, or a new one without an id."""
    found = get_object_or_404(Team, public_id=public_id) if public_id else None
    form = TeamForm(request.POST or None, instance=found or Team())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        shop = given.get("shop") or form.instance.shop
        saved = acting.save(found, shop=shop, name=given["name"], members=given["members"], by=request.user.actor)
        messages.success(request, _("Saved.") if found else _("The team {name} is there.").format(name=saved.name))
        return redirect("teams")
    context = {"form": form, "team": found, "sources": sources_of(found) if found and not found.is_archived else []}
    return render(request, "staff/agent/team.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(may_manage_people)
def archive(request: AgentRequest, public_id: str) -> HttpResponse:
    """Put a team away, or with `archived=no` bring it back."""
    found = get_object_or_404(Team, public_id=public_id)
    if request.POST.get("archived") == "no":
        acting.restore(found, by=request.user.actor)
        messages.success(request, _("{name} is back.").format(name=found.name))
        return redirect("team", found.public_id)
    acting.archive(found, by=request.user.actor)
    messages.success(request, _("{name} is archived. Its tickets stay where they are.").format(name=found.name))
    return redirect("teams")
