"""Roles: who may do what, side by side; roles of one's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shopbell.staff.actions import roles as acting
from shopbell.staff.catalogue import BUILT_IN, GROUPS, built_in, given, known, permissions
from shopbell.staff.forms import RoleForm
from shopbell.staff.models import Agent, Role
from shopbell.staff.permissions import may_change_role, may_look_at_roles, may_manage_roles, sight_of_role
from shopbell.staff.request import AgentRequest, requires


@require_safe
@requires(may_look_at_roles)
def roles(request: AgentRequest) -> HttpResponse:
    own = list(Role.objects.annotate(size=Count("agents")))
    columns = [
        *({"name": Agent.Role(key).label, "has": built_in(key), "sight": sight_of_role(key)} for key in BUILT_IN),
        *({"name": role.name, "has": known(role.permissions), "sight": sight_of_role(role)} for role in own),
    ]
    context = {
        "columns": columns,
        "groups": _groups(permissions()),
        "own": [(role, may_change_role(request.user, role)) for role in own],
        "given": len(given()),
        "may_make": may_manage_roles(request.user),
    }
    return render(request, "staff/agent/roles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_manage_roles)
def role(request: AgentRequest, public_id: str = "") -> HttpResponse:
    found = _find(request, public_id) if public_id else None
    form = RoleForm(request.POST or None, instance=found or Role(), by=request.user)
    if request.method == "POST" and form.is_valid():
        saved = acting.save(found, **form.cleaned_data, by=request.user.actor)
        messages.success(request, _("Saved.") if found else _("{name} can be given to people now.").format(name=saved))
        return redirect("role", saved.public_id) if found else redirect("roles")
    people = list(found.agents.order_by("name")) if found else []
    context: dict[str, Any] = {"form": form, "role": found, "people": people, "groups": _groups(form.offered)}
    return render(request, "staff/agent/role.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(may_manage_roles)
def delete(request: AgentRequest, public_id: str) -> HttpResponse:
    found = _find(request, public_id)
    acting.delete(found, by=request.user.actor)
    messages.success(request, _("The role {name} is deleted.").format(name=found.name))
    return redirect("roles")


def _find(request: AgentRequest, public_id: str) -> Role:
    found = get_object_or_404(Role, public_id=public_id)
    if not may_change_role(request.user, found):
        raise PermissionDenied
    return found


def _groups(offered: list[Any]) -> list[tuple[Any, list[Any]]]:
    grouped = [(label, [one for one in offered if one.group == group]) for group, label in GROUPS.items()]
    return [(label, inside) for label, inside in grouped if inside]
