"""Writing for programs: drafts, what is planned, forwarding, habits and signatures."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from shopbell.core.api import Bearer, Invalid, Named, Sent, valid
from shopbell.core.ids import public_id
from shopbell.shops.models import Shop
from shopbell.staff.permissions import may_answer, may_manage_shop
from shopbell.staff.request import AgentRequest
from shopbell.tickets.actions import drafts, forwarding, scheduling
from shopbell.tickets.actions.habits import set_habits, sign
from shopbell.tickets.base import routes
from shopbell.tickets.forms import LONGEST_TEXT, ForwardForm, PlanForm
from shopbell.tickets.forms.habits import HabitsForm, SignatureForm
from shopbell.tickets.models import Draft, Message, Scheduled
from shopbell.tickets.queries.drafts import draft_of
from shopbell.tickets.queries.habits import habits_of, signatures
from shopbell.tickets.queries.recipients import forwardable
from shopbell.tickets.queries.scheduled import planned_for
from shopbell.tickets.views.agent.scheduled import find_planned
from shopbell.tickets.views.agent.ticket import find
from shopbell.tickets.views.api.reading import with_all
from shopbell.tickets.views.api.shapes import EnvelopeIn, MessageOut

router = Router()
READING, WRITING = Bearer("tickets:read"), Bearer("tickets:write", may_answer)
Way = Literal["reply", "note"]
OnAnswer = Literal["send", "hold", "cancel"]


class DraftIn(Sent):
    """What is being written. `version` is the one you know, 0 for none: another device's later one is not lost."""

    text: str = Field("", max_length=LONGEST_TEXT)
    route: str = Field("", max_length=60)
    version: int = Field(0, ge=0, lt=2**31)


class DraftOut(Schema):
    way: Way
    text: str
    route: str
    version: int
    updated_at: datetime


class PlanIn(Sent):
    """An answer for later, or a reminder whose text becomes a note when nobody has answered until then."""

    kind: Literal["answer", "reminder"] = "answer"
    at: datetime
    text: str = Field("", max_length=LONGEST_TEXT)
    route: str = Field("", max_length=60, description="Of an answer; without one, the first open way")
    uploads: list[str] = Field([], max_length=50)
    then: str = Field("", max_length=10)
    on_answer: OnAnswer = Field("hold", description="What becomes of it when the customer writes before that")
    envelope: EnvelopeIn | None = None


class TimeIn(Sent):
    at: datetime
    on_answer: OnAnswer = "hold"


class PlanOut(Schema):
    id: str = Field(alias="public_id")
    ticket: int = Field(alias="ticket_id")
    kind: Literal["answer", "reminder"]
    agent: Named
    at: datetime
    text: str
    route: str
    then: str
    on_answer: OnAnswer
    state: Literal["waiting", "held", "done", "cancelled", "withdrawn"]
    reason: str


class PlanList(Schema):
    items: list[PlanOut]


class ForwardIn(Sent):
    """Messages for somebody outside, with a comment; without ids, the whole conversation."""

    envelope: EnvelopeIn
    text: str = Field("", max_length=LONGEST_TEXT)
    messages: list[str] = Field([], max_length=500, description="Ids of messages")


class HabitsIn(Sent):
    """How you write. Signatures by language; the empty one is for all others."""

    undo_seconds: Literal[0, 5, 10, 20] = 10
    reply_all: bool = True
    signatures: dict[str, str] = Field({}, description="Texts by language code, or by an empty code for all others")


class SignaturesIn(Sent):
    signatures: dict[str, str] = Field({}, description="Texts by language code, or by an empty code for all others")


class HabitsOut(Schema):
    undo_seconds: int
    reply_all: bool
    signatures: dict[str, str]


class SignaturesOut(Schema):
    signatures: dict[str, str]


@router.get("/tickets/{int:number}/drafts/{way}", response=DraftOut, auth=READING, summary="What you have begun")
def draft(request: AgentRequest, number: int, way: Way) -> Draft:
    found = draft_of(find(request, number), request.user, way)
    if found is None:
        raise Http404
    return found


@router.put("/tickets/{int:number}/drafts/{way}", response=DraftOut, auth=WRITING, summary="Keep what you write")
def keep_draft(request: AgentRequest, number: int, way: Way, sent: DraftIn) -> Draft:
    """409 when another device has changed it since that version. An empty one is refused: delete it."""
    ticket = find(request, number)
    if not sent.text.strip():
        raise Invalid({"text": [_("There is nothing to keep. Delete the draft instead.")]})
    written = drafts.Written(text=sent.text, route=sent.route)
    kept = drafts.save(ticket, agent=request.user, way=way, written=written, known=sent.version, device=public_id())
    if kept is None:
        raise Http404
    return kept


@router.delete("/tickets/{int:number}/drafts/{way}", response={204: None}, auth=WRITING, summary="Forget a draft")
def forget_draft(request: AgentRequest, number: int, way: Way) -> None:
    drafts.discard(find(request, number), agent=request.user, way=way)


