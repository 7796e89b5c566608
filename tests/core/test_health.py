"""Findings: of each part, by themselves when a part cannot be looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from shopbell.channels.models import ChannelAccount, OutgoingPart, RawInput
from shopbell.core import checks, clock, health
from shopbell.core.health import BROKEN, LOOK, OK, Finding, examine, worst

pytestmark = pytest.mark.django_db


def said(subject: str) -> list[tuple[str, str]]:
    return [(one.level, one.words) for one in examine() if one.subject == subject]


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def register(**named: health.Check) -> None:
        monkeypatch.setattr(health, "_checks", {name: (1, name, run) for name, run in named.items()})

    return register


def test_a_check_that_fails_is_a_finding_and_stops_no_other(only: Callable[..., None]) -> None:
    def broken() -> Iterator[Finding]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        yield Finding("never", OK, "")

    examine()  # so that everything is registered
    only(a=broken, b=lambda: [Finding("b", LOOK, "it leans")])
    first, second = examine()
    assert (first.subject, first.level) == ("a", BROKEN)
    assert "division by zero" in first.words
    assert second == Finding("b", LOOK, "it leans")


def test_the_worst_counts() -> None:
    assert worst([]) == OK
    assert worst([Finding("", LOOK, ""), Finding("", OK, ""), Finding("", BROKEN, "")]) == BROKEN


def test_without_a_worker_nothing_moves() -> None:
    assert said("Jobs") == [(BROKEN, "No worker is running: no mail comes in or goes out")]
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert said("Jobs") == [(OK, "1 worker, no backlog")]


def test_an_old_job_is_seen() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, scheduled_at) VALUES ('x', 'x', now() - %s)",
            [timedelta(minutes=5)],
        )
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '5 minutes'")
    ((level, words),) = said("Jobs")
    assert level == LOOK
    assert words.startswith("The oldest job has waited for 5 min")


def test_the_database_its_clock_and_the_disk_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA.mkdir(parents=True, exist_ok=True)
    ((level, words),) = said("Database")
    assert level == OK
    assert words.startswith("PostgreSQL ")
    assert said("Clock") == [(OK, "Agrees with the database")]
    now = clock.now()
    monkeypatch.setattr(checks.clock, "now", lambda: now - timedelta(hours=1))
    assert said("Clock")[0][0] == LOOK
    monkeypatch.setattr(checks, "NO_SPACE", 10**18)
    assert said("Disk")[0][0] == BROKEN


def test_keys_that_others_can_read(tmp_path: object) -> None:
    folder = settings.DATA / "keys"
    folder.mkdir(parents=True, exist_ok=True)
    key = folder / "a_key"
    key.write_text("secret")
    key.chmod(0o644)
    assert said("Key files") == [(LOOK, "Other accounts of this machine can read a_key")]
    key.chmod(0o600)
    assert said("Key files") == []
    key.unlink()


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({"state": "healthy"}, OK),
        ({"state": "healthy", "lag_seconds": 1200}, LOOK),
        ({"state": "new"}, LOOK),
        ({"state": "failing"}, BROKEN),
        ({"state": "reconnect"}, BROKEN),
    ],
)
def test_each_channel_says_how_it_is(mailbox: ChannelAccount, changes: dict[str, object], level: str) -> None:
    ChannelAccount.objects.filter(pk=mailbox.pk).update(**changes)
    assert [one[0] for one in said("Hello")] == [level]


def test_a_paused_channel_says_nothing(mailbox: ChannelAccount) -> None:
    ChannelAccount.objects.filter(pk=mailbox.pk).update(state="paused")
    assert said("Hello") == []


def test_parked_input_is_counted(mailbox: ChannelAccount) -> None:
    RawInput.objects.create(account=mailbox, key="x", body=b"x", received_at=clock.now(), state=RawInput.State.DEAD)
    assert said("Parked input") == [(LOOK, "1 input could not be read")]
    assert OutgoingPart.objects.count() == 0
    assert said("Outgoing messages") == []
