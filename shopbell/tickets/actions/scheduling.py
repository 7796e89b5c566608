"""Planning: an answer that goes out later, or a reminder that brings the ticket back if nobody answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from shopbell.core import clock
from shopbell.core.actor import SYSTEM, Actor
from shopbell.core.clean import clean
from shopbell.core.errors import Refused
from shopbell.core.events import Fact, record
from shopbell.core.jobs import task
from shopbell.core.sentences import clip
from shopbell.core.sentences import say as _
from shopbell.staff.models import Agent
from shopbell.staff.permissions import may_answer
from shopbell.tickets.actions import answers, attachments, drafts, messages, rows
from shopbell.tickets.actions.status import call_for_us
from shopbell.tickets.base import Envelope, routes
from shopbell.tickets.errors import (
    EmptyMessage,
    MayNoLonger,
    NothingPlanned,
    PlannedTooFar,
    SnoozeInThePast,
    TicketClosed,
    WayGone,
)
from shopbell.tickets.events import (
    AnswerScheduled,
    ReminderCame,
    ReminderSet,
    ScheduleCancelled,
    ScheduleChanged,
    ScheduleHeld,
    ScheduleWithdrawn,
)
from shopbell.tickets.models import Attachment, Draft, Message, Scheduled, Ticket

FURTHEST = timedelta(days=366)
_Kind, _State, _OnAnswer = Scheduled.Kind, Scheduled.State, Scheduled.OnAnswer


@transaction.atomic
def plan(
    ticket: Ticket,
    *,
    kind: str,
    at: datetime,
    agent: Agent,
    text: str,
    on_answer: str,
    route: str = "",
    files: Sequence[Attachment] = (),
    then: str = "",
    envelope: Envelope | None = None,
    client_key: str = "",
) -> Scheduled:
    """Plan an answer on a way, or a reminder whose text becomes a note. The same `client_key` again plans once.

    Raises `EmptyMessage` for an answer without words, `TicketClosed`, `SnoozeInThePast`, `PlannedTooFar`.
    """
    if kind == _Kind.ANSWER and not text.strip() and not files:
        raise EmptyMessage
    _check(at)
    ticket = rows.lock(ticket)
    if client_key and (known := ticket.scheduled.filter(agent=agent, details__client_key=client_key).first()):
        return known
    if ticket.is_closed:
        raise TicketClosed
    chosen = {"subject": envelope.subject, "recipients": envelope.recipients} if envelope else {}
    planned = Scheduled.objects.create(
        ticket=ticket,
        agent=agent,
        kind=kind,
        route=route,
        text=clean(text),
        details={**chosen, "client_key": client_key},
        then=then,
        at=at,
        on_answer=on_answer,
        after=_newest(ticket),
        created_at=clock.now(),
    )
    attachments.keep_for([file.pk for file in files], owner=planned.owner)
    drafts.forget_sent(ticket, agent=agent, client_key=client_key)
    fact = AnswerScheduled if kind == _Kind.ANSWER else ReminderSet
    _say(fact(scheduled=planned.pk, at=at.isoformat()), ticket, by=agent.actor)
    _defer(planned)
    return planned


@transaction.atomic
def move(planned: Scheduled, *, at: datetime, on_answer: str, by: Actor) -> Scheduled:
    """Another time; whoever moves it has read what was written until now. Raises `NothingPlanned` and as `plan`."""
    _check(at)
    ticket, planned = _lock(planned)
    planned.at, planned.on_answer, planned.after = at, on_answer, _newest(ticket)
    planned.state, planned.reason = _State.WAITING, ""
    planned.save(update_fields=["at", "on_answer", "after", "state", "reason"])
    _say(ScheduleChanged(scheduled=planned.pk, at=at.isoformat()), ticket, by=by)
    _defer(planned)
    return planned


@transaction.atomic
def withdraw(planned: Scheduled, *, agent: Agent) -> Scheduled:
    """Nothing will happen; an answer's words and files become a draft of who withdrew it. Raises `NothingPlanned`."""
    ticket, planned = _lock(planned)
    if planned.kind == _Kind.ANSWER:
        loose = _files(planned)
        attachments.keep_for([file.pk for file in loose], owner=Attachment.owner_of(agent))
        written = drafts.Written(
            text=planned.text,
            route=planned.route,
            files=[file.public_id for file in loose],
            details=_typed(planned),
        )
        drafts.prepend(ticket, agent=agent, way=Draft.Way.REPLY, written=written)
    _end(planned, _State.WITHDRAWN)
    _say(ScheduleWithdrawn(scheduled=planned.pk), ticket, by=agent.actor)
    return planned


def carry_out(planned: Scheduled) -> Scheduled:
    """What is due now happens; when the customer has written meanwhile, its own rule says what becomes of it."""
    return _carry_out(planned, by=None)


def send_now(planned: Scheduled, *, by: Actor) -> Scheduled:
    """Without waiting, whatever was written meanwhile. Raises `NothingPlanned`."""
    return _carry_out(planned, by=by)


@transaction.atomic
def heed_answer(ticket: Ticket) -> None:
    """The customer has written: what was planned for their silence stops."""
    waiting = ticket.scheduled.filter(state=_State.WAITING).exclude(on_answer=_OnAnswer.SEND)
    for planned in list(waiting):
        ticket, locked = _lock(planned, is_asked=False)
        if locked.state == _State.WAITING and _was_answered(ticket, locked):
            _stop(ticket, locked)


