"""Answering: replies, notes, and the files that go with them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import File, Router
from ninja.files import UploadedFile
from pydantic import Field

from shopbell.core.api import Bearer, Invalid, Sent, answers_bytes, valid
from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest
from shopbell.tickets.actions import attachments, messages
from shopbell.tickets.actions.answers import answer
from shopbell.tickets.base import Route, routes
from shopbell.tickets.errors import NoWayToAnswer
from shopbell.tickets.forms import LONGEST_TEXT, ReplyForm
from shopbell.tickets.models import Attachment, Message, Ticket
from shopbell.tickets.views.agent.ticket import find
from shopbell.tickets.views.api.reading import with_all
from shopbell.tickets.views.api.shapes import EnvelopeIn, FileOut, MessageOut
from shopbell.tickets.views.files import file as file_for_desk

router = Router()
NOTE = "note"
WRITING = Bearer("tickets:write", may_answer)


class NoteIn(Sent):
    """A note: Markdown as on the desk, and the ids of uploaded files."""

    text: str = Field("", max_length=LONGEST_TEXT)
    uploads: list[str] = Field([], max_length=50)


class ReplyIn(NoteIn):
    """An answer. Without a route, the ticket's first open way; `then` is its status afterwards."""

    route: str = Field("", max_length=60, description="The key of one of the ticket's `routes`")
    then: str = Field("", max_length=10, description="A status, or nothing to leave it")
    envelope: EnvelopeIn | None = Field(None, description="Subject and recipients of a mail, if not the thread's own")
    hold: int = Field(0, ge=0, le=20, description="Seconds in which it can be taken back; a chat's line goes at once")
    seen: str = Field(
        "",
        max_length=26,
        description="The id of the last message read: when somebody wrote after it, 409 and nothing is sent",
    )


@router.post("/tickets/{int:number}/replies", response={201: MessageOut}, auth=WRITING, summary="Answer")
def replies(request: AgentRequest, number: int, sent: ReplyIn) -> Message:
    """Send the same `Idempotency-Key` again after a time-out, and the answer goes out once."""
    message = _send(request, find(request, number), sent)
    return with_all(Message.objects.all()).get(pk=message.pk)


@router.post("/tickets/{int:number}/notes", response={201: MessageOut}, auth=WRITING, summary="Leave a note")
def notes(request: AgentRequest, number: int, sent: NoteIn) -> Message:
    ticket = find(request, number)
    form = _form(request, ticket, sent, route=NOTE, ways=[])
    given = valid(form)
    message = messages.note(ticket, text=given["text"], agent=request.user, files=form.chosen_files)
    return with_all(Message.objects.all()).get(pk=message.pk)


@router.post("/files", response={201: FileOut}, auth=WRITING, summary="Upload a file", tags=["Files"])
def upload(request: AgentRequest, file: File[UploadedFile]) -> Attachment:
    """For a reply or note still to be written, which names its id in `uploads`; others cannot see it until then."""
    return attachments.upload(
        file.read(),
        name=file.name or "",
        claimed=file.content_type or "",
        owner=Attachment.owner_of(request.user),
    )


@router.get(
    "/files/{file}",
    auth=Bearer("tickets:read"),
    summary="The bytes of a file",
    tags=["Files"],
    openapi_extra=answers_bytes(*Attachment.IMAGES),
)
def content(request: AgentRequest, file: str) -> HttpResponseBase:
    return file_for_desk(request, public_id=file)


def _send(request: AgentRequest, ticket: Ticket, sent: ReplyIn) -> Message:
    ways = routes(ticket)
    route = sent.route or next((way.key for way in ways if not way.closed_because), "")
    if not route:
        raise NoWayToAnswer
    if route == NOTE:
        raise Invalid({"route": [_("A note has an address of its own.")]})
    chosen = {"envelope": sent.envelope.as_form} if sent.envelope else {}
    form = _form(request, ticket, sent, route=route, ways=ways, then=sent.then, seen=sent.seen, **chosen)
    given = valid(form)
    return answer(
        ticket,
        route=form.routes[route],
        text=given["text"],
        agent=request.user,
        files=form.chosen_files,
        then=given["then"],
        seen=given["seen"],
        envelope=given["envelope"],
        hold=timedelta(seconds=sent.hold) if sent.hold else None,
    )


def _form(request: AgentRequest, ticket: Ticket, sent: NoteIn, *, ways: list[Route], **data: Any) -> ReplyForm:
    """The desk's own form, so that both refuse the same in the same words."""
    given = {"text": sent.text, "uploads": sent.uploads, **data}
    return ReplyForm(given, ticket=ticket, routes=ways, agent=request.user)
