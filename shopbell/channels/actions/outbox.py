"""What goes out: rows before calls, claimed and committed, so that a death in between never doubles a message.

The states and who sets them are those of `OutgoingPart.State`; `statuses` merges what providers report.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from shopbell.channels.actions import health, loop_guard, statuses
from shopbell.channels.actions.composition import mail_of, message_id_for
from shopbell.channels.actions.speaking import account_of, adapter_of, speaking
from shopbell.channels.base import (
    Attachment,
    ChannelAdapter,
    Identity,
    NeedsReconnect,
    Outbound,
    Part,
    SendMode,
    SendResult,
    Status,
)
from shopbell.channels.errors import NothingToRetry, NothingToSettle, TooLate
from shopbell.channels.events import MessageSettled
from shopbell.channels.mail.compose import ComposeRefused
from shopbell.channels.models import ChannelAccount, OutgoingPart
from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.core.jobs import defer_once, task
from shopbell.core.sentences import clip
from shopbell.core.sentences import say as _
from shopbell.core.sweep import each
from shopbell.customers.models import Identity as StoredIdentity
from shopbell.tickets.actions import rows
from shopbell.tickets.actions.delivery import set_state
from shopbell.tickets.models import Message, Thread

log = structlog.get_logger(__name__)
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 120, 240, 480, 720))
GIVE_UP_AFTER = timedelta(days=2)
LOST_AFTER = timedelta(minutes=10)
BREAKER_PARTS, BREAKER_WITHIN = 300, timedelta(minutes=10)
_State = OutgoingPart.State
_STOPPED = (ChannelAccount.State.PAUSED, ChannelAccount.State.NEEDS_RECONNECT)
_THROUGH = (_State.SENT, _State.DELIVERED, _State.READ)


def enqueue(message: Message) -> Message:
    """Write the parts of a message that waits to go out, and defer the sending of the first. Safe to repeat."""
    return enqueue_number(message.pk)


@transaction.atomic(savepoint=False)
def enqueue_number(number: int) -> Message:
    """The same by the message's key."""
    known = Message.objects.only("ticket").get(pk=number)
    message = rows.lock_message(known, "thread__contact", "ticket__shop", "ticket__customer", "agent")
    return message if message.parts.exists() else enqueue_new(message)


@transaction.atomic(savepoint=False)
def enqueue_new(message: Message) -> Message:
    """The same for a message that this transaction has just written or has locked, and that has no parts yet."""
    thread = message.thread
    if message.state != Message.State.QUEUED or thread is None:
        return message
    account = account_of(thread.account_id)
    if account is None:
        raise ChannelAccount.DoesNotExist
    kind: type[ChannelAdapter] = ChannelAdapter.of(account.kind)
    if kind.capabilities.pulled:
        return set_state(message, state=Message.State.SENT)
    if thread.contact is None:
        return set_state(message, state=Message.State.FAILED, reason=_("We know no address to answer to."))
    try:
        parts = adapter_of(account, online=False).render(_outbound(message, thread, account, kind))
    except ComposeRefused as error:
        return set_state(message, state=Message.State.FAILED, reason=error.say())
    now = clock.now()
    begin = max(now, message.not_before or now)
    made = OutgoingPart.objects.bulk_create(
        OutgoingPart(
            message=message,
            account=account,
            key=part.key[:60],
            number=number,
            payload=dict(part.payload),
            external_id=message.external_id if kind.capabilities.is_mail else "",
            next_attempt_at=begin,
            created_at=now,
        )
        for number, part in enumerate(parts)
    )
    send.configure(schedule_at=begin if begin > now else None).defer(part_id=made[0].pk)
    return message


