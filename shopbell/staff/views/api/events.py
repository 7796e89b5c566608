"""The event log for programs of admins: what happened, in order, without gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ninja import Query, Router, Schema
from pydantic import Field

from shopbell.core.api import LARGEST_KEY, MOST, Bearer
from shopbell.core.event_log import settled
from shopbell.core.models import Event
from shopbell.staff.permissions import may_read_audit
from shopbell.staff.request import AgentRequest

router = Router(tags=["Events"])


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


class EventFilter(Schema):
    after: int = Field(0, ge=0, le=LARGEST_KEY)
    limit: int = Field(MOST, ge=1, le=MOST)


@router.get("/events", response=EventPage, auth=Bearer("events:read", may_read_audit), summary="Follow the event log")
def events(request: AgentRequest, wanted: Query[EventFilter]) -> dict[str, Any]:
    """An event appears some seconds after it happened, when nothing can come before it any more."""
    rows: Sequence[Event] = settled(after=wanted.after, size=wanted.limit)
    return {"items": rows, "last": rows[-1].pk if rows else wanted.after}
