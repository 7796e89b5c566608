"""Forwarding to somebody outside, and whom a mail could go to."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from shopbell.core import clock
from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest, requires
from shopbell.tickets.actions import forwarding
from shopbell.tickets.forms import ForwardForm
from shopbell.tickets.queries.habits import hold_of
from shopbell.tickets.queries.recipients import forwardable, proposals
from shopbell.tickets.views.agent.answer import undo_of
from shopbell.tickets.views.agent.ticket import find


@require_http_methods(["GET", "POST"])
@requires(may_answer)
def forward(request: AgentRequest, pk: int) -> HttpResponse:
    """The dialog, for one `message` or all of them; and sending it: 201, or 422 with sentences by field."""
    ticket = find(request, pk)
    if request.method == "GET":
        said = forwardable(ticket).prefetch_related("attachments")
        chosen = list(said.filter(public_id=request.GET.get("message", ""))) or list(said)
        context = {"ticket": ticket, "chosen": chosen, "now": clock.now()}
        return render(request, "tickets/agent/_forward.html", context)
    form = ForwardForm(request.POST, ticket=ticket)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    sent = form.cleaned_data
    message = forwarding.forward(
        ticket,
        forwarded=list(sent["messages"]),
        envelope=sent["envelope"],
        text=sent["text"],
        agent=request.user,
        client_key=sent["client_key"],
        hold=hold_of(request.user),
    )
    return JsonResponse({"message": message.public_id, "undo": undo_of(message)}, status=201)


@require_safe
@requires(may_answer)
def recipients(request: AgentRequest, pk: int) -> HttpResponse:
    """Who could be meant by what has been typed so far."""
    found = proposals(find(request, pk), request.user, request.GET.get("q", "")[:100])
    return JsonResponse({"people": [{"address": address, "name": name} for address, name in found]})
