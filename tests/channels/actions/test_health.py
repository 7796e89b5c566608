from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shopbell.channels.actions import health
from shopbell.channels.models import ChannelAccount, HealthSlice
from shopbell.core import clock
from shopbell.core.models import Event

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def alarms() -> list[str]:
    return [event.data["why"] for event in Event.objects.filter(name="channel.failing").order_by("pk")]


def stored(account: ChannelAccount) -> ChannelAccount:
    return ChannelAccount.objects.get(pk=account.pk)


def test_successes_are_counted_by_the_half_hour(mailbox: ChannelAccount) -> None:
    for minutes in (0, 29, 30):
        with clock.frozen(NOON + timedelta(minutes=minutes, seconds=59)):
            health.succeeded(mailbox, received=2, sent=1, lag=-3)
    slices = HealthSlice.objects.order_by("at").values_list("at", "successes", "received", "sent", "failures")
    assert list(slices) == [(NOON, 2, 4, 2, 0), (NOON + timedelta(minutes=30), 1, 2, 1, 0)]
    assert stored(mailbox).lag_seconds == 0


def test_only_what_happened_is_noted(mailbox: ChannelAccount) -> None:
    with clock.frozen(NOON):
        health.succeeded(mailbox)
    account = stored(mailbox)
    assert (account.last_success_at, account.last_inbound_at, account.last_outbound_at) == (NOON, None, None)
    assert account.state == "healthy"


@pytest.mark.parametrize(("seconds", "said"), [(299, []), (300, []), (301, ["error"])])
def test_a_hiccup_is_no_alarm_and_five_minutes_are(mailbox: ChannelAccount, seconds: int, said: list[str]) -> None:
    with clock.frozen(NOON):
        health.succeeded(mailbox)
    with clock.frozen(NOON + timedelta(seconds=seconds)):
        health.failed(stored(mailbox), "No answer")
    account = stored(mailbox)
    assert (alarms(), account.last_error) == (said, "No answer")
    assert account.state == ("failing" if said else "healthy")


def test_an_account_that_never_worked_is_failing_at_once_and_told_once(mailbox: ChannelAccount) -> None:
    for _ in range(3):
        health.failed(mailbox, "x" * 600)
    assert (stored(mailbox).state, len(stored(mailbox).last_error), alarms()) == ("failing", 500, ["error"])
    assert HealthSlice.objects.get().failures == 3


def test_refused_credentials_are_told_once_and_outrank_a_failure(mailbox: ChannelAccount) -> None:
    health.failed(mailbox, "No answer")
    health.needs_reconnect(mailbox, "Sign in again")
    health.needs_reconnect(mailbox, "Sign in again")
    health.failed(mailbox, "No answer")
    assert (stored(mailbox).state, alarms()) == ("reconnect", ["error", "reconnect"])


def test_when_it_works_again_that_is_told_once(mailbox: ChannelAccount) -> None:
    health.failed(mailbox, "No answer")
    health.succeeded(mailbox)
    health.succeeded(mailbox)
    assert (stored(mailbox).state, stored(mailbox).last_error) == ("healthy", "")
    assert Event.objects.filter(name="channel.recovered").count() == 1


@pytest.mark.parametrize("trouble", [health.failed, health.needs_reconnect])
def test_trouble_of_a_poll_under_way_does_not_undo_a_pause(mailbox: ChannelAccount, trouble: object) -> None:
    ChannelAccount.objects.update(state="paused")
    trouble(mailbox, "No answer")  # type: ignore[operator]
    assert (stored(mailbox).state, alarms()) == ("paused", [])
    health.succeeded(mailbox)
    assert stored(mailbox).state == "paused"


def test_a_pause_of_sending_only_grows_and_is_told_when_it_begins(mailbox: ChannelAccount) -> None:
    with clock.frozen(NOON):
        health.pause_sending(mailbox, until=NOON + timedelta(minutes=9), why="breaker", reason="Too many")
        health.pause_sending(mailbox, until=NOON + timedelta(minutes=5), why="breaker", reason="Too many")
    assert (stored(mailbox).paused_until, alarms()) == (NOON + timedelta(minutes=9), ["breaker"])
    with clock.frozen(NOON + timedelta(minutes=9)):
        health.pause_sending(mailbox, until=NOON + timedelta(minutes=12), why="breaker", reason="Too many")
    assert alarms() == ["breaker", "breaker"]


def test_a_providers_wish_for_patience_is_nobodys_alarm(mailbox: ChannelAccount) -> None:
    health.pause_sending(mailbox, until=NOON)
    assert (stored(mailbox).paused_until, stored(mailbox).last_error, alarms()) == (NOON, "", [])


@pytest.mark.parametrize(("minutes", "times"), [(59, 1), (60, 2)])
def test_the_same_warning_comes_once_an_hour(mailbox: ChannelAccount, minutes: int, times: int) -> None:
    for after in (0, minutes):
        with clock.frozen(NOON + timedelta(minutes=after)):
            health.warn(mailbox, why="policy", reason="Refused as unwanted")
    assert (stored(mailbox).state, alarms()) == ("new", ["policy"] * times)


def test_the_pages_of_the_account_are_told(mailbox: ChannelAccount) -> None:
    health.warn(mailbox, why="policy", reason="Refused")
    assert Event.objects.get(name="channel.failing").topics == [f"channel:{mailbox.pk}", "channels:all"]
