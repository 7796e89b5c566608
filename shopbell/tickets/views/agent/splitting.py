"""Splitting messages off a ticket, and bringing them back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shopbell.core import clock
from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest, requires
from shopbell.tickets.actions.splitting import split, unsplit
from shopbell.tickets.models import Message, Move, Ticket
from shopbell.tickets.views.agent.ticket import find

MOST_SHOWN = 100


class SplitForm(forms.Form):
    """The messages that are another matter, and what the new ticket is about."""

    messages = forms.ModelMultipleChoiceField(Message.objects.none(), to_field_name="public_id")
    subject = forms.CharField(required=False, max_length=300)

    def __init__(self, *args: Any, ticket: Ticket, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["messages"].queryset = ticket.messages.all()  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@requires(may_answer)
def splitting(request: AgentRequest, pk: int) -> HttpResponse:
    """The dialog with the messages to choose from; posted, the page shows the new ticket."""
    ticket = find(request, pk)
    if request.method == "GET":
        newest = ticket.messages.order_by("-created_at", "-pk").prefetch_related("attachments")[:MOST_SHOWN]
        context = {"ticket": ticket, "messages": list(newest)[::-1], "now": clock.now()}
        return render(request, "tickets/agent/_split.html", context)
    form = SplitForm(request.POST, ticket=ticket)
    if not form.is_valid():
        sentence = _("Choose the messages that are another matter.")
        return render(request, "core/_refused.html", {"sentence": sentence}, status=422)
    chosen = form.cleaned_data
    made = split(ticket, messages=list(chosen["messages"]), subject=chosen["subject"], by=request.user.actor)
    return HttpResponse(status=204, headers={"HX-Redirect": reverse("ticket", args=[made.pk])})


@require_POST
@requires(may_answer)
def unsplitting(request: AgentRequest, pk: int) -> HttpResponse:
    """Bring back what was split off as this ticket."""
    find(request, pk)
    move = get_object_or_404(Move, target=pk, kind=Move.Kind.SPLIT, undone_at=None)
    find(request, move.source_id)
    home = unsplit(move, by=request.user.actor)
    return HttpResponse(status=204, headers={"HX-Redirect": reverse("ticket", args=[home.pk])})
