"""The event log for programs of admins: what happened, in order, without gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from shopbell.core.api import LARGEST_KEY, MOST, Bearer, Invalid, Paging, page_of
from shopbell.core.event_log import settled
from shopbell.core.models import Event
from shopbell.staff.audit import Wanted, lines, log
from shopbell.staff.models import Agent
from shopbell.staff.permissions import may_read_audit
from shopbell.staff.request import AgentRequest

router = Router(tags=["Events"])
READING = Bearer("events:read", may_read_audit)


class EventOut(Schema):
    """A fact: `subject` is a kind and its inner number, which for `tickets.ticket` is the ticket's own."""

    id: int
    at: datetime
    name: str
    subject: str
    by: str = Field(alias="actor")
    data: dict[str, Any]


class EventPage(Schema):
    """The next events; ask again with `after` set to `last`, soon when the page was full, else after a while."""

    items: list[EventOut]
    last: int


class AuditLine(EventOut):
    """A fact in words, and where it came from: an address, then perhaps `token:` and its number."""

    origin: str
    who: str
    what: str


class AuditPage(Schema):
    items: list[AuditLine]
    next: str | None


class AuditFilter(Paging):
    person: str = Field("", description="The id of an agent")
    kind: str = Field("", description="A name such as `agent.signed_in`, or the first word with its dot: `agent.`")
    subject: str = Field("", description="What it is about, such as `tickets.ticket:1042`")
    since: date | None = Field(None, description="The first day")
    until: date | None = Field(None, description="The last day")


class EventFilter(Schema):
    after: int = Field(0, ge=0, le=LARGEST_KEY)
    limit: int = Field(MOST, ge=1, le=MOST)


@router.get("/events", response=EventPage, auth=READING, summary="Follow the event log")
def events(request: AgentRequest, wanted: Query[EventFilter]) -> dict[str, Any]:
    """An event appears some seconds after it happened, when nothing can come before it any more."""
    rows: Sequence[Event] = settled(after=wanted.after, size=wanted.limit)
    return {"items": rows, "last": rows[-1].pk if rows else wanted.after}


@router.get("/audit", response=AuditPage, auth=READING, summary="Read the audit log, newest first")
def audit(request: AgentRequest, wanted: Query[AuditFilter]) -> dict[str, Any]:
    """All events but messages. Addresses are forgotten after some time, as the rules of signing in say."""
    person = (
        Agent.objects.filter(public_id=wanted.person).values_list("pk", flat=True).first() if wanted.person else None
    )
    if wanted.person and person is None:
        raise Invalid({"person": [_("There is no such person.")]})
    days = {"since": wanted.since, "until": wanted.until}
    page = page_of(
        log(Wanted(person=person, kind=wanted.kind, subject=wanted.subject, **days)), wanted, newest_first=True
    )
    for line in lines(page["items"]):
        line.event.__dict__ |= {"who": line.who, "what": line.what}
    return page


def _key_of(person: str) -> int | None:
    if not person:
        return None
    found = Agent.objects.filter(public_id=person).values_list("pk", flat=True).first()
    if found is None:
        raise Invalid({"person": [_("There is no such person.")]})
    return found
