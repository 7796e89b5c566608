from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from shopbell.channels.actions import reading
from shopbell.channels.base import Moved, NeedsReconnect, Raw, Unavailable
from shopbell.channels.models import ChannelAccount, HealthSlice, RawInput
from shopbell.core import clock
from shopbell.core.models import Event
from tests.channels.scripted import ScriptedMailbox

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def poll(account: ChannelAccount) -> ChannelAccount:
    reading.poll(account_id=account.pk)
    return ChannelAccount.objects.get(pk=account.pk)


def keys() -> list[str]:
    return list(RawInput.objects.order_by("pk").values_list("key", flat=True))


def alarms() -> list[str]:
    return [event.data["why"] for event in Event.objects.filter(name="channel.failing").order_by("pk")]


def test_what_came_is_stored_with_its_cursor_and_counted(box: ChannelAccount) -> None:
    arrived = NOW - timedelta(seconds=42)
    ScriptedMailbox.new[:] = [[Raw("1", b"a", cursor=Moved("c", {"last": 1}), received_at=arrived), Raw("2", b"b")]]
    account = poll(box)
    assert (keys(), box.cursors.get().value) == (["1", "2"], {"last": 1})
    assert (account.state, account.last_inbound_at, account.lag_seconds) == ("healthy", NOW, 42)
    assert HealthSlice.objects.get().received == 2
    assert ScriptedMailbox.closed == [box.pk]


def test_what_is_stored_already_counts_for_nothing(box: ChannelAccount) -> None:
    ScriptedMailbox.new[:] = [[Raw("1", b"a")], [Raw("1", b"a")]]
    poll(box)
    ChannelAccount.objects.update(last_inbound_at=None)
    account = poll(box)
    assert (keys(), account.last_inbound_at, account.last_success_at) == (["1"], None, NOW)


@pytest.mark.parametrize(
    ("error", "state", "why"),
    [(Unavailable("Down"), "failing", "error"), (NeedsReconnect("No"), "reconnect", "reconnect")],
)
def test_trouble_keeps_what_came_before_it(box: ChannelAccount, error: Exception, state: str, why: str) -> None:
    ScriptedMailbox.new[:] = [[Raw("1", b"a", cursor=Moved("c", {"last": 1})), error, Raw("2", b"b")]]
    account = poll(box)
    assert (keys(), box.cursors.get().value) == (["1"], {"last": 1})
    assert (account.state, account.last_error, alarms()) == (state, str(error), [why])
    assert ScriptedMailbox.closed == [box.pk]


@pytest.mark.parametrize(
    "change", [{"state": "paused"}, {"state": "reconnect"}, {"is_active": False}], ids=["paused", "reconnect", "off"]
)
def test_a_stopped_account_is_not_signed_in_to(box: ChannelAccount, change: dict[str, object]) -> None:
    ChannelAccount.objects.update(**change)
    poll(box)
    assert ScriptedMailbox.asked == []
    assert reading.polled_accounts() == []


def test_only_accounts_that_fetch_are_polled(box: ChannelAccount, widget: ChannelAccount) -> None:
    assert reading.polled_accounts() == [box]


def test_one_waiting_poll_is_enough_and_a_thorough_one_waits_beside_it(box: ChannelAccount) -> None:
    asked = [reading.defer_poll(box.pk), reading.defer_poll(box.pk), reading.defer_poll(box.pk, thorough=True)]
    assert asked == [True, False, True]


def test_while_another_reads_nothing_is_read_twice_but_once_more_afterwards(box: ChannelAccount) -> None:
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [reading.LOCK_SPACE, box.pk])
            poll(box)
            poll(box)
            # Closing alone would let go of it a moment later.
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [reading.LOCK_SPACE, box.pk])
    finally:
        other.close()
    assert ScriptedMailbox.asked == []
    jobs = ProcrastinateJob.objects.filter(task_name="channels.poll", status="todo")
    assert [job.scheduled_at for job in jobs] == [NOW + timedelta(seconds=3)]
    poll(box)
    assert ScriptedMailbox.asked == [("poll", False)]


