from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from shopbell.channels.actions import backfill, reading
from shopbell.channels.base import Moved, NeedsReconnect, Raw, Unavailable
from shopbell.channels.errors import NoHistory
from shopbell.channels.models import ChannelAccount, OutgoingPart, RawInput
from shopbell.core import clock
from shopbell.core.actor import SYSTEM
from shopbell.core.models import Event
from shopbell.tickets.models import Message, Ticket
from tests.channels.conftest import a_mail
from tests.channels.scripted import ScriptedMailbox

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SINCE = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def an_old(number: int, cursor: Moved | None = None) -> Raw:
    mail = a_mail(subject=f"Old {number}", date="Mon, 02 Mar 2026 10:00:00 +0000")
    return Raw(f"old:{number}", mail, {"internaldate": "2026-03-02T10:00:00+00:00"}, cursor, is_backfill=True)


def fetch(account: ChannelAccount) -> None:
    backfill.fetch(account_id=account.pk, since=SINCE.isoformat())


def waiting() -> list[timedelta]:
    """How long each waiting batch waits."""
    jobs = ProcrastinateJob.objects.filter(task_name="channels.backfill", status="todo")
    return [job.scheduled_at - NOW for job in jobs if job.scheduled_at]


def test_old_mail_becomes_closed_tickets_of_its_own_day_and_wakes_nobody(
    box: ChannelAccount, run_jobs: Callable[[], int]
) -> None:
    ScriptedMailbox.older[:] = [[an_old(1), an_old(2)]]
    backfill.start(box, since=SINCE, by=SYSTEM)
    run_jobs()
    tickets = list(Ticket.objects.order_by("subject"))
    day = datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert [(t.subject, t.status, t.is_unread, t.created_at) for t in tickets] == [
        ("Old 1", "closed", False, day),
        ("Old 2", "closed", False, day),
    ]
    assert [t.acknowledged_at for t in tickets] == [None, None]
    assert list(Message.objects.values_list("kind", "is_backfill", "auth")) == [("customer", True, "not_checked")] * 2
    assert OutgoingPart.objects.count() == 0


def test_the_same_history_twice_is_stored_once(box: ChannelAccount, run_jobs: Callable[[], int]) -> None:
    old = an_old(1)
    for _ in range(2):
        ScriptedMailbox.older[:] = [[old]]
        fetch(box)
        run_jobs()
    assert (RawInput.objects.count(), Ticket.objects.count()) == (1, 1)


def test_the_cursor_goes_down_and_the_next_batch_follows_once(box: ChannelAccount) -> None:
    ScriptedMailbox.older[:] = [[an_old(9, Moved("c", {"lowest": 9})), Moved("c", {"lowest": 5})], []]
    fetch(box)
    assert box.cursors.get().value == {"lowest": 5}
    assert waiting() == [timedelta(seconds=10)]
    assert ScriptedMailbox.asked == [("backfill", SINCE)]


def test_at_the_end_nothing_follows(box: ChannelAccount) -> None:
    fetch(box)
    assert waiting() == []


def test_where_there_is_no_history_none_is_promised(widget: ChannelAccount) -> None:
    with pytest.raises(NoHistory):
        backfill.start(widget, since=SINCE, by=SYSTEM)
    assert (waiting(), Event.objects.count()) == ([], 0)


def test_asking_twice_starts_it_once(box: ChannelAccount) -> None:
    backfill.start(box, since=SINCE, by=SYSTEM)
    backfill.start(box, since=SINCE, by=SYSTEM)
    assert waiting() == [timedelta()]


@pytest.mark.parametrize(
    ("error", "state"), [(Unavailable("Down"), "failing"), (NeedsReconnect("Sign in"), "reconnect")]
)
def test_trouble_keeps_what_came_and_goes_on_later(box: ChannelAccount, error: Exception, state: str) -> None:
    ScriptedMailbox.older[:] = [[an_old(1), error]]
    fetch(box)
    box.refresh_from_db()
    assert (box.state, RawInput.objects.count()) == (state, 1)
    assert waiting() == [timedelta(minutes=5)]


@pytest.mark.parametrize("state", ["paused", "reconnect"])
def test_a_stopped_account_is_not_asked_for_history_either(box: ChannelAccount, state: str) -> None:
    ChannelAccount.objects.update(state=state)
    fetch(box)
    assert (ScriptedMailbox.asked, waiting()) == ([], [timedelta(minutes=5)])


def test_an_account_switched_off_ends_it(box: ChannelAccount) -> None:
    ChannelAccount.objects.update(is_active=False)
    fetch(box)
    assert (ScriptedMailbox.asked, waiting()) == ([], [])


def test_while_somebody_else_reads_it_waits(box: ChannelAccount) -> None:
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [reading.LOCK_SPACE, box.pk])
            fetch(box)
    finally:
        other.close()
    assert (ScriptedMailbox.asked, waiting()) == ([], [timedelta(seconds=10)])