@task("channels.send", queue="outbox")
def send(*, part_id: int) -> None:
    """Send one part: claim it, call the provider, note the outcome; three steps, none inside the other."""
    part = _claim(part_id)
    if part is None:
        return
    try:
        with speaking(part.account) as adapter:
            result = adapter.send(Part(part.key, part.payload))
    except NeedsReconnect as error:
        _settle(part, SendResult(Status.FAILED, code="reconnect", detail=str(error)))
        health.needs_reconnect(part.account, str(error))
    except Exception:  # nobody can tell how far it came: never sent again by itself
        log.exception("sending broke off", part=part.pk)
        _settle(part, SendResult(Status.UNKNOWN, detail=_("The sending broke off before the answer.")))
    else:
        _settle(part, result)


@transaction.atomic
def retry(message: Message, *, by: Actor) -> Message:
    """Try a failed or held message again, on an agent's word. Raises `NothingToRetry`."""
    message = rows.lock_message(message)
    again = message.parts.filter(state__in=[_State.FAILED, _State.SUPPRESSED])
    if message.state not in (Message.State.FAILED, Message.State.SUPPRESSED):
        raise NothingToRetry
    now = clock.now()
    changed = again.update(state=_State.QUEUED, next_attempt_at=now, created_at=now, attempts=0, code="", reason="")
    set_state(message, state=Message.State.QUEUED, by=by)
    if changed:
        _defer_next(message.pk)
        return Message.objects.get(pk=message.pk)
    return enqueue(message)


@transaction.atomic
def settle(part: OutgoingPart, *, as_sent: bool, by: Actor) -> OutgoingPart:
    """An agent decides about a part of which nobody knows whether it arrived. Raises `NothingToSettle`."""
    message = rows.lock_message(part.message)
    locked = OutgoingPart.objects.select_for_update(no_key=True).get(pk=part.pk)
    if locked.state != _State.UNKNOWN:
        raise NothingToSettle
    now = clock.now()
    if as_sent:
        locked.state, locked.sent_at, locked.reason = _State.SENT, locked.sent_at or now, ""
    else:
        locked.state, locked.next_attempt_at, locked.created_at, locked.reason = _State.QUEUED, now, now, ""
    locked.save(update_fields=["state", "sent_at", "next_attempt_at", "created_at", "reason"])
    record(
        MessageSettled(message=message.pk, part=locked.pk, as_sent=as_sent),
        about=message.ticket,
        by=by,
        topics=[f"ticket:{message.ticket_id}"],
    )
    statuses.follow(message, by=by)
    _defer_next(locked.message_id)
    return locked


@transaction.atomic
def cancel(message: Message, *, by: Actor) -> Message:
    """Withdraw a message none of whose parts has left. Raises `TooLate`."""
    message = rows.lock_message(message)
    waiting = message.parts.filter(state=_State.QUEUED).update(state=_State.CANCELLED)
    if message.parts.exclude(state=_State.CANCELLED).exists() or (
        not waiting and message.state != Message.State.QUEUED
    ):
        raise TooLate
    return set_state(message, state=Message.State.CANCELLED, by=by)


def sweep() -> int:
    """Note parts whose worker died as unknown, and defer those that are due but have lost their job."""
    now = clock.now()
    each(OutgoingPart.objects.filter(state=_State.SENDING, claimed_at__lt=now - LOST_AFTER)[:200], _lost, sweep="lost")
    found = list(_due(now - timedelta(minutes=2)).order_by("next_attempt_at").values_list("pk", flat=True)[:200])
    return len(each(found, _defer, sweep="outbox"))


def _due(before: datetime) -> QuerySet[OutgoingPart]:
    """The parts whose turn has come. What waits for an account or for an earlier part never fills the sweep."""
    due = OutgoingPart.objects.filter(state=_State.QUEUED, next_attempt_at__lt=before, account__is_active=True)
    earlier = OutgoingPart.objects.filter(message=OuterRef("message"), number__lt=OuterRef("number"))
    return (
        due.exclude(account__state__in=_STOPPED)
        .exclude(account__paused_until__gt=clock.now())
        .exclude(Exists(earlier.exclude(state__in=_THROUGH)))
    )


def _defer(part_id: int) -> None:
    defer_once(send, lock=f"channels.send:{part_id}", part_id=part_id)


