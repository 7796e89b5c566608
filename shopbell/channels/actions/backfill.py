"""Older mail, fetched slowly downwards; it becomes closed tickets and wakes nobody."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from shopbell.channels.actions import health
from shopbell.channels.actions.inbound import move, store_raw
from shopbell.channels.actions.reading import reading
from shopbell.channels.actions.speaking import speaking
from shopbell.channels.base import ChannelAdapter, Moved, NeedsReconnect, Unavailable
from shopbell.channels.errors import NoHistory
from shopbell.channels.events import AccountChanged
from shopbell.channels.models import ChannelAccount
from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.core.jobs import defer_once, task

PAUSE = timedelta(seconds=10)
PAUSE_AFTER_TROUBLE = timedelta(minutes=5)


@transaction.atomic
def start(account: ChannelAccount, *, since: datetime, by: Actor) -> None:
    """Fetch what came since then and is not here yet. Raises `NoHistory`."""
    kind: type[ChannelAdapter] = ChannelAdapter.of(account.kind)
    if kind.backfill is ChannelAdapter.backfill:
        raise NoHistory
    record(AccountChanged(account=account.pk), about=account, by=by, topics=health.topics(account))
    _next(account.pk, since, timedelta())


@task("channels.backfill", queue="polls")
def fetch(*, account_id: int, since: str) -> None:
    """One batch; the next one follows after a pause, until nothing older is left. A stopped account waits."""
    account = ChannelAccount.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        return
    begin = datetime.fromisoformat(since)
    if account.state in (ChannelAccount.State.PAUSED, ChannelAccount.State.NEEDS_RECONNECT):
        _next(account_id, begin, PAUSE_AFTER_TROUBLE)
        return
    with reading(account_id) as is_ours:
        if not is_ours:
            _next(account_id, begin, PAUSE)
            return
        cursors: dict[str, Any] = dict(account.cursors.values_list("key", "value"))
        is_more = False
        try:
            with speaking(account) as adapter:
                for item in adapter.backfill(cursors, since=begin):
                    is_more = True
                    if isinstance(item, Moved):
                        move(account, item)
                    else:
                        store_raw(account, item)
        except Unavailable as error:
            health.failed(account, str(error))
            _next(account_id, begin, PAUSE_AFTER_TROUBLE)
            return
        except NeedsReconnect as error:
            health.needs_reconnect(account, str(error))
            _next(account_id, begin, PAUSE_AFTER_TROUBLE)
            return
    if is_more:
        _next(account_id, begin, PAUSE)


def _next(account_id: int, since: datetime, pause: timedelta) -> None:
    defer_once(
        fetch,
        lock=f"channels.backfill:{account_id}",
        at=clock.now() + pause,
        account_id=account_id,
        since=since.isoformat(),
    )