@task("tickets.carry_out", queue="default")
def carry_out_later(*, scheduled_id: int) -> None:
    """The moment has come; a job that comes too early or twice does nothing."""
    if planned := Scheduled.objects.filter(pk=scheduled_id, state=_State.WAITING).select_related("ticket").first():
        carry_out(planned)


@transaction.atomic
def _carry_out(planned: Scheduled, *, by: Actor | None) -> Scheduled:
    ticket, planned = _lock(planned, is_asked=by is not None)
    if by is None:
        if planned.state != _State.WAITING or planned.at > clock.now():
            return planned
        if planned.on_answer != _OnAnswer.SEND and _was_answered(ticket, planned):
            return _stop(ticket, planned)
    try:
        with transaction.atomic():
            planned.message = _remind(ticket, planned) if planned.kind == _Kind.REMINDER else _send(ticket, planned)
    except Refused as refusal:
        return _hold(ticket, planned, refusal.say())
    _end(planned, _State.DONE)
    return planned


def _send(ticket: Ticket, planned: Scheduled) -> Message:
    agent = planned.agent
    if not (agent.is_active and may_answer(agent) and Ticket.objects.visible_to(agent).filter(pk=ticket.pk).exists()):
        raise MayNoLonger(name=agent.name)
    route = next((way for way in routes(ticket) if way.key == planned.route), None)
    if route is None or route.closed_because:
        raise WayGone
    return answers.answer(
        ticket,
        route=route,
        text=planned.text,
        agent=agent,
        files=_files(planned),
        then=planned.then,
        client_key=f"s:{planned.public_id}",
        envelope=_envelope(planned),
    )


def _remind(ticket: Ticket, planned: Scheduled) -> Message:
    text = planned.text or _("Nobody has answered since. Here it is again.")
    said = messages.note(ticket, text=text, agent=planned.agent, client_key=f"s:{planned.public_id}")
    _bring_back(ticket)
    _say(ReminderCame(scheduled=planned.pk), ticket, by=SYSTEM)
    return said


def _bring_back(ticket: Ticket) -> None:
    ticket = rows.lock_number(ticket.pk)
    if ticket.is_closed:
        return
    before = ticket.cell
    ticket.status, ticket.snoozed_until, ticket.solved_at = Ticket.Status.OPEN, None, None
    call_for_us(ticket)
    fields = ["status", "snoozed_until", "solved_at", "waiting_since", "due_at", "is_unread"]
    rows.save(ticket, before=before, fields=fields)


def _stop(ticket: Ticket, planned: Scheduled) -> Scheduled:
    if planned.on_answer == _OnAnswer.HOLD:
        return _hold(ticket, planned, _("The customer has written since this was planned."))
    _end(planned, _State.CANCELLED)
    _say(ScheduleCancelled(scheduled=planned.pk), ticket, by=SYSTEM)
    return planned


def _hold(ticket: Ticket, planned: Scheduled, reason: str) -> Scheduled:
    """It waits for somebody's word, and the ticket with it."""
    planned.state, planned.reason = _State.HELD, clip(reason, 300)
    planned.save(update_fields=["state", "reason"])
    _bring_back(ticket)
    _say(ScheduleHeld(scheduled=planned.pk), ticket, by=SYSTEM)
    return planned


def _end(planned: Scheduled, state: str) -> None:
    planned.state, planned.ended_at, planned.reason = state, clock.now(), ""
    planned.save(update_fields=["state", "ended_at", "reason", "message"])


def _lock(planned: Scheduled, *, is_asked: bool = True) -> tuple[Ticket, Scheduled]:
    """The ticket first, as everybody does who writes in it. Raises `NothingPlanned` where somebody asked for it."""
    ticket = rows.lock_number(planned.ticket_id)
    found = Scheduled.objects.select_for_update(no_key=True, of=("self",)).select_related("agent").get(pk=planned.pk)
    if is_asked and not found.is_open:
        raise NothingPlanned
    return ticket, found


def _was_answered(ticket: Ticket, planned: Scheduled) -> bool:
    heard = ticket.messages.filter(kind=Message.Kind.CUSTOMER, is_automatic=False, thread__is_aside=False)
    return heard.filter(pk__gt=planned.after).exists()


def _newest(ticket: Ticket) -> int:
    return ticket.messages.order_by("-pk").values_list("pk", flat=True).first() or 0


def _check(at: datetime) -> None:
    now = clock.now()
    if at <= now:
        raise SnoozeInThePast
    if at > now + FURTHEST:
        raise PlannedTooFar


def _files(planned: Scheduled) -> list[Attachment]:
    return list(Attachment.objects.filter(owner=planned.owner, message=None))


def _envelope(planned: Scheduled) -> Envelope | None:
    chosen: dict[str, Any] = planned.details.get("recipients") or {}
    subject = str(planned.details.get("subject") or "")
    people = {name: [(one[0], one[1]) for one in chosen[name]] for name in ("to", "cc", "bcc") if name in chosen}
    if not subject and not people:
        return None
    return Envelope(subject=subject, to=people.get("to"), cc=people.get("cc"), bcc=people.get("bcc", ()))


def _typed(planned: Scheduled) -> dict[str, Any]:
    """Subject and recipients as a composer has them."""
    subject = planned.details.get("subject")
    return {**(planned.details.get("recipients") or {}), **({"subject": subject} if subject else {})}


def _say(fact: Fact, ticket: Ticket, *, by: Actor) -> None:
    record(fact, about=ticket, by=by, topics=ticket.topics)


def _defer(planned: Scheduled) -> None:
    carry_out_later.configure(schedule_at=planned.at).defer(scheduled_id=planned.pk)
