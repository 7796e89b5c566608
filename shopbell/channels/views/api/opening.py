"""Opening a ticket for a customer who said it elsewhere."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from shopbell.channels.actions import contact
from shopbell.channels.errors import NotAForm
from shopbell.channels.forms.contact import LONGEST_TEXT
from shopbell.channels.forms.papers import MOST_FILES
from shopbell.channels.models import ChannelAccount
from shopbell.core.api import Bearer, Invalid, Sent
from shopbell.core.ids import public_id
from shopbell.staff.permissions import may_answer, may_see_all
from shopbell.staff.request import AgentRequest
from shopbell.tickets.models import Attachment

router = Router(tags=["Tickets"])
FORM = "form"
WRITING = Bearer("tickets:write", may_answer)


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


@router.post("/tickets", response={201: TicketMade}, auth=WRITING, summary="Open a ticket")
def open_ticket(request: AgentRequest, sent: TicketIn) -> dict[str, Any]:
    """In a customer's name. The address is only claimed, and they get the usual word that it arrived.

    Send the same `Idempotency-Key` again after a time-out, and there will be one ticket.
    """
    account = _form_account(request, sent.channel_account)
    letter = contact.Letter(
        key=public_id(),
        kind="contact",
        email=_address(sent.email),
        text=sent.text,
        name=sent.name,
        topic=sent.subject,
        order_number=contact.order_number(sent.order_number),
        language=sent.language,
        page=_("by {name}, through the API").format(name=request.user.name),
        files=_uploads(request, sent.uploads) if sent.uploads else (),
        is_new=True,
    )
    message = contact.write(account, letter)
    return {"number": message.ticket_id, "message": message.public_id}


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
