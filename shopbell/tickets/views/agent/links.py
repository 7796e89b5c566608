"""Linking a ticket with another one by hand, and taking a link away."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest, requires
from shopbell.tickets.actions.links import link, unlink
from shopbell.tickets.models import Ticket, TicketLink
from shopbell.tickets.queries.links import linked_tickets, reason_choices
from shopbell.tickets.queries.merging import candidates
from shopbell.tickets.views.agent.ticket import find

CHANGED = {"HX-Trigger": "ticket-changed"}


class LinkForm(forms.Form):
    """The other ticket, and what this one is to it."""

    other = forms.IntegerField(min_value=1)
    reason = forms.ChoiceField(choices=reason_choices)


@require_http_methods(["GET", "POST"])
@requires(may_answer)
def linking(request: AgentRequest, pk: int) -> HttpResponse:
    """The dialog that looks for the other ticket; posted, the link."""
    ticket = find(request, pk)
    if request.method == "GET":
        text = request.GET.get("q", "")
        context = {"ticket": ticket, "text": text, "found": candidates(ticket, request.user, text)}
        context["reasons"] = reason_choices()
        template = "_merge_found" if "q" in request.GET else "_link"
        return render(request, f"tickets/agent/{template}.html", context)
    form = LinkForm(request.POST)
    if not form.is_valid():
        sentence = _("Choose the ticket to link with.")
        return render(request, "core/_refused.html", {"sentence": sentence}, status=422)
    other = get_object_or_404(Ticket.objects.visible_to(request.user), pk=form.cleaned_data["other"])
    link(ticket, other, reason=form.cleaned_data["reason"], by=request.user.actor)
    return HttpResponse(status=204, headers=CHANGED)


@require_POST
@requires(may_answer)
def unlinking(request: AgentRequest, pk: int, key: int) -> HttpResponse:
    ticket = find(request, pk)
    keys = [one.key for one in linked_tickets(ticket, request.user)]
    made = get_object_or_404(TicketLink.objects.select_related("ticket", "other"), pk=key, pk__in=keys)
    unlink(made, by=request.user.actor)
    return HttpResponse(status=204, headers=CHANGED)