@router.get("/tickets/{int:number}/scheduled", response=PlanList, auth=READING, summary="What is planned")
def plans(request: AgentRequest, number: int) -> dict[str, Any]:
    return {"items": planned_for(find(request, number))}


@router.post("/tickets/{int:number}/scheduled", response={201: PlanOut}, auth=WRITING, summary="Plan an answer")
def plan(request: AgentRequest, number: int, sent: PlanIn) -> Scheduled:
    """Or, as `reminder`, that the ticket comes back if nobody has answered."""
    ticket = find(request, number)
    ways = routes(ticket)
    route = sent.route or next((way.key for way in ways if not way.closed_because), "")
    data = {
        **sent.dict(exclude={"envelope", "at"}),
        "at": sent.at.isoformat(),
        "route": route if sent.kind == "answer" else "",
        "envelope": sent.envelope.as_form if sent.envelope else None,
    }
    form = PlanForm(data, ticket=ticket, routes=ways, agent=request.user, customer=ticket.customer)
    given = valid(form)
    return scheduling.plan(
        ticket,
        kind=given["kind"],
        at=given["at"],
        agent=request.user,
        text=given["text"],
        on_answer=given["on_answer"],
        route=given["route"],
        files=form.chosen_files,
        then=given["then"],
        envelope=given["envelope"],
    )


@router.patch("/scheduled/{scheduled}", response=PlanOut, auth=WRITING, summary="Move it to another time")
def move_plan(request: AgentRequest, scheduled: str, sent: TimeIn) -> Scheduled:
    return scheduling.move(
        find_planned(request, scheduled), at=sent.at, on_answer=sent.on_answer, by=request.user.actor
    )


@router.post("/scheduled/{scheduled}/sending", response=PlanOut, auth=WRITING, summary="Send it now")
def send_plan(request: AgentRequest, scheduled: str) -> Scheduled:
    """Whatever was written meanwhile. It is `held` when it cannot go; `reason` says why."""
    return scheduling.send_now(find_planned(request, scheduled), by=request.user.actor)


@router.delete("/scheduled/{scheduled}", response=PlanOut, auth=WRITING, summary="Withdraw it")
def withdraw_plan(request: AgentRequest, scheduled: str) -> Scheduled:
    """The words of an answer become your draft."""
    return scheduling.withdraw(find_planned(request, scheduled), agent=request.user)


@router.post("/tickets/{int:number}/forwards", response={201: MessageOut}, auth=WRITING, summary="Forward")
def forward(request: AgentRequest, number: int, sent: ForwardIn) -> Message:
    """To somebody outside. They answer into a talk of their own, which the customer never sees."""
    ticket = find(request, number)
    data = {"text": sent.text, "messages": sent.messages, "envelope": sent.envelope.as_form}
    given = valid(ForwardForm(data, ticket=ticket))
    made = forwarding.forward(
        ticket,
        forwarded=list(given["messages"]) or list(forwardable(ticket)),
        envelope=given["envelope"],
        text=given["text"],
        agent=request.user,
    )
    return with_all(Message.objects.all()).get(pk=made.pk)


@router.get("/me/writing", response=HabitsOut, auth=READING, summary="How you write")
def habits(request: AgentRequest) -> dict[str, Any]:
    mine = habits_of(request.user)
    return {
        "undo_seconds": mine.undo_seconds,
        "reply_all": mine.reply_all,
        "signatures": signatures(request.user),
    }


@router.put("/me/writing", response=HabitsOut, auth=WRITING, summary="Change how you write")
def change_habits(request: AgentRequest, sent: HabitsIn) -> dict[str, Any]:
    given = valid(HabitsForm({"undo_seconds": sent.undo_seconds, "reply_all": sent.reply_all}))
    texts = valid(SignatureForm.of(sent.signatures))
    set_habits(request.user, **given)
    sign(request.user, texts=SignatureForm.texts(texts), by=request.user.actor)
    return habits(request)


@router.get("/shops/{shop}/signature", response=SignaturesOut, auth=Bearer("shops:read"), summary="A shop's signature")
def shop_signature(request: AgentRequest, shop: str) -> dict[str, Any]:
    return {"signatures": signatures(get_object_or_404(Shop, public_id=shop))}


@router.put(
    "/shops/{shop}/signature",
    response=SignaturesOut,
    auth=Bearer("shops:write", may_manage_shop),
    summary="Change a shop's signature",
)
def change_shop_signature(request: AgentRequest, shop: str, sent: SignaturesIn) -> dict[str, Any]:
    found = get_object_or_404(Shop, public_id=shop)
    texts = valid(SignatureForm.of(sent.signatures))
    sign(found, texts=SignatureForm.texts(texts), by=request.user.actor)
    return {"signatures": signatures(found)}
