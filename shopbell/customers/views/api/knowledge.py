"""Notes, consents and the history of customers, for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from shopbell.core.api import Bearer, Moment, Paging, Sent, page_of, read_cursor, write_cursor
from shopbell.customers.actions import consents as consenting
from shopbell.customers.actions import notes as acting
from shopbell.customers.base import Place
from shopbell.customers.models import Consent, Customer, CustomerNote
from shopbell.customers.permissions import may_change_customers
from shopbell.customers.queries import timeline
from shopbell.staff.request import AgentRequest

router = Router()
READING = Bearer("customers:read")
WRITING = Bearer("customers:write", may_change_customers)
_NOTES = "/customers/{customer}/notes"
Purpose = Literal["marketing_email", "marketing_phone", "surveys", "personal", "recording", "publishing"]
Said = Literal["form", "email", "chat", "phone", "shop", "paper", "import"]


class CustomerNoteOut(Schema):
    """A note of the team about a customer; without an author somebody wrote it who is gone."""

    id: str = Field(alias="public_id")
    text: str
    author: str | None = Field(None, description="The id of the agent")
    is_pinned: bool
    created_at: datetime
    changed_at: datetime | None

    @staticmethod
    def resolve_author(note: CustomerNote) -> str | None:
        return note.author.public_id if note.author else None


class CustomerNotePage(Schema):
    items: list[CustomerNoteOut]
    next: str | None


class CustomerNoteIn(Sent):
    text: str = Field(min_length=1, max_length=CustomerNote.LONGEST)
    is_pinned: bool = False


class CustomerNoteChange(Sent):
    """What is left out stays as it is."""

    text: str | None = Field(None, min_length=1, max_length=CustomerNote.LONGEST)
    is_pinned: bool | None = None


class ConsentOut(Schema):
    """One word of a customer on one purpose; the newest of a purpose counts."""

    purpose: Purpose
    is_given: bool
    source: Said
    wording: str
    said_at: datetime


class ConsentPage(Schema):
    items: list[ConsentOut]
    next: str | None


class ConsentIn(Sent):
    purpose: Purpose
    is_given: bool
    source: Said
    wording: str = Field("", max_length=80, description="Which version of the words they agreed to")
    said_at: Moment | None = None


class MomentOut(Schema):
    """One thing that happened with a customer, as the desk says it."""

    at: datetime
    kind: str
    sentence: str
    text: str


class History(Schema):
    """The newest first."""

    items: list[MomentOut]
    next: str | None


@router.get(_NOTES, response=CustomerNotePage, auth=READING, summary="Notes about a customer")
def notes(request: AgentRequest, customer: str, wanted: Query[Paging]) -> dict[str, Any]:
    return page_of(_find(request, customer).notes.select_related("author"), wanted)


@router.post(_NOTES, response={201: CustomerNoteOut}, auth=WRITING, summary="Write a note about a customer")
def add_note(request: AgentRequest, customer: str, sent: CustomerNoteIn) -> CustomerNote:
    return acting.add(_find(request, customer), author=request.user, by=request.user.actor, **sent.dict())


@router.patch(_NOTES + "/{note}", response=CustomerNoteOut, auth=WRITING, summary="Change a note, or pin it")
def change_note(request: AgentRequest, customer: str, note: str, sent: CustomerNoteChange) -> CustomerNote:
    return acting.change(_note(request, customer, note), by=request.user.actor, **sent.dict())


@router.delete(_NOTES + "/{note}", response={204: None}, auth=WRITING, summary="Delete a note")
def delete_note(request: AgentRequest, customer: str, note: str) -> None:
    acting.delete(_note(request, customer, note), by=request.user.actor)


@router.get("/customers/{customer}/consents", response=ConsentPage, auth=READING, summary="What they allowed, ever")
def consents(request: AgentRequest, customer: str, wanted: Query[Paging]) -> dict[str, Any]:
    return page_of(_find(request, customer).consents.all(), wanted, newest_first=True)


@router.post("/customers/{customer}/consents", response={201: ConsentOut}, auth=WRITING, summary="Note what they allow")
def add_consent(request: AgentRequest, customer: str, sent: ConsentIn) -> Consent:
    return consenting.note(_find(request, customer), by=request.user.actor, **sent.dict())


@router.get("/customers/{customer}/history", response=History, auth=READING, summary="All that happened with them")
def history(request: AgentRequest, customer: str, wanted: Query[Paging]) -> dict[str, Any]:
    before = Place(*read_cursor(wanted.cursor, datetime, str, int)) if wanted.cursor else None
    page = timeline(_find(request, customer), request.user, before=before, size=wanted.limit)
    items = [
        {"at": one.place.at, "kind": one.place.kind, "sentence": one.sentence, "text": one.text} for one in page.moments
    ]
    older = page.older
    return {"items": items, "next": write_cursor(older.at, older.kind, older.key) if older else None}


def _find(request: AgentRequest, public_id: str) -> Customer:
    return get_object_or_404(Customer.objects.visible_to(request.user), public_id=public_id)


def _note(request: AgentRequest, customer: str, note: str) -> CustomerNote:
    return get_object_or_404(CustomerNote, public_id=note, customer=_find(request, customer))
