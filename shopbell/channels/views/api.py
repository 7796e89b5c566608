"""Channels for programs: opening a ticket for a customer; for admins, how accounts are doing and what is parked."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Header, Query, Router, Schema
from pydantic import Field

from shopbell.channels import figures
from shopbell.channels.actions import contact, inbound
from shopbell.channels.errors import NoBytes, NotAForm
from shopbell.channels.forms.contact import LONGEST_TEXT, MOST_FILES
from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.channels.queries import parked as dead_inputs
from shopbell.core.api import Bearer, Invalid, Named, Paging, Sent, read_cursor, write_cursor
from shopbell.core.ids import public_id
from shopbell.staff.permissions import may_administer, may_answer, may_see_all
from shopbell.staff.request import AgentRequest
from shopbell.tickets.models import Attachment

router = Router(tags=["Channels"])
FORM = "form"
IdempotencyKey = Annotated[str, Header(alias="Idempotency-Key", max_length=255)]


class TicketIn(Sent):
    """What a customer said elsewhere, as if they had written it into the form of this account."""

    channel_account: str = Field(description="The id of a contact form")
    email: str = Field(max_length=254)
    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    name: str = Field("", max_length=120)
    subject: str = Field("", max_length=200)
    order_number: str = Field("", max_length=40)
    language: str = Field("", max_length=10)
    uploads: list[str] = Field([], max_length=MOST_FILES)


class TicketMade(Schema):
    """The number of the ticket, and the id of the customer's message in it."""

    number: int
    message: str


class AccountOut(Schema):
    """A channel account and how it is doing. `waiting` counts what is to go out, `parked` what could not be read."""

    id: str = Field(alias="public_id")
    kind: str
    name: str
    address: str
    shop: Named
    team: Named
    is_active: bool
    state: str
    last_success_at: datetime | None
    last_inbound_at: datetime | None
    last_outbound_at: datetime | None
    last_error_at: datetime | None
    last_error: str
    lag_seconds: int
    paused_until: datetime | None
    waiting: int
    parked: int


class AccountList(Schema):
    items: list[AccountOut]


class ParkedOut(Schema):
    """An input that could not be read, with the last line of what went wrong."""

    id: int
    received_at: datetime
    attempts: int
    reason: str

    @staticmethod
    def resolve_reason(raw: RawInput) -> str:
        return next((line.strip()[:300] for line in reversed(raw.error.splitlines()) if line.strip()), "")


class ParkedPage(Schema):
    items: list[ParkedOut]
    next: str | None


class ReplayOut(Schema):
    id: int
    state: str


@router.post("/tickets", response={201: TicketMade}, auth=Bearer(may_answer), summary="Open a ticket", tags=["Tickets"])
def open_ticket(request: AgentRequest, sent: TicketIn, key: IdempotencyKey = "") -> dict[str, Any]:
    """In a customer's name. The address is only claimed, and they get the usual word that it arrived.

    Send the same `Idempotency-Key` again after a time-out, and there will be one ticket.
    """
    account = _form_account(request, sent.channel_account)
    letter = contact.Letter(
        key=hashlib.sha256(f"{request.user.pk}:{key}".encode()).hexdigest()[:40] if key else public_id(),
        kind="contact",
        email=_address(sent.email),
        text=sent.text,
        name=sent.name,
        topic=sent.subject,
        order_number=contact.order_number(sent.order_number),
        language=sent.language,
        page=_("by {name}, through the API").format(name=request.user.name),
        files=_uploads(request, sent.uploads),
    )
    message = contact.write(account, letter)
    return {"number": message.ticket_id, "message": message.public_id}


@router.get("/channel-accounts", response=AccountList, auth=Bearer(may_administer), summary="List channel accounts")
def accounts(request: AgentRequest) -> dict[str, Any]:
    return {"items": _with_figures(list(_accounts()))}


@router.get("/channel-accounts/{account}", response=AccountOut, auth=Bearer(may_administer), summary="One of them")
def account(request: AgentRequest, account: str) -> ChannelAccount:
    return _with_figures([get_object_or_404(_accounts(), public_id=account)])[0]


@router.get(
    "/channel-accounts/{account}/parked",
    response=ParkedPage,
    auth=Bearer(may_administer),
    summary="What could not be read, the newest first",
)
def parked(request: AgentRequest, account: str, wanted: Query[Paging]) -> dict[str, Any]:
    found = _parked(account).order_by("-pk")
    if wanted.cursor:
        found = found.filter(pk__lt=read_cursor(wanted.cursor, int)[0])
    rows = list(found[: wanted.limit + 1])
    has_more, rows = len(rows) > wanted.limit, rows[: wanted.limit]
    return {"items": rows, "next": write_cursor(rows[-1].pk) if has_more else None}


@router.post(
    "/channel-accounts/{account}/parked/{int:number}/replay",
    response={202: ReplayOut},
    auth=Bearer(may_administer),
    summary="Read it again",
)
def replay(request: AgentRequest, account: str, number: int) -> dict[str, Any]:
    """It is read by a worker; if that fails once more, it is parked again."""
    raw = inbound.replay(get_object_or_404(_parked(account), pk=number))
    if raw.state == RawInput.State.DEAD:
        raise NoBytes
    return {"id": raw.pk, "state": raw.state}


def _accounts() -> QuerySet[ChannelAccount]:
    return ChannelAccount.objects.select_related("shop", "team").order_by("kind", "name", "pk")


def _with_figures(found: list[ChannelAccount]) -> list[ChannelAccount]:
    """The accounts, each knowing how much waits to go out and how much is parked."""
    waiting, dead = figures.waiting(found), figures.parked_by_account()
    for one in found:
        one.__dict__.update(waiting=waiting[one.pk], parked=dead[one.pk])
    return found


def _parked(account: str) -> QuerySet[RawInput]:
    return dead_inputs().filter(account=get_object_or_404(ChannelAccount, public_id=account))


def _form_account(request: AgentRequest, wanted: str) -> ChannelAccount:
    """A form whose tickets go to a team that the agent sees."""
    found = ChannelAccount.objects.select_related("shop", "team").filter(public_id=wanted, is_active=True)
    if not may_see_all(request.user):
        found = found.filter(team__in=request.user.teams.all())
    account = found.first()
    if account is None:
        raise Invalid({"channel_account": [_("There is no such channel account.")]})
    if account.kind != FORM:
        raise NotAForm
    return account


def _address(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid({"email": error.messages}) from None
    return email


def _uploads(request: AgentRequest, public_ids: list[str]) -> list[Attachment]:
    owner = Attachment.owner_of(request.user)
    found = list(Attachment.objects.filter(public_id__in=public_ids, owner=owner, message=None))
    if len(found) != len(set(public_ids)):
        raise Invalid({"uploads": [_("There is no such file, or it belongs to a message already.")]})
    return found
