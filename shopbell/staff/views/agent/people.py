"""Agents and teams, for admins."""

from __future__ import annotations

from django.http import HttpResponse

from shopbell.staff.permissions import may_administer
from shopbell.staff.request import AgentRequest, requires


@requires(may_administer)
def people(request: AgentRequest) -> HttpResponse:
    return HttpResponse("people")
