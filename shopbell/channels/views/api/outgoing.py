"""What did not go out, or of which nobody knows: the list for admins, and what an agent decides."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from shopbell.channels import figures, mail_page
from shopbell.channels.actions import giving_up, outbox
from shopbell.channels.errors import NothingToSettle
from shopbell.channels.models import OutgoingPart
from shopbell.channels.views.agent.message import find
from shopbell.channels.views.api.accounts import READING
from shopbell.core.api import Bearer, Named, Paging, page_of
from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest
from shopbell.tickets.models import Message

router = Router(tags=["Messages"])
SEEING = Bearer("tickets:read")
WRITING = Bearer("tickets:write", may_answer)
HTML: dict[str, Any] = {"responses": {200: {"content": {"text/html": {"schema": {"type": "string"}}}}}}


class PartOut(Schema):
    """One call to a provider that has not worked, or may have: `state` is failed, suppressed or unknown."""

    id: int
    message: str = Field(alias="message.public_id")
    ticket: int = Field(alias="message.ticket_id")
    account: Named
    state: str
    reason: str
    attempts: int
    created_at: datetime


class PartPage(Schema):
    items: list[PartOut]
    next: str | None


class DeliveryOut(Schema):
    """What becomes of a message now."""

    message: str = Field(alias="public_id")
    state: str
    reason: str


@router.get("/outgoing", response=PartPage, auth=READING, summary="What did not go out in 30 days, the newest first")
def outgoing(request: AgentRequest, wanted: Query[Paging]) -> dict[str, Any]:
    return page_of(figures.trouble_parts().select_related("account", "message"), wanted, newest_first=True)


@router.get("/messages/{message}/mail", auth=SEEING, summary="A mail in its sender's own design", openapi_extra=HTML)
def mail(request: AgentRequest, message: str) -> HttpResponse:
    """A page that can run nothing and fetch nothing. Messages that were no such mail are 404."""
    found = find(request, message)
    if not found.html:
        raise Http404
    response = HttpResponse(mail_page.page(found, remote=False, language=found.language))
    response["Content-Security-Policy"] = mail_page.policy(remote=False)
    return response


@router.post("/messages/{message}/retry", response={202: DeliveryOut}, auth=WRITING, summary="Send it again")
def retry(request: AgentRequest, message: str) -> Message:
    """The failed parts, and those of which nobody knows: they may then arrive twice."""
    found = find(request, message)
    with transaction.atomic():
        unknown = _unknown(found)
        for part in unknown:
            outbox.settle(part, as_sent=False, by=request.user.actor)
        if not unknown:
            outbox.retry(found, by=request.user.actor)
    return find(request, message)


@router.post("/messages/{message}/settlement", response=DeliveryOut, auth=WRITING, summary="It did arrive")
def settlement(request: AgentRequest, message: str) -> Message:
    """Nobody knew whether it arrived; now somebody does."""
    found = find(request, message)
    with transaction.atomic():
        unknown = _unknown(found)
        if not unknown:
            raise NothingToSettle
        for part in unknown:
            outbox.settle(part, as_sent=True, by=request.user.actor)
    return find(request, message)


@router.post("/messages/{message}/withdrawal", response=DeliveryOut, auth=WRITING, summary="Withdraw it")
def withdrawal(request: AgentRequest, message: str) -> Message:
    """While it waits, has failed or is held back."""
    giving_up.withdraw(find(request, message), by=request.user.actor)
    return find(request, message)


@router.post("/messages/{message}/undo", response=DeliveryOut, auth=WRITING, summary="Take it back")
def undo(request: AgentRequest, message: str) -> Message:
    """What you sent with a `hold`, while nothing has left: it was never said, and its words are your draft again."""
    found = find(request, message)
    if found.agent_id != request.user.pk:
        raise PermissionDenied
    giving_up.undo(found, by=request.user.actor)
    return find(request, message)


def _unknown(message: Message) -> list[OutgoingPart]:
    return list(message.parts.filter(state=OutgoingPart.State.UNKNOWN))
