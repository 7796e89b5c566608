"""What a ticket is and whose: assignment, status, snooze, priority, tags, spam."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest, requires
from shopbell.tickets.actions import assignment as assigning
from shopbell.tickets.actions import priority as prioritising
from shopbell.tickets.actions import status as standing
from shopbell.tickets.actions import tagging
from shopbell.tickets.forms import AssignmentForm, PriorityForm, SnoozeForm, StatusForm, TagForm
from shopbell.tickets.models import Ticket
from shopbell.tickets.panels import desk_queues
from shopbell.tickets.views.agent.ticket import find


def _changed(request: AgentRequest, ticket: Ticket) -> HttpResponse:
    """Done: the page refetches what shows this ticket, or leaves when the agent no longer sees it."""
    if Ticket.objects.visible_to(request.user).filter(pk=ticket.pk).exists():
        return HttpResponse(status=204, headers={"HX-Trigger": "ticket-changed"})
    return HttpResponse(status=204, headers={"HX-Redirect": reverse("inbox")})


def _refused(request: AgentRequest, form: forms.Form) -> HttpResponse:
    sentences = [sentence for errors in form.errors.values() for sentence in errors]
    return render(request, "core/_refused.html", {"sentence": " ".join(map(str, sentences))}, status=422)


@require_POST
@requires(may_answer)
def assignment(request: AgentRequest, pk: int) -> HttpResponse:
    ticket = find(request, pk)
    form = AssignmentForm(request.POST, teams=desk_queues(request).teams)
    if not form.is_valid():
        return _refused(request, form)
    chosen: dict[str, Any] = form.cleaned_data
    team = chosen["team"] or ticket.team
    agent = chosen["agent"]
    if team != ticket.team and agent and not agent.teams.filter(pk=team.pk).exists():
        agent = None  # the ticket moves to a team its agent is not in
    return _changed(request, assigning.assign(ticket, to=agent, team=team, by=request.user.actor))


@require_POST
@requires(may_answer)
def status(request: AgentRequest, pk: int) -> HttpResponse:
    ticket = find(request, pk)
    form = StatusForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    return _changed(request, standing.set_status(ticket, status=form.cleaned_data["status"], by=request.user.actor))


@require_POST
@requires(may_answer)
def snooze(request: AgentRequest, pk: int) -> HttpResponse:
    ticket = find(request, pk)
    form = SnoozeForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    until = form.cleaned_data["until"]
    return _changed(
        request,
        standing.set_status(ticket, status=Ticket.Status.SNOOZED, until=until, by=request.user.actor),
    )


@require_POST
@requires(may_answer)
def priority(request: AgentRequest, pk: int) -> HttpResponse:
    ticket = find(request, pk)
    form = PriorityForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    return _changed(
        request,
        prioritising.set_priority(ticket, priority=form.cleaned_data["priority"], by=request.user.actor),
    )


@require_POST
@requires(may_answer)
def tags(request: AgentRequest, pk: int) -> HttpResponse:
    ticket = find(request, pk)
    form = TagForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    words = form.cleaned_data["add"].split(",")
    removed = [form.cleaned_data["remove"]] if form.cleaned_data["remove"] else []
    return _changed(request, tagging.tag(ticket, add=words, remove=removed, by=request.user.actor))


@require_POST
@requires(may_answer)
def spam(request: AgentRequest, pk: int) -> HttpResponse:
    ticket = find(request, pk)
    is_spam = request.POST.get("spam") == "yes"
    return _changed(request, standing.set_spam(ticket, is_spam=is_spam, by=request.user.actor))
