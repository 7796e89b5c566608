"""What is planned for a ticket: an answer or reminder for later, moved, sent at once or withdrawn."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest, requires
from shopbell.tickets.actions import scheduling
from shopbell.tickets.base import routes
from shopbell.tickets.forms import PlanForm, TimeForm
from shopbell.tickets.models import Scheduled
from shopbell.tickets.queries.offers import later_offers
from shopbell.tickets.views.agent.answer import envelope_for
from shopbell.tickets.views.agent.ticket import find


@require_POST
@requires(may_answer)
def plans(request: AgentRequest, pk: int) -> HttpResponse:
    """Plan what the composer holds: 201, or 422 with sentences by field."""
    ticket = find(request, pk)
    form = PlanForm(request.POST, ticket=ticket, routes=routes(ticket), agent=request.user, customer=ticket.customer)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    sent = form.cleaned_data
    planned = scheduling.plan(
        ticket,
        kind=sent["kind"],
        at=sent["at"],
        agent=request.user,
        text=sent["text"],
        on_answer=sent["on_answer"],
        route=sent["route"],
        files=form.chosen_files,
        then=sent["then"],
        envelope=envelope_for(request.user, sent["envelope"]),
        client_key=sent["client_key"],
    )
    return JsonResponse({"scheduled": planned.public_id}, status=201)


@require_http_methods(["GET", "POST"])
@requires(may_answer)
def time(request: AgentRequest, public_id: str) -> HttpResponse:
    """The dialog that moves it, and moving it."""
    planned = find_planned(request, public_id)
    ticket = planned.ticket
    form = TimeForm(request.POST or None, customer=ticket.customer)
    if request.method == "POST" and form.is_valid():
        scheduling.move(planned, **form.cleaned_data, by=request.user.actor)
        return _done()
    context = {
        "planned": planned,
        "laters": later_offers(timezone.get_current_timezone(), ticket.customer),
        "choices": Scheduled.OnAnswer.choices,
    }
    return render(request, "tickets/agent/_scheduled_time.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(may_answer)
def sending(request: AgentRequest, public_id: str) -> HttpResponse:
    scheduling.send_now(find_planned(request, public_id), by=request.user.actor)
    return _done()


@require_POST
@requires(may_answer)
def withdrawal(request: AgentRequest, public_id: str) -> HttpResponse:
    """Its words are a draft of who withdraws it."""
    scheduling.withdraw(find_planned(request, public_id), agent=request.user)
    return _done()


def find_planned(request: AgentRequest, public_id: str) -> Scheduled:
    """It, if this agent may see its ticket, also where that went into another."""
    planned = get_object_or_404(Scheduled.objects.select_related("ticket__customer"), public_id=public_id)
    find(request, planned.ticket_id)
    return planned


def _done() -> HttpResponse:
    return HttpResponse(status=204, headers={"HX-Trigger": "ticket-changed"})
