"""The settings' front page: every page there is for this agent, with what it is for."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shopbell.staff.request import AgentRequest, desk


@require_safe
@desk
def overview(request: AgentRequest) -> HttpResponse:
    return render(request, "staff/agent/overview.html")