def _outbound(message: Message, thread: Thread, account: ChannelAccount, kind: type[ChannelAdapter]) -> Outbound:
    if kind.capabilities.is_mail:
        if not message.external_id:
            message.external_id = message_id_for(account)
            message.save(update_fields=["external_id"])
        return mail_of(message, thread, account)
    contact = thread.contact
    if contact is None:
        raise LookupError("the thread has no contact")
    files = tuple(Attachment(f.name, f.mime, f.path, f.size) for f in message.attachments.all())
    return Outbound(
        key=str(message.pk),
        to=Identity(contact.scheme, contact.value, contact.display),
        body=message.text,
        thread_key=thread.external_key,
        attachments=files,
        by_human=message.kind == Message.Kind.AGENT,
    )


def _claim(part_id: int) -> OutgoingPart | None:
    """Take a part for sending, committed before anybody is called; None when it is not its turn."""
    with transaction.atomic(durable=True):
        part = (
            OutgoingPart.objects.select_related("account", "message__thread__contact")
            .defer(*_UNREAD)
            .filter(pk=part_id, state=_State.QUEUED)
            .order_by()
            .first()
        )
        if part is None or not _may_go(part):
            return None
        with connection.cursor() as cursor:
            cursor.execute(
                """
                UPDATE channels_outgoingpart p SET state = 'sending', claimed_at = %s, attempts = attempts + 1
                WHERE id = %s AND state = 'queued' AND (next_attempt_at IS NULL OR next_attempt_at <= %s)
                  AND NOT EXISTS (SELECT 1 FROM channels_outgoingpart q WHERE q.message_id = p.message_id
                      AND q.number < p.number AND q.state NOT IN ('sent', 'delivered', 'read')) RETURNING attempts
                """,
                [clock.now(), part_id, clock.now()],
            )
            row = cursor.fetchone()
        if row is None:
            return None
        part.state, part.attempts = _State.SENDING, row[0]
    return part


# Large columns that sending does not look at: what goes out is in the part.
_UNREAD = [f"message__{name}" for name in ("text", "html", "segments", "subject", "author_name", "author_address")]


def _may_go(part: OutgoingPart) -> bool:
    """Check again what was checked when composing: the account, the address, the window, the loops, the rate."""
    account, now = part.account, clock.now()
    if not account.is_active or account.state in _STOPPED:
        return False
    if account.paused_until and account.paused_until > now:
        _wait(part, account.paused_until)
        return False
    if reason := _objection(part):
        _hold_back(part, reason)
        return False
    limit = int(account.settings.get("breaker") or BREAKER_PARTS)
    if OutgoingPart.objects.filter(account=account, sent_at__gt=now - BREAKER_WITHIN).count() >= limit:
        until = now + BREAKER_WITHIN
        words = _("More than {n} messages went out within ten minutes; sending is paused for a while.", n=limit)
        health.pause_sending(account, until=until, why="breaker", reason=words)
        _wait(part, until)
        return False
    return True


def _objection(part: OutgoingPart) -> str:
    message, thread = part.message, part.message.thread
    contact = thread.contact if thread else None
    if contact is None:
        return ""
    to = _recipient(part, contact)
    if to and to.is_suppressed:
        return to.suppressed_reason or _("This address takes no more mail.")
    if message.kind == Message.Kind.AUTOMATIC and not message.extra.get("by_human"):
        objection = loop_guard.objection(contact, part.account, to=None, own=message)
        return _(objection) if objection else ""
    adapter = adapter_of(part.account, online=False)
    window = adapter.window(thread.last_inbound_at if thread else None, clock.now(), message.kind == Message.Kind.AGENT)
    if window.mode is SendMode.CLOSED:
        return _("The time in which this channel takes answers is over.")
    return ""


def _hold_back(part: OutgoingPart, reason: str) -> None:
    message = rows.lock_message(part.message)
    waiting = OutgoingPart.objects.filter(pk=part.pk, state=_State.QUEUED)
    waiting.update(state=_State.SUPPRESSED, reason=clip(reason, 300))
    statuses.follow(message)


