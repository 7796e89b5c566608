"""A ticket to read beside another one, and a ticket on paper."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from shopbell.core import clock
from shopbell.staff.request import AgentRequest, desk
from shopbell.tickets.models import Message, Ticket
from shopbell.tickets.queries import conversation
from shopbell.tickets.queries.merging import others_of
from shopbell.tickets.views.agent.ticket import find

MOST_PRINTED = 1000


@require_safe
@desk
def beside(request: AgentRequest, pk: int, other: int = 0) -> HttpResponse:
    """An earlier ticket of the customer, to read; without a number the latest, and the ways to its neighbours."""
    ticket = find(request, pk)
    shown = get_object_or_404(Ticket.objects.visible_to(request.user), pk=other) if other else None
    others = others_of(ticket, request.user)
    if shown and shown not in others:
        others = [shown, *others]
    shown = shown or next(iter(others), None)
    at = others.index(shown) if shown else 0
    context = {
        "ticket": ticket,
        "shown": shown,
        "newer": others[at - 1] if at else None,
        "older": others[at + 1] if at + 1 < len(others) else None,
        "talk": conversation(shown) if shown else None,
        "now": clock.now(),
    }
    return render(request, "tickets/agent/_beside.html", context)


@require_safe
@desk
def on_paper(request: AgentRequest, pk: int) -> HttpResponse:
    """The whole conversation for printing; `?notes=yes` with what only the team sees."""
    ticket = find(request, pk)
    with_notes = request.GET.get("notes") == "yes"
    messages = ticket.messages.select_related("agent", "thread").prefetch_related("attachments")
    if not with_notes:
        messages = messages.exclude(kind=Message.Kind.NOTE)
    newest = list(messages.order_by("-created_at", "-pk")[:MOST_PRINTED])[::-1]
    context = {"ticket": ticket, "messages": newest, "with_notes": with_notes, "now": clock.now()}
    context["was_cut"] = ticket.message_count > MOST_PRINTED
    return render(request, "tickets/agent/paper.html", context)
