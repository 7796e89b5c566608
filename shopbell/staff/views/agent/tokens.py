"""One's own API tokens: what there is, a new one, whose secret is shown once, and the end of one."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from shopbell.staff.actions import tokens as acting
from shopbell.staff.forms import TokenForm
from shopbell.staff.models import ApiToken
from shopbell.staff.permissions import may_make_tokens
from shopbell.staff.request import AgentRequest, desk, requires


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_make_tokens)
def tokens(request: AgentRequest) -> HttpResponse:
    """The secret is written into this answer alone: neither the session nor the database ever holds it."""
    form = TokenForm(request.POST or None)
    made, secret = None, ""
    if request.method == "POST" and form.is_valid():
        made, secret = acting.make(request.user, **form.cleaned_data, by=request.user.actor)
    context = {
        "form": TokenForm() if made else form,
        "made": made,
        "secret": secret,
        "tokens": list(request.user.api_tokens.filter(revoked_at=None)),
        "address": settings.SHOPBELL_URL + reverse("api:api-root"),
    }
    return render(request, "staff/agent/tokens.html", context, status=422 if form.errors else 200)


@require_POST
@desk
def revoke(request: AgentRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(ApiToken, public_id=public_id, agent=request.user)
    acting.revoke(found, by=request.user.actor)
    messages.success(request, _("{name} opens nothing any more.").format(name=found.name))
    return redirect("tokens")
