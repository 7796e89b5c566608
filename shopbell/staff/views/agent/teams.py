"""Teams, for admins: the list, and one team with its members."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shopbell.staff.actions import teams as acting
from shopbell.staff.forms import TeamForm
from shopbell.staff.models import Team
from shopbell.staff.permissions import may_administer
from shopbell.staff.request import AgentRequest, requires


@require_safe
@requires(may_administer)
def teams(request: AgentRequest) -> HttpResponse:
    active = Count("members", filter=Q(members__is_active=True))
    listed = Team.objects.filter(is_archived=False).select_related("shop").annotate(size=active)
    found = list(listed.order_by("shop__name", "name"))
    return render(request, "staff/agent/teams.html", {"teams": found, "shops": len({team.shop_id for team in found})})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_administer)
def team(request: AgentRequest, public_id: str = "") -> HttpResponse:
    """One team, or a new one without an id."""
    found = get_object_or_404(Team, public_id=public_id, is_archived=False) if public_id else None
    form = TeamForm(request.POST or None, instance=found or Team())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        shop = given.get("shop") or form.instance.shop
        saved = acting.save(found, shop=shop, name=given["name"], members=given["members"], by=request.user.actor)
        messages.success(request, _("Saved.") if found else _("The team {name} is there.").format(name=saved.name))
        return redirect("teams")
    status = 422 if form.is_bound else 200
    return render(request, "staff/agent/team.html", {"form": form, "team": found}, status=status)
