"""Drafts: what is being written, kept while it is typed, for every device of the agent."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods

from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest, requires
from shopbell.tickets.actions import drafts
from shopbell.tickets.errors import WrittenElsewhere
from shopbell.tickets.forms import DraftForm
from shopbell.tickets.queries.drafts import drafts_for
from shopbell.tickets.views.agent.ticket import find


@require_http_methods(["GET", "POST"])
@requires(may_answer)
def draft(request: AgentRequest, pk: int) -> HttpResponse:
    """GET gives both drafts; POST keeps one, 409 with both when another device has changed it."""
    ticket = find(request, pk)
    if request.method == "GET":
        return JsonResponse(drafts_for(ticket, request.user))
    form = DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    sent = form.cleaned_data
    try:
        kept = drafts.save(
            ticket,
            agent=request.user,
            way=sent["way"],
            written=form.written,
            known=sent["known"] or 0,
            device=sent["device"],
        )
    except WrittenElsewhere as other:
        return JsonResponse({"detail": other.say(), "drafts": drafts_for(ticket, request.user)}, status=409)
    return JsonResponse({"version": kept.version if kept else 0})
