"""What came in and could not be read, for programs of admins: look at it, read it again, discard it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.db.models import BinaryField, F, Func, QuerySet, Value
from django.db.models.functions import Length
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from shopbell.channels.actions import parked as acting
from shopbell.channels.errors import NoBytes
from shopbell.channels.glimpse import glimpse
from shopbell.channels.models import RawInput
from shopbell.channels.queries import parked as dead_inputs
from shopbell.channels.views.api.accounts import READING, WRITING
from shopbell.core.api import Named, Paging, answers_bytes, page_of
from shopbell.staff.request import AgentRequest

router = Router(tags=["Parked input"])
PREVIEW_BYTES = 64 * 1024


class ParkedOut(Schema):
    """An input that could not be read, with the last line of what went wrong."""

    id: int
    account: Named
    received_at: datetime
    attempts: int
    reason: str

    @staticmethod
    def resolve_reason(raw: RawInput) -> str:
        return next((line.strip()[:300] for line in reversed(raw.error.splitlines()) if line.strip()), "")


class ParkedPage(Schema):
    items: list[ParkedOut]
    next: str | None


class HeaderOut(Schema):
    name: str
    value: str


class ParkedDetail(ParkedOut):
    """One of them, as far as it can be told by the plainest means; `text` may be cut."""

    size: int
    sender: str
    subject: str
    headers: list[HeaderOut]
    text: str
    details: str


class ParkedFilter(Paging):
    account: str = Field("", max_length=26, description="The id of a channel account")


class ReplayOut(Schema):
    id: int
    state: str


class Replayed(Schema):
    replayed: int


@router.get("/parked", response=ParkedPage, auth=READING, summary="What could not be read, the newest first")
def parked(request: AgentRequest, wanted: Query[ParkedFilter]) -> dict[str, Any]:
    found = dead_inputs()
    if wanted.account:
        found = found.filter(account__public_id=wanted.account)
    return page_of(found, wanted, newest_first=True)


@router.get("/parked/{int:number}", response=ParkedDetail, auth=READING, summary="Look at one of them")
def parked_one(request: AgentRequest, number: int) -> RawInput:
    raw: Any = get_object_or_404(_with_head(dead_inputs()), pk=number)
    seen = glimpse(bytes(raw.head), raw.headers, raw.error)
    raw.__dict__.update(
        sender=seen.sender,
        subject=seen.subject,
        headers=[{"name": name, "value": value} for name, value in seen.headers],
        text=seen.text,
        details=seen.details,
    )
    return cast(RawInput, raw)


@router.get("/parked/{int:number}/raw", auth=READING, summary="Its bytes as they came", openapi_extra=answers_bytes())
def raw_bytes(request: AgentRequest, number: int) -> HttpResponse:
    raw = get_object_or_404(RawInput, pk=number, state=RawInput.State.DEAD)
    headers = {"Content-Disposition": f'attachment; filename="shopbell-{raw.pk}.bin"'}
    return HttpResponse(bytes(raw.body), content_type="application/octet-stream", headers=headers)


@router.post("/parked/replay", response={202: Replayed}, auth=WRITING, summary="Read all of them again")
def replay_all(request: AgentRequest) -> dict[str, int]:
    """The oldest first, at most 500 at once."""
    return {"replayed": acting.replay_all(by=request.user.actor)}


@router.post("/parked/{int:number}/replay", response={202: ReplayOut}, auth=WRITING, summary="Read it again")
def replay(request: AgentRequest, number: int) -> dict[str, Any]:
    """A worker reads it; if that fails once more, it is parked again."""
    raw = acting.replay(get_object_or_404(dead_inputs(), pk=number), by=request.user.actor)
    if raw.state == RawInput.State.DEAD:
        raise NoBytes
    return {"id": raw.pk, "state": raw.state}


@router.delete("/parked/{int:number}", response={204: None}, auth=WRITING, summary="Discard it")
def discard(request: AgentRequest, number: int) -> None:
    """It leaves the list unread; its bytes are kept."""
    acting.put_aside(get_object_or_404(dead_inputs(), pk=number), by=request.user.actor)


def _with_head(rows: QuerySet[RawInput]) -> QuerySet[Any]:
    head = Func(F("body"), Value(1), Value(PREVIEW_BYTES), function="substr", output_field=BinaryField())
    return rows.annotate(head=head, size=Length("body"))
