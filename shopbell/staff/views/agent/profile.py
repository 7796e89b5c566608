"""One's own profile: name, language, appearance, security, availability."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shopbell.staff.actions.agents import change
from shopbell.staff.actions.availability import say
from shopbell.staff.forms import ProfileForm, next_time
from shopbell.staff.models import Agent
from shopbell.staff.request import AgentRequest, desk
from shopbell.staff.second_step import has_second_step


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def profile(request: AgentRequest) -> HttpResponse:
    me = Agent.objects.get(pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=me)
    if request.method == "POST" and form.is_valid():
        changed = change(request.user, by=request.user.actor, **form.cleaned_data)
        with translation.override(changed.language):
            messages.success(request, _("Saved."))
        return redirect("profile")
    context = {
        "form": form,
        "has_second_step": has_second_step(request.user),
        "teams": list(request.user.teams.filter(is_archived=False)),
    }
    return render(request, "staff/agent/profile.html", context, status=422 if form.is_bound else 200)


@require_POST
@desk
def availability(request: AgentRequest) -> HttpResponse:
    wanted = request.POST.get("availability", "")
    if wanted in Agent.Availability.values:
        back_at = next_time(request.POST.get("back_at", ""), request.user)
        say(request.user, wanted, by=request.user.actor, back_at=back_at)
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else "inbox")
