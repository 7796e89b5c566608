"""Answering: replies, notes, and the files that go with them."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest, requires
from shopbell.tickets.actions import attachments, messages, threads
from shopbell.tickets.base import routes
from shopbell.tickets.forms import ReplyForm
from shopbell.tickets.models import Attachment
from shopbell.tickets.views.agent.ticket import find


@require_POST
@requires(may_answer)
def replies(request: AgentRequest, pk: int) -> HttpResponse:
    """Send an answer on one of the ticket's ways, or leave a note; answers 201, or 422 with sentences by field."""
    ticket = find(request, pk)
    form = ReplyForm(request.POST, routes=routes(ticket), agent=request.user)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    sent = form.cleaned_data
    if form.is_note:
        message = messages.note(ticket, text=sent["text"], agent=request.user, files=form.chosen_files)
    else:
        with transaction.atomic():
            thread = threads.start(ticket, route=form.routes[sent["route"]], by=request.user.actor)
            message = messages.reply(
                thread,
                text=sent["text"],
                by=request.user.actor,
                agent=request.user,
                files=form.chosen_files,
                then=sent["then"],
                client_key=sent["client_key"],
            )
    return JsonResponse({"message": message.public_id}, status=201)


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
