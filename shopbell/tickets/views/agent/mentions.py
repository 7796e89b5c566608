"""Completing an @name in a note."""

from __future__ import annotations

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest, requires
from shopbell.tickets.queries.mentions import callable_as
from shopbell.tickets.views.agent.ticket import find


@require_safe
@requires(may_answer)
def mentions(request: AgentRequest, pk: int) -> JsonResponse:
    return JsonResponse(callable_as(find(request, pk), request.GET.get("q", "")[:100].strip()), safe=False)
