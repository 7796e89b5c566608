"""How an account is doing: last success and error in plain words, counts by the half hour, alarms said once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction

from shopbell.channels.events import AccountFailing, AccountRecovered
from shopbell.channels.models import ChannelAccount
from shopbell.core import clock
from shopbell.core.actor import SYSTEM
from shopbell.core.events import record
from shopbell.core.sentences import clip

SLICE = timedelta(minutes=30)
_State = ChannelAccount.State
# One hiccup is no alarm: an account is failing when it has not worked for this long.
PATIENCE = timedelta(minutes=5)
_AN_HOUR = timedelta(hours=1)


def succeeded(account: ChannelAccount, *, received: int = 0, sent: int = 0, lag: int | None = None) -> None:
    """Note a completed poll, request or delivery."""
    now = clock.now()
    changes: dict[str, object] = {"last_success_at": now}
    if received:
        changes["last_inbound_at"] = now
    if sent:
        changes["last_outbound_at"] = now
    if lag is not None:
        changes["lag_seconds"] = max(lag, 0)
    ChannelAccount.objects.filter(pk=account.pk).update(**changes)
    _count(account.pk, now, successes=1, received=received, sent=sent)
    if account.state in (_State.NEW, _State.FAILING, _State.NEEDS_RECONNECT):
        _recovered(account)


def failed(account: ChannelAccount, reason: str) -> None:
    """Note a failure. The alarm is raised when nothing has worked for some minutes."""
    now = clock.now()
    ChannelAccount.objects.filter(pk=account.pk).update(last_error_at=now, last_error=clip(reason, 500))
    _count(account.pk, now, failures=1)
    if account.last_success_at is None or now - account.last_success_at > PATIENCE:
        alarm(account, why="error", state=_State.FAILING, reason=reason)


def needs_reconnect(account: ChannelAccount, reason: str) -> None:
    """The credentials are refused: no more attempts until a person acts, and one alarm."""
    _count(account.pk, clock.now(), failures=1)
    alarm(account, why="reconnect", state=_State.NEEDS_RECONNECT, reason=reason)


@transaction.atomic
def alarm(account: ChannelAccount, *, why: str, state: str, reason: str) -> bool:
    """Set the state and record the alarm, once for as long as the state lasts. A paused account stays paused."""
    locked = ChannelAccount.objects.select_for_update(no_key=True).get(pk=account.pk)
    if locked.state in (state, _State.NEEDS_RECONNECT, _State.PAUSED):
        return False
    locked.state, locked.last_error, locked.last_error_at = state, clip(reason, 500), clock.now()
    locked.save(update_fields=["state", "last_error", "last_error_at"])
    record(AccountFailing(account=locked.pk, why=why), about=locked, by=SYSTEM, topics=topics(locked))
    account.state = locked.state
    return True


@transaction.atomic
def pause_sending(account: ChannelAccount, *, until: datetime, why: str = "", reason: str = "") -> None:
    """Hold what goes out until then; with `why`, admins are told."""
    locked = ChannelAccount.objects.select_for_update(no_key=True).get(pk=account.pk)
    is_news = locked.paused_until is None or locked.paused_until <= clock.now()
    locked.paused_until = max(until, locked.paused_until or until)
    locked.save(update_fields=["paused_until"])
    account.paused_until = locked.paused_until
    if why and is_news:
        ChannelAccount.objects.filter(pk=locked.pk).update(last_error=clip(reason, 500), last_error_at=clock.now())
        record(AccountFailing(account=locked.pk, why=why), about=locked, by=SYSTEM, topics=topics(locked))


@transaction.atomic
def warn(account: ChannelAccount, *, why: str, reason: str) -> None:
    """Tell admins about something that does not stop the account, at most once an hour."""
    locked = ChannelAccount.objects.select_for_update(no_key=True).get(pk=account.pk)
    now = clock.now()
    if locked.last_error == clip(reason, 500) and locked.last_error_at and now - locked.last_error_at < _AN_HOUR:
        return
    locked.last_error, locked.last_error_at = clip(reason, 500), now
    locked.save(update_fields=["last_error", "last_error_at"])
    record(AccountFailing(account=locked.pk, why=why), about=locked, by=SYSTEM, topics=topics(locked))


def topics(account: ChannelAccount) -> list[str]:
    """The live pages that show this account."""
    return [f"channel:{account.pk}", "channels:all"]


@transaction.atomic
def _recovered(account: ChannelAccount) -> None:
    locked = ChannelAccount.objects.select_for_update(no_key=True).get(pk=account.pk)
    before, locked.state = locked.state, _State.HEALTHY
    if before not in (_State.NEW, _State.FAILING, _State.NEEDS_RECONNECT):
        return
    locked.last_error = ""
    locked.save(update_fields=["state", "last_error"])
    account.state = locked.state
    record(AccountRecovered(account=locked.pk), about=locked, by=SYSTEM, topics=topics(locked))


def _count(
    account_id: int, at: datetime, *, successes: int = 0, failures: int = 0, received: int = 0, sent: int = 0
) -> None:
    start = at.replace(minute=at.minute - at.minute % 30, second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO channels_healthslice AS h (account_id, at, successes, failures, received, sent)
            VALUES (%s, %s, %s, %s, %s, %s)
            ON CONFLICT ON CONSTRAINT health_slice_once DO UPDATE SET successes = h.successes + excluded.successes,
                failures = h.failures + excluded.failures, received = h.received + excluded.received,
                sent = h.sent + excluded.sent
            """,
            [account_id, start, successes, failures, received, sent],
        )
