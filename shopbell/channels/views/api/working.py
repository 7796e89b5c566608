"""How a channel account works, for programs of admins: its test, its health, its pauses, and fetching what is older."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from shopbell.channels import figures
from shopbell.channels.actions import accounts as acting
from shopbell.channels.actions import backfill, reading
from shopbell.channels.base import ChannelAdapter
from shopbell.channels.errors import NoHistory
from shopbell.channels.models import ChannelAccount
from shopbell.channels.views.api.accounts import READING, WRITING, AccountRow, find, with_figures
from shopbell.core import clock
from shopbell.core.api import Invalid, Moment, Sent
from shopbell.core.jobs import is_waiting
from shopbell.staff.request import AgentRequest

router = Router(tags=["Channels"])
_ACCOUNT = "/channel-accounts/{account}"


class StepOut(Schema):
    """One step of a test: `state` is ok, warn or bad."""

    label: str
    state: str
    detail: str = ""
    milliseconds: int = 0


class TestOut(Schema):
    """The latest test; while another one runs, `is_running`."""

    is_running: bool
    tested_at: datetime | None
    steps: list[StepOut]


class BarOut(Schema):
    """Half an hour: `state` is ok, some (it failed at times), down, or none (nothing is known)."""

    at: datetime
    state: str


class HealthOut(Schema):
    """The last 24 hours, the oldest first, and today's figures in one's own time zone."""

    bars: list[BarOut]
    received_today: int
    sent_today: int
    waiting: int
    parked: int
    trouble: int


class BackfillIn(Sent):
    since: Moment = Field(description="What came before is left where it is")


@router.get(_ACCOUNT + "/test", response=TestOut, auth=READING, summary="How its latest test went")
def test_result(request: AgentRequest, account: str) -> dict[str, Any]:
    return _test_of(find(account))


@router.post(_ACCOUNT + "/test", response={202: TestOut}, auth=WRITING, summary="Test it")
def run_test(request: AgentRequest, account: str) -> dict[str, Any]:
    """A worker tries everything against the real provider, which takes seconds."""
    found = find(account)
    acting.defer_test(found)
    return _test_of(found)


@router.get(_ACCOUNT + "/health", response=HealthOut, auth=READING, summary="How it has been doing")
def health(request: AgentRequest, account: str) -> dict[str, Any]:
    known = figures.health_of(find(account), request.user.zone)
    bars = [{"at": bar.at, "state": bar.state or "ok"} for bar in known.bars]
    return {
        "bars": bars,
        "received_today": known.received_today,
        "sent_today": known.sent_today,
        "waiting": known.waiting,
        "parked": known.parked,
        "trouble": known.trouble,
    }


@router.put(_ACCOUNT + "/pause", response=AccountRow, auth=WRITING, summary="Pause it")
def pause(request: AgentRequest, account: str) -> ChannelAccount:
    """Nothing is read or sent; what waits goes out after the pause."""
    acting.pause(find(account), by=request.user.actor)
    return _row(account)


@router.delete(_ACCOUNT + "/pause", response=AccountRow, auth=WRITING, summary="Go on")
def resume(request: AgentRequest, account: str) -> ChannelAccount:
    """Also after refused credentials, once they are right again."""
    acting.resume(find(account), by=request.user.actor)
    return _row(account)


@router.post(_ACCOUNT + "/backfill", response={202: None}, auth=WRITING, summary="Fetch older mail")
def fetch_older(request: AgentRequest, account: str, sent: BackfillIn) -> None:
    """It comes in slowly, as closed tickets that wake nobody."""
    if sent.since > clock.now():
        raise Invalid({"since": [_("Choose a time in the past.")]})
    backfill.start(find(account), since=sent.since, by=request.user.actor)


@router.post(_ACCOUNT + "/gap", response={202: None}, auth=WRITING, summary="Look for what was missed")
def close_gap(request: AgentRequest, account: str) -> None:
    """Compare all of the mailbox with what is here, and fetch what is missing, as happens each night."""
    found = find(account)
    if not ChannelAdapter.of(found.kind).capabilities.polls:
        raise NoHistory
    reading.defer_poll(found.pk, thorough=True)


def _test_of(found: ChannelAccount) -> dict[str, Any]:
    is_running = is_waiting(f"channels.test:{found.pk}")
    return {"is_running": is_running, "tested_at": found.checked_at, "steps": found.steps}


def _row(account: str) -> ChannelAccount:
    found = find(account)
    with_figures([found])
    return found
