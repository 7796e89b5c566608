from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from imapclient import IMAPClient
from procrastinate.contrib.django.models import ProcrastinateJob

from shopbell.channels import waiting
from shopbell.channels.models import ChannelAccount, RawInput
from tests.channels.conftest import a_mail
from tests.real.mail.servers import Servers, wait_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_jobs(transactional_db: None) -> None:
    forget_jobs()


def forget_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "RELIST_SECONDS", 0.2)
    monkeypatch.setattr(waiting, "SLICE_SECONDS", 0.5)
    monkeypatch.setattr(waiting, "_BACKOFF", (0.2,))


@pytest.fixture
def readers(quick: None) -> Iterator[Callable[[], Callable[[], None]]]:
    stops: list[Callable[[], None]] = []

    def begin() -> Callable[[], None]:
        stops.append(waiting.start())
        return stops[-1]

    yield begin
    for stop in stops:
        stop()


def polls() -> int:
    return ProcrastinateJob.objects.filter(task_name="channels.poll", status="todo").count()


def test_a_push_becomes_a_ticket_within_a_second(
    transactional_db: None,
    box: ChannelAccount,
    imap: IMAPClient,
    readers: Callable[[], Callable[[], None]],
    run_jobs: Callable[[], int],
) -> None:
    readers()
    wait_for(polls, "the first look after connecting")
    run_jobs()
    forget_jobs()
    started = time.monotonic()
    imap.append("INBOX", a_mail(subject="Pushed"))
    wait_for(polls, "the push", seconds=5)
    took = time.monotonic() - started
    run_jobs()
    assert RawInput.objects.count() == 1
    assert took < 3


def test_an_expunge_while_waiting_disturbs_nothing(
    transactional_db: None,
    box: ChannelAccount,
    imap: IMAPClient,
    readers: Callable[[], Callable[[], None]],
    run_jobs: Callable[[], int],
) -> None:
    for number in range(3):
        imap.append("INBOX", a_mail(subject=f"Mail {number}"))
    readers()
    wait_for(polls)
    imap.delete_messages([imap.search()[0]])
    imap.expunge()
    run_jobs()
    forget_jobs()
    imap.append("INBOX", a_mail(subject="After"))
    wait_for(polls, "the push after the expunge", seconds=5)
    run_jobs()
    found = [bytes(raw.body) for raw in RawInput.objects.order_by("pk")]
    assert [b"After" in body for body in found][-1] is True
    assert len(found) in (3, 4)  # the expunged mail may have been read before it went
    assert sum(b"Mail 1" in body for body in found) == 1
    assert sum(b"Mail 2" in body for body in found) == 1


def test_only_one_of_two_workers_waits_and_the_other_takes_over(
    transactional_db: None,
    box: ChannelAccount,
    imap: IMAPClient,
    readers: Callable[[], Callable[[], None]],
) -> None:
    def holders() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = %s AND database ="
                " (SELECT oid FROM pg_database WHERE datname = current_database())",
                [waiting.LOCK_SPACE],
            )
            return int(cursor.fetchone()[0])

    stop_first = readers()
    wait_for(holders)
    readers()
    time.sleep(0.6)
    assert holders() == 1
    stop_first()
    wait_for(lambda: holders() == 1, "the second worker takes over")
    forget_jobs()
    imap.append("INBOX", a_mail())
    wait_for(polls, "the second worker hears the push", seconds=8)


def test_a_server_that_goes_and_comes_back_is_waited_for_again(
    transactional_db: None,
    box: ChannelAccount,
    servers: Servers,
    readers: Callable[[], Callable[[], None]],
    run_jobs: Callable[[], int],
) -> None:
    readers()
    wait_for(polls)
    servers.stop_dovecot()
    wait_for(lambda: ChannelAccount.objects.get().last_error, "the failure is said")
    forget_jobs()
    servers.start_dovecot()
    wait_for(polls, "a poll after coming back", seconds=15)
    run_jobs()
    assert ChannelAccount.objects.get().last_success_at is not None


def test_an_account_added_while_running_is_picked_up(
    transactional_db: None, box: ChannelAccount, readers: Callable[[], Callable[[], None]]
) -> None:
    ChannelAccount.objects.update(is_active=False)
    readers()
    time.sleep(0.5)
    assert polls() == 0
    ChannelAccount.objects.update(is_active=True)
    wait_for(polls, "the new account is waited for", seconds=5)
