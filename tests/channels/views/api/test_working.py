from __future__ import annotations

from procrastinate.contrib.django.models import ProcrastinateJob

from shopbell.channels.actions import health
from shopbell.channels.models import ChannelAccount
from shopbell.core import clock
from tests.channels.views.api.conftest import NOON
from tests.program import Program


def test_a_test_is_asked_for_and_read(admin: Program, form: ChannelAccount) -> None:
    path = f"/channel-accounts/{form.public_id}/test"
    assert admin.get(path).json() == {"is_running": False, "tested_at": None, "steps": []}
    asked = admin.post(path)
    assert (asked.status_code, asked.json()["is_running"]) == (202, True)
    ProcrastinateJob.objects.all().delete()
    step = {"label": "Sign in", "state": "bad", "detail": "No", "milliseconds": 7}
    ChannelAccount.objects.filter(pk=form.pk).update(checked_at=NOON, check_steps=[step])
    assert admin.get(path).json() == {"is_running": False, "tested_at": "2026-11-24T12:00:00Z", "steps": [step]}


def test_health_of_the_last_day(admin: Program, mailbox: ChannelAccount) -> None:
    with clock.frozen(NOON):
        health.succeeded(mailbox, received=2)
        told = admin.get(f"/channel-accounts/{mailbox.public_id}/health").json()
    bars = told.pop("bars")
    assert len(bars) == 48
    assert bars[-1] == {"at": "2026-11-24T12:00:00Z", "state": "ok"}
    assert {bar["state"] for bar in bars[:-1]} == {"none"}
    assert told == {"received_today": 2, "sent_today": 0, "waiting": 0, "parked": 0, "trouble": 0}


def test_a_pause_begins_and_ends(admin: Program, mailbox: ChannelAccount) -> None:
    path = f"/channel-accounts/{mailbox.public_id}/pause"
    assert admin.put(path).json()["state"] == "paused"
    assert admin.delete(path).json()["state"] == "new"
    assert ProcrastinateJob.objects.filter(task_name="channels.poll").count() == 1


def test_older_mail_is_fetched_from_a_time_in_the_past(admin: Program, mailbox: ChannelAccount) -> None:
    path = f"/channel-accounts/{mailbox.public_id}/backfill"
    with clock.frozen(NOON):
        assert admin.post(path, {"since": "2026-11-25T00:00:00Z"}).status_code == 422
        assert admin.post(path, {"since": "2026-10-25T00:00:00"}).status_code == 422
        assert not ProcrastinateJob.objects.filter(task_name="channels.backfill").exists()
        assert admin.post(path, {"since": "2026-10-25T02:00:00+02:00"}).status_code == 202
    job = ProcrastinateJob.objects.get(task_name="channels.backfill")
    assert job.args == {"account_id": mailbox.pk, "since": "2026-10-25T00:00:00+00:00"}


def test_a_gap_is_closed_by_a_thorough_look(admin: Program, mailbox: ChannelAccount, form: ChannelAccount) -> None:
    assert admin.post(f"/channel-accounts/{mailbox.public_id}/gap").status_code == 202
    job = ProcrastinateJob.objects.get(task_name="channels.poll")
    assert job.args == {"account_id": mailbox.pk, "thorough": True}
    for path in ("gap", "backfill"):
        answer = admin.post(f"/channel-accounts/{form.public_id}/{path}", {"since": "2026-10-25T00:00:00Z"})
        assert answer.status_code == 409
        assert answer.json()["detail"] == "This kind of account has no older messages to fetch."
