"""Merging tickets, and taking that back."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest, requires
from shopbell.tickets.actions.merging import merge, merge_all, unmerge
from shopbell.tickets.models import Move, Ticket
from shopbell.tickets.queries.merging import candidates
from shopbell.tickets.views.agent.ticket import find

MOST_AT_ONCE = 20


class MergeForm(forms.Form):
    """The other ticket, and which number stays."""

    other = forms.IntegerField(min_value=1)
    keep = forms.ChoiceField(choices=[("other", ""), ("this", "")], required=False)


@require_http_methods(["GET", "POST"])
@requires(may_answer)
def merging(request: AgentRequest, pk: int) -> HttpResponse:
    """The dialog with what could be merged; posted, the merge itself, after which the page shows what stays."""
    ticket = find(request, pk)
    if request.method == "GET":
        text = request.GET.get("q", "")
        context = {"ticket": ticket, "text": text, "found": candidates(ticket, request.user, text)}
        template = "_merge_found" if "q" in request.GET else "_merge"
        return render(request, f"tickets/agent/{template}.html", context)
    form = MergeForm(request.POST)
    if not form.is_valid():
        return _choose(request)
    other = get_object_or_404(Ticket.objects.visible_to(request.user), pk=form.cleaned_data["other"])
    source, into = (other, ticket) if form.cleaned_data["keep"] == "this" else (ticket, other)
    merge(source, into=into, by=request.user.actor)
    return _go(into.pk)


@require_POST
@requires(may_answer)
def unmerging(request: AgentRequest, pk: int) -> HttpResponse:
    """Take the merge of this ticket back; whoever sees where it went may."""
    find(request, pk)
    move = get_object_or_404(Move, source=pk, kind=Move.Kind.MERGE, undone_at=None)
    source = unmerge(move, by=request.user.actor)
    seen = Ticket.objects.visible_to(request.user).filter(pk=source.pk).exists()
    return _go(source.pk if seen else move.target_id)


@require_POST
@requires(may_answer)
def merging_many(request: AgentRequest) -> HttpResponse:
    """Merge all chosen ones of a list into the one that was opened first."""
    wanted = [int(key) for key in request.POST.getlist("tickets")[:MOST_AT_ONCE] if key.isdecimal() and len(key) < 19]
    seen = list(Ticket.objects.visible_to(request.user).filter(pk__in=wanted).values_list("pk", flat=True))
    if len(seen) < 2:
        return _choose(request)
    into = merge_all(list(Ticket.objects.filter(pk__in=seen)), by=request.user.actor)
    return _go(into.pk)


def _go(number: int) -> HttpResponse:
    return HttpResponse(status=204, headers={"HX-Redirect": reverse("ticket", args=[number])})


def _choose(request: AgentRequest) -> HttpResponse:
    return render(request, "core/_refused.html", {"sentence": _("Choose the ticket to merge with.")}, status=422)
