"""Polling: what a mailbox or stream has that we do not, stored one by one with the cursor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from typing import Any

import structlog
from django.db import connection, transaction

from shopbell.channels.actions import health
from shopbell.channels.actions.inbound import move, store_raw
from shopbell.channels.actions.speaking import speaking
from shopbell.channels.base import ChannelAdapter, Moved, NeedsReconnect, Raw, Unavailable
from shopbell.channels.events import MailboxRebuilt
from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.core import clock
from shopbell.core.actor import SYSTEM
from shopbell.core.events import record
from shopbell.core.jobs import defer_once, task
from shopbell.core.sentences import say as _

log = structlog.get_logger(__name__)
LOCK_SPACE = 5_551_228
SILENT_AFTER = timedelta(minutes=10)
_BUSY_AGAIN = timedelta(seconds=3)
_SEVERAL = 20


def defer_poll(account_id: int, *, thorough: bool = False) -> bool:
    """Have the account polled soon; one waiting poll is enough for any number of hints."""
    kind = ":thorough" if thorough else ""
    return defer_once(poll, lock=f"channels.poll:{account_id}{kind}", account_id=account_id, thorough=thorough)


@task("channels.poll", queue="polls")
def poll(*, account_id: int, thorough: bool = False) -> None:
    """Read one account, one reader at a time."""
    account = (
        ChannelAccount.objects.select_related("shop")
        .filter(pk=account_id, is_active=True)
        .exclude(state__in=[ChannelAccount.State.PAUSED, ChannelAccount.State.NEEDS_RECONNECT])
        .first()
    )
    if account is None:
        return
    with reading(account_id) as is_ours:
        if is_ours:
            _poll(account, thorough=thorough)
            return
    # Another worker reads; it may have listed before the mail came that we were called for.
    again = clock.now() + _BUSY_AGAIN
    defer_once(poll, lock=f"channels.poll:{account_id}:busy", at=again, account_id=account_id, thorough=thorough)


@contextmanager
def reading(account_id: int) -> Iterator[bool]:
    """Be the account's only reader; yields whether that was granted. Ends with the connection at the latest."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, account_id])
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours and connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_SPACE, account_id])


def watch() -> None:
    """Alarm for accounts that have not completed a poll for ten minutes, or are unusually quiet."""
    now = clock.now()
    for account in polled_accounts():
        seen = account.last_success_at or account.created_at
        if now - seen > SILENT_AFTER:
            words = account.last_error or _("The mailbox has not been read for ten minutes.")
            health.alarm(account, why="silent", state=ChannelAccount.State.FAILING, reason=words)
        elif is_unusually_quiet(account):
            health.warn(account, why="quiet", reason=_("No mail came for an unusually long time."))


def is_unusually_quiet(account: ChannelAccount) -> bool:
    """Whether the pause since the last mail is far longer than any of the latest ones, and over a day."""
    newest = RawInput.objects.filter(account=account, is_backfill=False).order_by("-received_at")
    times = list(newest.values_list("received_at", flat=True)[: _SEVERAL + 1])
    if len(times) <= _SEVERAL:
        return False
    longest = max(later - earlier for later, earlier in pairwise(times))
    pause = clock.now() - times[0]
    return pause > timedelta(days=1) and pause > longest * 3


def polled_accounts() -> list[ChannelAccount]:
    """The active accounts whose adapters fetch."""
    kinds = [kind for kind, adapter in ChannelAdapter.kinds().items() if adapter.capabilities.polls]
    accounts = ChannelAccount.objects.filter(kind__in=kinds, is_active=True)
    return list(accounts.exclude(state__in=[ChannelAccount.State.PAUSED, ChannelAccount.State.NEEDS_RECONNECT]))


def _poll(account: ChannelAccount, *, thorough: bool) -> None:
    cursors: dict[str, Any] = dict(account.cursors.values_list("key", "value"))
    received, lag = 0, None
    try:
        with speaking(account) as adapter:
            for item in adapter.poll(cursors, thorough=thorough):
                if isinstance(item, Moved):
                    _moved(account, item, cursors)
                elif store_raw(account, item) is not None and _is_news(item):
                    received += 1
                    lag = _lag(item) if item.received_at else lag
    except NeedsReconnect as error:
        health.needs_reconnect(account, str(error))
        return
    except Unavailable as error:
        health.failed(account, str(error))
        return
    health.succeeded(account, received=received, lag=lag)


@transaction.atomic
def _moved(account: ChannelAccount, moved: Moved, cursors: dict[str, Any]) -> None:
    before = cursors.get(moved.key, {}).get("uidvalidity")
    move(account, moved)
    if before is not None and before != moved.value.get("uidvalidity"):
        log.warning("mailbox renumbered", account=account.pk, folder=moved.key)
        record(MailboxRebuilt(account=account.pk), about=account, by=SYSTEM, topics=health.topics(account))


def _is_news(raw: Raw) -> bool:
    """Whether it counts as mail in: not what lies in the folder of sent mail, nor the letter of a live test."""
    return raw.headers.get("folder") != "sent" and not raw.headers.get("is_test")


def _lag(raw: Raw) -> int | None:
    return int((clock.now() - raw.received_at).total_seconds()) if raw.received_at else None
