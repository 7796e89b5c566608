from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import translation

from shopbell.channels.actions import accounts, reading
from shopbell.channels.base import CheckStep
from shopbell.channels.models import ChannelAccount, OutgoingPart
from shopbell.core import clock
from shopbell.core.actor import SYSTEM
from shopbell.core.models import Event
from shopbell.core.sentences import say
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.models import Message
from tests.channels.scripted import ScriptedMailbox


def told(name: str = "channel.changed") -> list[tuple[str, dict[str, object]]]:
    return [(event.actor, event.data) for event in Event.objects.filter(name=name).order_by("pk")]


def test_a_new_account_is_told_of_and_read_at_once(
    box: ChannelAccount, shop: Shop, team: Team, owner: Agent, run_jobs: Callable[[], int]
) -> None:
    made = accounts.create(
        shop=shop, team=team, kind=box.kind, name="Orders", address=" o@a.example ", settings={"a": 1}, by=owner.actor
    )
    made.refresh_from_db()
    assert (made.address, made.settings, made.state, made.is_active) == ("o@a.example", {"a": 1}, "new", True)
    assert told() == [(f"agent:{owner.pk}", {"account": made.pk, "is_new": True})]
    assert run_jobs() > 0
    assert ScriptedMailbox.asked == [("poll", False)]


def test_what_only_sends_is_not_read(box: ChannelAccount, shop: Shop, team: Team, run_jobs: Callable[[], int]) -> None:
    accounts.create(shop=shop, team=team, kind="form", name="Form", by=SYSTEM)
    run_jobs()
    assert ScriptedMailbox.asked == []


def test_of_an_unknown_kind_nothing_is_made(shop: Shop, team: Team) -> None:
    with pytest.raises(KeyError):
        accounts.create(shop=shop, team=team, kind="pigeon", name="Coop", by=SYSTEM)
    assert (ChannelAccount.objects.count(), told()) == (0, [])


def test_settings_are_merged_so_that_untyped_secrets_stay(box: ChannelAccount, other_team: Team) -> None:
    box.settings = {"password": "kept", "host": "old"}
    box.save()
    changed = accounts.change(box, settings={"host": "new"}, team=other_team, by=SYSTEM)
    changed.refresh_from_db()
    assert changed.settings == {"password": "kept", "host": "new"}
    assert (changed.team, changed.name, changed.address) == (other_team, "Hello", "hello@alderandflax.example")


@pytest.mark.parametrize(
    ("before", "after", "error"),
    [("reconnect", "new", ""), ("failing", "new", ""), ("paused", "paused", "No"), ("healthy", "healthy", "No")],
)
def test_a_change_gives_a_stopped_account_another_chance_but_not_a_paused_one(
    box: ChannelAccount, before: str, after: str, error: str
) -> None:
    ChannelAccount.objects.update(state=before, last_error="No")
    changed = accounts.change(box, name="Again", by=SYSTEM)
    assert (changed.name, changed.state, changed.last_error) == ("Again", after, error)


def test_a_paused_account_is_not_read_until_it_goes_on(box: ChannelAccount, run_jobs: Callable[[], int]) -> None:
    accounts.pause(box, by=SYSTEM)
    reading.poll(account_id=box.pk)
    assert ScriptedMailbox.asked == []
    accounts.resume(box, by=SYSTEM)
    run_jobs()
    assert ScriptedMailbox.asked == [("poll", False)]
    assert len(told()) == 2


def test_going_on_lifts_a_breaker_and_what_waits_is_due(sent: Message, offline: ChannelAccount) -> None:
    later = clock.now() + timedelta(hours=1)
    OutgoingPart.objects.update(state="queued", next_attempt_at=later)
    ChannelAccount.objects.update(paused_until=later)
    with clock.frozen(clock.now()):
        resumed = accounts.resume(offline, by=SYSTEM)
        assert (resumed.state, resumed.paused_until) == ("new", None)
        assert {part.next_attempt_at for part in OutgoingPart.objects.filter(message=sent)} == {clock.now()}


def test_what_is_sent_already_is_not_made_due_again(sent: Message, offline: ChannelAccount) -> None:
    before = OutgoingPart.objects.get(message=sent).next_attempt_at
    accounts.resume(offline, by=SYSTEM)
    part = OutgoingPart.objects.get(message=sent)
    assert (part.state, part.next_attempt_at) == ("sent", before)


def test_switched_off_it_is_read_no_more_and_on_again_it_is(box: ChannelAccount, run_jobs: Callable[[], int]) -> None:
    accounts.switch(box, is_active=False, by=SYSTEM)
    run_jobs()
    assert ScriptedMailbox.asked == []
    assert accounts.switch(box, is_active=True, by=SYSTEM).is_active
    run_jobs()
    assert ScriptedMailbox.asked == [("poll", False)]


def test_a_good_test_is_kept_and_ends_the_alarm(box: ChannelAccount, run_jobs: Callable[[], int]) -> None:
    ChannelAccount.objects.update(state="failing")
    ScriptedMailbox.steps[:] = [CheckStep("Sign in", "ok", "In.", 12), CheckStep("SPF", "warn", "None.")]
    accounts.defer_test(box)
    accounts.defer_test(box)
    run_jobs()
    box.refresh_from_db()
    assert [(step["label"], step["state"]) for step in box.check_steps] == [("Sign in", "ok"), ("SPF", "warn")]
    assert (box.state, box.checked_at is not None) == ("healthy", True)
    assert told("channel.tested") == [("system", {"account": box.pk, "ok": True})]


def test_a_bad_step_leaves_the_state_alone(box: ChannelAccount) -> None:
    ScriptedMailbox.steps[:] = [CheckStep("Sign in", "bad", "Refused.")]
    accounts.test(box)
    box.refresh_from_db()
    assert (box.state, box.last_success_at) == ("new", None)
    assert told("channel.tested") == [("system", {"account": box.pk, "ok": False})]


def test_a_test_that_breaks_off_says_so_and_lets_go_of_the_connection(box: ChannelAccount) -> None:
    ScriptedMailbox.steps[:] = [ZeroDivisionError("by zero")]
    steps = accounts.test(box)
    assert [(step.state, step.detail) for step in steps] == [("bad", "The test broke off: by zero")]
    assert ScriptedMailbox.closed == [box.pk]


def test_each_step_is_kept_as_soon_as_it_is_known(box: ChannelAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[tuple[str, str]]] = []

    def look() -> None:
        box.refresh_from_db()
        seen.append([(step["label"], step["state"]) for step in box.steps])

    def check(self: ScriptedMailbox) -> Iterator[CheckStep]:
        look()
        for step in (CheckStep("One", "running"), CheckStep("One", "ok"), CheckStep("Two", "running")):
            yield step
            look()
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(ScriptedMailbox, "check", check)
    accounts.test(box)
    look()
    assert seen == [
        [],
        [("One", "running")],
        [("One", "ok")],
        [("One", "ok"), ("Two", "running")],
        [("One", "ok"), ("Test", "bad")],
    ]


def test_a_test_is_told_in_the_language_of_who_reads_it(box: ChannelAccount) -> None:
    with translation.override("de"):
        ScriptedMailbox.steps.append(CheckStep(say("Sign in to receive"), "ok"))
        german = str(say("Sign in to receive"))
        accounts.test(box)
    box.refresh_from_db()
    assert [step["label"] for step in box.steps] == ["Sign in to receive"]
    with translation.override("de"):
        assert [step["label"] for step in box.steps] == [german]
    assert german != "Sign in to receive"
