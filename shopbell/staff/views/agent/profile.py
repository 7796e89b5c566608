"""One's own profile: name, language, appearance, availability."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shopbell.staff.actions.agents import change
from shopbell.staff.models import Agent
from shopbell.staff.request import AgentRequest, desk


@desk
def profile(request: AgentRequest) -> HttpResponse:
    return HttpResponse("profile")


@require_POST
@desk
def availability(request: AgentRequest) -> HttpResponse:
    wanted = request.POST.get("availability", "")
    if wanted in Agent.Availability.values:
        change(request.user, by=request.user.actor, availability=wanted)
    return redirect("inbox")
