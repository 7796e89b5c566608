"""Answering: replies, notes, and the files that go with them."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shopbell.core import clock
from shopbell.staff.models import Agent
from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest, requires
from shopbell.tickets.actions import answers, attachments, messages
from shopbell.tickets.base import Envelope, routes
from shopbell.tickets.errors import WrittenMeanwhile
from shopbell.tickets.forms import ReplyForm
from shopbell.tickets.models import Attachment, Message, Ticket
from shopbell.tickets.queries import written_since
from shopbell.tickets.queries.habits import habits_of, hold_of
from shopbell.tickets.views.agent.ticket import find


@require_POST
@requires(may_answer)
def replies(request: AgentRequest, pk: int) -> HttpResponse:
    """Send an answer on one of the ticket's ways, or leave a note.

    Answers 201, 422 with sentences by field, or 409 with what has been written after `seen`.
    """
    ticket = find(request, pk)
    form = ReplyForm(request.POST, ticket=ticket, routes=routes(ticket), agent=request.user)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    try:
        message = _note(request, ticket, form) if form.is_note else _answer(request, ticket, form)
    except WrittenMeanwhile as meanwhile:
        return _ask(request, meanwhile, written_since(ticket, form.cleaned_data["seen"]))
    return JsonResponse({"message": message.public_id, "undo": undo_of(message)}, status=201)


def _note(request: AgentRequest, ticket: Ticket, form: ReplyForm) -> Message:
    sent = form.cleaned_data
    return messages.note(
        ticket, text=sent["text"], agent=request.user, files=form.chosen_files, client_key=sent["client_key"]
    )


def _answer(request: AgentRequest, ticket: Ticket, form: ReplyForm) -> Message:
    sent = form.cleaned_data
    return answers.answer(
        ticket,
        route=form.routes[sent["route"]],
        text=sent["text"],
        agent=request.user,
        files=form.chosen_files,
        then=sent["then"],
        client_key=sent["client_key"],
        seen=sent["seen"],
        envelope=envelope_for(request.user, sent["envelope"]),
        hold=hold_of(request.user),
    )


def envelope_for(agent: Agent, chosen: Envelope | None) -> Envelope | None:
    """What they chose, else what they are used to: those in copy get the answer too, or not."""
    return chosen or (None if habits_of(agent).reply_all else Envelope(cc=()))


def undo_of(message: Message) -> dict[str, Any] | None:
    """Until when and where the answer can be taken back."""
    if message.not_before is None:
        return None
    seconds = (message.not_before - clock.now()).total_seconds()
    # Its address belongs to the channels, which know whether anything has left.
    return {"url": reverse("message_undo", args=[message.public_id]), "seconds": max(0, round(seconds))}


def _ask(request: AgentRequest, meanwhile: WrittenMeanwhile, newer: list[Message]) -> JsonResponse:
    """What is new, for the agent to decide; `seen` is what they will have read then."""
    context = {"newer": newer, "now": clock.now()}
    ask = render_to_string("tickets/agent/_meanwhile.html", context, request=request)
    said = {"detail": meanwhile.say(), "ask": ask, "seen": newer[-1].public_id}
    return JsonResponse(said, status=409)


@require_POST
@requires(may_answer)
def files(request: AgentRequest, pk: int) -> HttpResponse:
    """Upload one file for an answer still to be written."""
    find(request, pk)
    uploaded = request.FILES.get("file")
    if not isinstance(uploaded, UploadedFile):
        return JsonResponse({"detail": _("No file arrived. Try again.")}, status=422)
    kept = attachments.upload(
        uploaded.read(),
        name=uploaded.name or "",
        claimed=uploaded.content_type or "",
        owner=Attachment.owner_of(request.user),
    )
    return JsonResponse({"id": kept.public_id, "name": kept.name, "size": kept.size}, status=201)