def test_the_lock_is_given_back_even_when_reading_breaks_off(box: ChannelAccount) -> None:
    ScriptedMailbox.new[:] = [[ZeroDivisionError()]]
    with pytest.raises(ZeroDivisionError):
        poll(box)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [reading.LOCK_SPACE, box.pk])
            assert cursor.fetchone() == (True,)
    finally:
        other.close()


def test_a_renumbered_folder_is_told_of_and_an_ordinary_step_is_not(box: ChannelAccount) -> None:
    steps = [{"uidvalidity": 1, "last": 1}, {"uidvalidity": 1, "last": 2}, {"uidvalidity": 2, "last": 2}]
    ScriptedMailbox.new[:] = [[Moved("imap:INBOX", step)] for step in steps]
    told = []
    for _ in steps:
        poll(box)
        told.append(Event.objects.filter(name="mailbox.rebuilt").count())
    assert told == [0, 0, 1]
    assert box.cursors.get().value == steps[-1]


@pytest.mark.parametrize(("seconds", "said"), [(600, []), (601, ["silent"])])
def test_ten_minutes_without_a_poll_raise_the_alarm_once(box: ChannelAccount, seconds: int, said: list[str]) -> None:
    ChannelAccount.objects.update(last_success_at=NOW - timedelta(seconds=seconds), state="healthy")
    reading.watch()
    reading.watch()
    box.refresh_from_db()
    assert (alarms(), box.state) == (said, "failing" if said else "healthy")


def test_an_account_never_read_is_silent_from_its_making_on(box: ChannelAccount) -> None:
    ChannelAccount.objects.update(created_at=NOW - timedelta(minutes=11))
    reading.watch()
    box.refresh_from_db()
    assert box.last_error == "The mailbox has not been read for ten minutes."


def came(account: ChannelAccount, *days_ago: float) -> None:
    RawInput.objects.bulk_create(
        RawInput(account=account, key=f"k{number}", body=b"", received_at=NOW - timedelta(days=days))
        for number, days in enumerate(days_ago)
    )


@pytest.mark.parametrize(("days", "is_quiet"), [(2.9, False), (3.1, True)])
def test_quiet_is_a_pause_of_three_times_the_longest_one(box: ChannelAccount, days: float, is_quiet: bool) -> None:
    came(box, *(days + number for number in range(21)))
    assert reading.is_unusually_quiet(box) is is_quiet


def test_a_night_is_never_unusual_nor_is_a_young_account(box: ChannelAccount) -> None:
    came(box, *(0.9 + number / 100 for number in range(21)))
    assert not reading.is_unusually_quiet(box)
    RawInput.objects.all().delete()
    came(box, *(30 + number / 100 for number in range(20)))
    assert not reading.is_unusually_quiet(box)


def test_quiet_is_a_warning_that_leaves_the_account_working(box: ChannelAccount) -> None:
    ChannelAccount.objects.update(state="healthy", last_success_at=NOW)
    came(box, *(9 + number / 10 for number in range(21)))
    reading.watch()
    reading.watch()
    box.refresh_from_db()
    assert (box.state, alarms()) == ("healthy", ["quiet"])


def test_the_letter_of_a_live_test_and_sent_mail_are_not_mail_in(box: ChannelAccount) -> None:
    ScriptedMailbox.new[:] = [[Raw("1", b"a", {"is_test": True}), Raw("2", b"b", {"folder": "sent"})]]
    assert (poll(box).last_inbound_at, HealthSlice.objects.get().received, keys()) == (None, 0, ["1", "2"])
    ScriptedMailbox.new[:] = [[Raw("3", b"c", {"folder": "inbox"})]]
    assert (poll(box).last_inbound_at, HealthSlice.objects.get().received) == (NOW, 1)