def _recipient(part: OutgoingPart, contact: StoredIdentity) -> StoredIdentity | None:
    """Whom a mail goes to first: the thread's contact, unless its writer chose another address."""
    chosen = part.payload.get("to")
    if not chosen or contact.scheme != "email" or chosen == contact.value:
        return contact
    return StoredIdentity.objects.filter(scheme="email", scope=None, value=chosen).first()


def _settle(part: OutgoingPart, result: SendResult) -> None:
    with transaction.atomic():
        message = rows.lock_message(part.message)
        locked = OutgoingPart.objects.select_for_update(no_key=True).get(pk=part.pk)
        locked.account, locked.message = part.account, message
        if result.external_id:
            locked.external_id = result.external_id
            locked.save(update_fields=["external_id"])
        if locked.state not in (_State.SENDING, _State.UNKNOWN):  # a status came before the answer
            return
        if result.status is Status.FAILED and not result.permanent:
            _again(locked, result)
            return
        locked.state = statuses.STATE_OF[result.status]
        locked.code, locked.reason = result.code[:40], clip(result.detail, 300)
        if result.status in (Status.SENT, Status.DELIVERED, Status.READ):
            locked.sent_at = clock.now()
        locked.save(update_fields=["state", "code", "reason", "sent_at"])
        is_mail = ChannelAdapter.of(part.account.kind).capabilities.is_mail
        statuses.follow(
            locked.message, external_id="" if is_mail else locked.external_id, provider_id=result.external_id
        )
        if locked.sent_at:
            _defer_next(locked.message_id)
            health.succeeded(part.account, sent=1)
        elif result.status is Status.FAILED and result.code in ("", "connect"):
            health.failed(part.account, result.detail)


def _again(part: OutgoingPart, result: SendResult) -> None:
    """A temporary failure: wait longer each time, give up after two days."""
    now = clock.now()
    wait = WAITS[min(part.attempts, len(WAITS)) - 1]
    if result.retry_after:
        wait = timedelta(seconds=min(result.retry_after, 86400))
        health.pause_sending(part.account, until=now + wait)
    if now + wait > part.created_at + GIVE_UP_AFTER:
        part.state = _State.FAILED
        part.reason = _("Tried for two days without success: {why}", why=result.detail)
    else:
        part.state, part.next_attempt_at, part.reason = _State.QUEUED, now + wait, clip(result.detail, 300)
        send.configure(schedule_at=part.next_attempt_at).defer(part_id=part.pk)
    part.code = result.code[:40]
    part.save(update_fields=["state", "next_attempt_at", "reason", "code"])
    statuses.follow(part.message)
    if result.code == "connect":
        health.failed(part.account, result.detail)


def _wait(part: OutgoingPart, until: datetime) -> None:
    changed = OutgoingPart.objects.filter(pk=part.pk, state=_State.QUEUED).update(next_attempt_at=until)
    if changed:
        send.configure(schedule_at=until).defer(part_id=part.pk)


def _lost(part: OutgoingPart) -> None:
    adapter: type[ChannelAdapter] = ChannelAdapter.of(part.account.kind)
    with transaction.atomic():
        message = rows.lock_message(part.message)
        locked = OutgoingPart.objects.select_for_update(no_key=True).get(pk=part.pk)
        if locked.state != _State.SENDING:
            return
        if adapter.capabilities.idempotent_send:
            locked.state, locked.next_attempt_at = _State.QUEUED, clock.now()
            send.defer(part_id=locked.pk)
        else:
            locked.state = _State.UNKNOWN
            locked.reason = _("The sending was cut off. Look whether it arrived before you send it again.")
        locked.save(update_fields=["state", "next_attempt_at", "reason"])
        statuses.follow(message)


def _defer_next(message_id: int) -> None:
    """Defer the first part that waits; the later ones follow when it is through."""
    waiting = OutgoingPart.objects.filter(message=message_id, state=_State.QUEUED).order_by("number")
    if part := waiting.first():
        send.defer(part_id=part.pk)
