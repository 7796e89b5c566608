"""Services to sign in by, for owners: who sets one up decides whom to believe, also about owners."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shopbell.staff.actions import providers as acting
from shopbell.staff.forms.security import ProviderForm
from shopbell.staff.models import IdentityProvider
from shopbell.staff.permissions import may_manage_providers
from shopbell.staff.providers import callback_of
from shopbell.staff.request import AgentRequest, requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_manage_providers)
def provider(request: AgentRequest, public_id: str = "") -> HttpResponse:
    found = get_object_or_404(IdentityProvider, public_id=public_id) if public_id else None
    form = ProviderForm(request.POST or None, instance=found or IdentityProvider(), by=request.user)
    if request.method == "POST" and form.is_valid():
        saved = acting.save(found, **form.cleaned_data, by=request.user.actor)
        messages.success(request, _("Saved."))
        return redirect("provider", saved.public_id)
    context = {"form": form, "provider": found, "callback": callback_of(found) if found else ""}
    return render(request, "staff/agent/provider.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(may_manage_providers)
def delete(request: AgentRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(IdentityProvider, public_id=public_id)
    acting.delete(found, by=request.user.actor)
    messages.success(request, _("{name} opens nothing any more.").format(name=found.name))
    return redirect("security")
