"""What comes in: stored first, read later, one input = one job = one transaction; nothing is ever lost."""

from __future__ import annotations

import hashlib
import json
import traceback
from contextlib import nullcontext
from datetime import timedelta

import structlog
from django.db import connection, transaction

from shopbell.channels.actions import bounces, mail_routing, routing
from shopbell.channels.actions.speaking import adapter_of, at_hand
from shopbell.channels.base import Inbound, Moved, Raw, StatusUpdate
from shopbell.channels.events import InputParked
from shopbell.channels.models import ChannelAccount, Cursor, RawInput
from shopbell.core import clock
from shopbell.core.actor import SYSTEM
from shopbell.core.events import at_once, record
from shopbell.core.jobs import defer_once, task
from shopbell.core.sentences import say as _
from shopbell.core.sentences import to_stored

log = structlog.get_logger(__name__)
MOST_ATTEMPTS = 3
_WAITS = (timedelta(seconds=5), timedelta(minutes=1))
_State = RawInput.State


@transaction.atomic
def store_raw(account: ChannelAccount, raw: Raw) -> int | None:
    """Store what came, move the cursor and defer its job, all in one transaction. None when it was stored before."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO channels_rawinput (account_id, key, body, headers, received_at, is_backfill, state, attempts,
                                           error, outcome, sha256)
            VALUES (%s, %s, %s, %s, %s, %s, %s, 0, %s, '', %s) ON CONFLICT (account_id, key) DO NOTHING RETURNING id
            """,
            [
                account.pk,
                raw.key[:200],
                raw.body,
                json.dumps(dict(raw.headers)),
                clock.now(),
                raw.is_backfill,
                _State.DEAD if raw.failed else _State.RECEIVED,
                to_stored(raw.failed),
                hashlib.sha256(raw.body).hexdigest(),
            ],
        )
        row = cursor.fetchone()
    pk = int(row[0]) if row else None
    if raw.cursor:
        move(account, raw.cursor)
    if pk is None:
        return None
    if raw.failed:
        record(InputParked(account=account.pk, raw=pk), about=account, by=SYSTEM, topics=["channels:all"])
    else:
        process.defer(raw_id=pk)
    return pk


def move(account: ChannelAccount, moved: Moved) -> None:
    """Note how far a source has been read."""
    Cursor.objects.update_or_create(account=account, key=moved.key, defaults={"value": dict(moved.value)})


@task("channels.process", queue="inbound")
def process(*, raw_id: int) -> None:
    """Read one stored input and route what is in it."""
    raw = _take(raw_id)
    if raw is None:
        return
    try:
        items = read(raw)
        # Whatever ended the first attempt without a word is not met again in this job: the second leaves its events
        # to jobs of their own.
        with transaction.atomic(), at_hand(raw.account), at_once() if raw.attempts == 1 else nullcontext():
            outcome, message_id = _route(raw, items)
            _done(raw, outcome, message_id)
    except _Overtaken:
        log.warning("input was routed by another job meanwhile", raw=raw.pk)
    except Exception as error:  # poison stays alone: noted with its traceback, tried again, then parked
        log.exception("input not routed", raw=raw.pk, attempt=raw.attempts)
        _failed(raw, error)


@transaction.atomic
def replay(raw: RawInput) -> RawInput:
    """Try a parked input again from its bytes."""
    locked = RawInput.objects.select_for_update(no_key=True).get(pk=raw.pk)
    if locked.state == _State.DEAD and locked.body:
        locked.state, locked.attempts, locked.error = _State.RECEIVED, 0, ""
        locked.save(update_fields=["state", "attempts", "error"])
        process.defer(raw_id=locked.pk)
    return locked


def read(raw: RawInput) -> list[mail_routing.Read | Inbound | StatusUpdate]:
    """Parse, and check who vouches for the sender; no transaction is held meanwhile."""
    adapter = adapter_of(raw.account, online=False)
    items: list[mail_routing.Read | Inbound | StatusUpdate] = []
    for item in adapter.parse(as_raw(raw)):
        if isinstance(item, Inbound) and item.mail is not None:
            items.append(mail_routing.read(raw, item, adapter))
        else:
            items.append(item)
    return items


def as_raw(raw: RawInput) -> Raw:
    """The stored row as the adapter handed it in."""
    return Raw(raw.key, bytes(raw.body), raw.headers, is_backfill=raw.is_backfill)


def _take(raw_id: int) -> RawInput | None:
    """Count the attempt before anything is read: a worker that dies in the parser has used one up."""
    for raw in RawInput.objects.raw(_TAKE, [raw_id, MOST_ATTEMPTS]):
        raw.account = ChannelAccount.objects.select_related("shop", "team").get(pk=raw.account_id)
        return raw
    with transaction.atomic():
        waiting = RawInput.objects.filter(pk=raw_id, state=_State.RECEIVED)
        worn = waiting.select_for_update(no_key=True, of=("self",)).select_related("account").first()
        if worn and worn.attempts >= MOST_ATTEMPTS:
            _park(worn, _("The program reading this ended {count} times without a word.", count=MOST_ATTEMPTS))
    return None


_TAKE = """
UPDATE channels_rawinput SET attempts = attempts + 1 WHERE id = %s AND state = 'received' AND attempts < %s RETURNING *
"""


class _Overtaken(Exception):
    """Another job has routed this input: what this one did is taken back."""


def _done(raw: RawInput, outcome: str, message_id: int | None) -> None:
    """The last step of the transaction. Two jobs with one input meet here at the latest, and one of them counts."""
    changed = RawInput.objects.filter(pk=raw.pk, state=_State.RECEIVED).update(
        state=_State.ROUTED, outcome=outcome[:40], message_id=message_id, error=""
    )
    if not changed:
        raise _Overtaken


def _route(raw: RawInput, items: list[mail_routing.Read | Inbound | StatusUpdate]) -> tuple[str, int | None]:
    outcomes: list[tuple[str, int | None]] = []
    for item in items:
        if isinstance(item, mail_routing.Read):
            outcomes.append(mail_routing.route(raw, item))
        elif isinstance(item, Inbound):
            outcomes.append(routing.route(raw, item))
        else:
            outcomes.append(bounces.told(raw.account, item))
    if not outcomes:
        return "nothing", None
    return next((found for found in outcomes if found[1]), outcomes[0])


def _failed(raw: RawInput, error: Exception) -> None:
    said = "".join(traceback.format_exception(error))[-8000:]
    if raw.attempts >= MOST_ATTEMPTS:
        with transaction.atomic():
            _park(raw, said)
        return
    RawInput.objects.filter(pk=raw.pk).update(error=said)
    process.configure(schedule_at=clock.now() + _WAITS[raw.attempts - 1]).defer(raw_id=raw.pk)


def _park(raw: RawInput, why: str) -> None:
    RawInput.objects.filter(pk=raw.pk, state=_State.RECEIVED).update(state=_State.DEAD, error=why)
    record(InputParked(account=raw.account_id, raw=raw.pk), about=raw.account, by=SYSTEM, topics=["channels:all"])


def sweep(*, older_than: timedelta = timedelta(minutes=10)) -> int:
    """Give a new job to inputs whose job was lost; gives their number."""
    waiting = RawInput.objects.filter(state=_State.RECEIVED, received_at__lt=clock.now() - older_than)
    found = list(waiting.order_by("received_at").values_list("pk", flat=True)[:200])
    for pk in found:
        defer_once(process, lock=f"channels.process:{pk}", raw_id=pk)
    return len(found)
