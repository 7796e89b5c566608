"""The rules of signing in, and what somebody must do about their own account before they go on."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shopbell.core import clock
from shopbell.staff.actions.ownership import forget_second_step
from shopbell.staff.actions.sign_in_rules import ask_for_password, set_rules
from shopbell.staff.forms.security import RulesForm
from shopbell.staff.models import Agent, IdentityProvider, SignInRules
from shopbell.staff.permissions import may_manage_providers, may_manage_security, may_manage_sign_in
from shopbell.staff.request import AgentRequest, desk, requires
from shopbell.staff.second_step import has_second_step


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_manage_security)
def security(request: AgentRequest) -> HttpResponse:
    form = RulesForm(request.POST or None, instance=SignInRules.rules())
    if request.method == "POST" and form.is_valid():
        set_rules(**form.cleaned_data, by=request.user.actor)
        messages.success(request, _("Saved."))
        return redirect("security")
    context = {
        "form": form,
        "providers": list(IdentityProvider.objects.all()),
        "may_manage_providers": may_manage_providers(request.user),
    }
    return render(request, "staff/agent/security.html", context, status=422 if form.is_bound else 200)


@require_safe
@desk
def secure(request: AgentRequest) -> HttpResponse:
    """Leads somebody to a second step: the passkey first, then the app; later, as long as there is time."""
    until = request.user.secure_by
    context = {
        "until": until,
        "is_late": bool(until and until <= clock.now()),
        "is_done": has_second_step(request.user),
    }
    return render(request, "staff/agent/secure.html", context)


@require_POST
@requires(may_manage_security)
def person_password(request: AgentRequest, public_id: str) -> HttpResponse:
    """Have somebody choose another password at the next page they open."""
    found = _find(request, public_id)
    ask_for_password([found], by=request.user.actor)
    messages.success(request, _("{name} chooses a new password before anything else.").format(name=found.name))
    return redirect("person", found.public_id)


@require_POST
@requires(may_manage_security)
def person_second_step(request: AgentRequest, public_id: str) -> HttpResponse:
    """Take the second step away from somebody whose phone is gone."""
    found = _find(request, public_id)
    forget_second_step(found, by=request.user.actor)
    messages.success(
        request, _("{name} signs in by password alone, until they set up another step.").format(name=found.name)
    )
    return redirect("person", found.public_id)


def _find(request: AgentRequest, public_id: str) -> Agent:
    found = get_object_or_404(Agent, public_id=public_id, is_active=True)
    if not may_manage_sign_in(request.user, found):
        raise PermissionDenied
    return found
