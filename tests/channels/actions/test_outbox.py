from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from shopbell.channels.actions import outbox, statuses
from shopbell.channels.base import NeedsReconnect, SendResult, Status, StatusUpdate
from shopbell.channels.errors import NothingToRetry, NothingToSettle, TooLate
from shopbell.channels.models import ChannelAccount, OutgoingPart
from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.customers.actions.suppression import suppress
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages
from shopbell.tickets.base import Incoming
from shopbell.tickets.models import Message, Thread
from tests.channels.scripted import Scripted

BUSY = SendResult(Status.FAILED, code="busy", detail="Busy.")
REFUSED = SendResult(Status.FAILED, code="550", detail="Refused.", permanent=True)
UNSURE = SendResult(Status.UNKNOWN, detail="No answer.")


@pytest.fixture(autouse=True)
def script() -> Iterator[None]:
    Scripted.outcomes.clear()
    Scripted.sent.clear()
    yield
    Scripted.outcomes.clear()


@pytest.fixture
def line(mailbox: ChannelAccount) -> ChannelAccount:
    mailbox.kind = "scripted"
    mailbox.save()
    return mailbox


@pytest.fixture
def thread(line: ChannelAccount, an_incoming: Callable[..., Incoming]) -> Thread:
    thread = messages.receive(an_incoming(channel="scripted")).thread
    assert thread is not None
    return thread


@pytest.fixture
def say(thread: Thread, alice: Agent, run_jobs: Callable[[], int]) -> Callable[..., Message]:
    def say(text: str = "Hello", *, run: bool = True) -> Message:
        message = messages.reply(thread, text=text, by=alice.actor, agent=alice)
        if run:
            run_jobs()
        return Message.objects.get(pk=message.pk)

    return say


def states() -> list[str]:
    return list(OutgoingPart.objects.order_by("number").values_list("state", flat=True))


def part() -> OutgoingPart:
    return OutgoingPart.objects.get()


def test_parts_go_out_one_after_another(say: Callable[..., Message]) -> None:
    message = say("abcdefghijklmnopqrstuvwxy")
    assert Scripted.sent == ["abcdefghij", "klmnopqrst", "uvwxy"]
    assert (message.state, states()) == ("sent", ["sent", "sent", "sent"])


def test_a_part_nobody_is_sure_of_holds_the_rest(
    say: Callable[..., Message], run_jobs: Callable[[], int], alice: Agent
) -> None:
    Scripted.outcomes[:] = [UNSURE]
    message = say("abcdefghijklmno")
    outbox.sweep()
    run_jobs()
    assert (message.state, states(), Scripted.sent) == ("unknown", ["unknown", "queued"], ["abcdefghij"])
    outbox.settle(OutgoingPart.objects.get(number=0), as_sent=True, by=alice.actor)
    run_jobs()
    assert (Message.objects.get(pk=message.pk).state, Scripted.sent) == ("sent", ["abcdefghij", "klmno"])
    with pytest.raises(NothingToSettle):
        outbox.settle(OutgoingPart.objects.get(number=0), as_sent=True, by=alice.actor)


def test_an_agent_may_send_again_what_did_not_arrive(
    say: Callable[..., Message], run_jobs: Callable[[], int], alice: Agent
) -> None:
    Scripted.outcomes[:] = [UNSURE]
    say()
    outbox.settle(part(), as_sent=False, by=alice.actor)
    run_jobs()
    assert (states(), Scripted.sent) == (["sent"], ["Hello", "Hello"])


def test_a_busy_provider_is_asked_again_later_and_given_up_after_two_days(
    say: Callable[..., Message], run_jobs: Callable[[], int]
) -> None:
    begin = clock.now()
    Scripted.outcomes[:] = [BUSY] * 50
    message = say()
    waits = []
    for _ in range(20):
        if part().state != "queued":
            break
        waits.append(part().next_attempt_at)
        with clock.frozen(part().next_attempt_at):
            outbox.send(part_id=part().pk)
    minutes = [round((b - a).total_seconds() / 60) for a, b in pairwise(waits)]
    assert minutes[:5] == [5, 15, 60, 120, 240]
    assert waits[-1] - begin < timedelta(days=2)
    message.refresh_from_db()
    assert (message.state, message.reason) == ("failed", "Tried for two days without success: Busy.")


def test_a_refusal_is_final_until_somebody_tries_again(
    say: Callable[..., Message], run_jobs: Callable[[], int], alice: Agent
) -> None:
    Scripted.outcomes[:] = [REFUSED]
    message = say()
    assert (message.state, message.reason, part().code) == ("failed", "Refused.", "550")
    outbox.retry(message, by=alice.actor)
    run_jobs()
    message.refresh_from_db()
    assert (message.state, message.reason, Scripted.sent) == ("sent", "", ["Hello"])
    with pytest.raises(NothingToRetry):
        outbox.retry(message, by=alice.actor)


def test_a_copy_left_out_is_named_at_the_answer_that_went(say: Callable[..., Message]) -> None:
    words = "The mail server refused the copy to: ben@post.example (No)"
    Scripted.outcomes[:] = [SendResult(Status.SENT, detail=words)]
    message = say()
    assert (message.state, message.reason, part().reason) == ("sent", words, words)
    statuses.change(part(), Status.READ)
    message.refresh_from_db()
    assert (message.state, message.reason) == ("read", words)


def test_a_worker_killed_between_claim_and_answer_never_doubles(
    say: Callable[..., Message], run_jobs: Callable[[], int]
) -> None:
    Scripted.outcomes[:] = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        say()
    assert states() == ["sending"]
    outbox.send(part_id=part().pk)  # the queue gives the dead worker's job to another one
    outbox.sweep()
    assert (states(), Scripted.sent) == (["sending"], [])
    with clock.frozen(clock.now() + outbox.LOST_AFTER * 2):
        outbox.sweep()
    run_jobs()
    assert (states(), Scripted.sent) == (["unknown"], [])
    assert Message.objects.get(kind="agent").state == "unknown"


def test_a_provider_that_knows_our_keys_is_simply_asked_again(
    line: ChannelAccount, say: Callable[..., Message], run_jobs: Callable[[], int]
) -> None:
    line.kind = "scripted_once"
    line.save()
    Scripted.outcomes[:] = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        say()
    with clock.frozen(clock.now() + outbox.LOST_AFTER * 2):
        outbox.sweep()
        run_jobs()
    assert (states(), Scripted.sent) == (["sent"], ["Hello"])


def test_an_error_nobody_expected_is_not_taken_for_a_failure(say: Callable[..., Message]) -> None:
    Scripted.outcomes[:] = [ZeroDivisionError()]
    assert say().state == "unknown"


def test_a_claimed_part_is_not_claimed_twice(say: Callable[..., Message], run_jobs: Callable[[], int]) -> None:
    Scripted.outcomes[:] = [lambda: outbox.send(part_id=part().pk) or SendResult(Status.SENT)]  # type: ignore[func-returns-value]
    say()
    assert (states(), part().attempts) == (["sent"], 1)


def test_nothing_goes_to_a_suppressed_address(
    say: Callable[..., Message], thread: Thread, run_jobs: Callable[[], int], alice: Agent
) -> None:
    assert thread.contact is not None
    message = say(run=False)
    suppress(thread.contact, reason="Comes back")
    run_jobs()
    message.refresh_from_db()
    assert (message.state, message.reason, Scripted.sent) == ("suppressed", "Comes back", [])


def test_refused_credentials_stop_the_account_once_and_keep_what_waits(
    line: ChannelAccount, say: Callable[..., Message], run_jobs: Callable[[], int], alice: Agent
) -> None:
    from shopbell.channels.actions import accounts

    Scripted.outcomes[:] = [NeedsReconnect("Sign in again.")]
    say()
    say("Second")
    line.refresh_from_db()
    assert (line.state, states(), Scripted.sent) == ("reconnect", ["queued", "queued"], [])
    assert Event.objects.filter(name="channel.failing").count() == 1
    accounts.resume(line, by=alice.actor)
    for waiting in OutgoingPart.objects.all():
        outbox.send(part_id=waiting.pk)
    assert (states(), sorted(Scripted.sent)) == (["sent", "sent"], ["Hello", "Second"])


def test_a_provider_that_asks_for_patience_gets_it_for_the_whole_account(
    line: ChannelAccount, say: Callable[..., Message]
) -> None:
    Scripted.outcomes[:] = [SendResult(Status.FAILED, retry_after=120, code="429")]
    say()
    say("Second")
    line.refresh_from_db()
    assert line.paused_until is not None
    assert (states(), Scripted.sent) == (["queued", "queued"], [])
    with clock.frozen(clock.now() + timedelta(seconds=130)):
        for waiting in OutgoingPart.objects.all():
            outbox.send(part_id=waiting.pk)
    assert states() == ["sent", "sent"]


def test_the_breaker_pauses_an_account_that_sends_too_much(line: ChannelAccount, say: Callable[..., Message]) -> None:
    line.settings = {"breaker": 2}
    line.save()
    for _ in range(4):
        say()
    assert (Scripted.sent, states().count("queued")) == (["Hello", "Hello"], 2)
    assert [e.data["why"] for e in Event.objects.filter(name="channel.failing")] == ["breaker"]


def test_each_decision_is_kept_with_its_name(
    say: Callable[..., Message], run_jobs: Callable[[], int], alice: Agent, bob: Agent
) -> None:
    def last() -> tuple[str, str, object]:
        event = Event.objects.filter(name="message.state_changed").latest("pk")
        return event.actor, event.data["state"], event.data["message"]

    Scripted.outcomes[:] = [REFUSED, UNSURE, UNSURE]
    message = say()
    outbox.retry(message, by=bob.actor)
    assert last() == (f"agent:{bob.pk}", "queued", message.pk)
    run_jobs()
    outbox.settle(part(), as_sent=True, by=bob.actor)
    assert last() == (f"agent:{bob.pk}", "sent", message.pk)
    settled = Event.objects.get(name="message.settled")
    assert (settled.actor, settled.data["as_sent"], settled.subject_id) == (
        f"agent:{bob.pk}",
        True,
        message.ticket_id,
    )
    waiting = say(run=False)
    outbox.enqueue(waiting)
    outbox.cancel(waiting, by=bob.actor)
    assert last() == (f"agent:{bob.pk}", "cancelled", waiting.pk)


def test_what_has_not_left_can_be_withdrawn(
    say: Callable[..., Message], run_jobs: Callable[[], int], alice: Agent
) -> None:
    message = say(run=False)
    outbox.enqueue(message)
    outbox.cancel(message, by=alice.actor)
    run_jobs()
    message.refresh_from_db()
    assert (message.state, states(), Scripted.sent) == ("cancelled", ["cancelled"], [])
    with pytest.raises(TooLate):
        outbox.cancel(say(), by=alice.actor)


@pytest.mark.parametrize(
    "order", [(Status.SENT, Status.DELIVERED, Status.READ), (Status.READ, Status.SENT, Status.DELIVERED)]
)
def test_states_end_the_same_in_any_order(
    line: ChannelAccount, say: Callable[..., Message], order: tuple[Status, ...]
) -> None:
    message = say()
    for status in order * 2:
        statuses.apply(line, StatusUpdate(part().external_id, status, clock.now()))
    message.refresh_from_db()
    assert message.state == "read"


def test_a_state_that_comes_before_our_own_answer_is_kept(line: ChannelAccount, say: Callable[..., Message]) -> None:
    def early() -> SendResult:
        OutgoingPart.objects.update(external_id="x1")
        statuses.apply(line, StatusUpdate("x1", Status.DELIVERED, clock.now()))
        return SendResult(Status.SENT, external_id="x1")

    Scripted.outcomes[:] = [early]
    assert say().state == "delivered"


def test_a_pulled_channel_needs_no_parts(
    widget: ChannelAccount, an_incoming: Callable[..., Incoming], alice: Agent, run_jobs: Callable[[], int]
) -> None:
    thread = messages.receive(an_incoming(channel="chat", account_id=widget.pk)).thread
    assert thread is not None
    message = messages.reply(thread, text="Hi", by=alice.actor, agent=alice)
    run_jobs()
    message.refresh_from_db()
    assert (message.state, OutgoingPart.objects.count()) == ("sent", 0)


def test_a_lost_job_is_found_by_the_sweep(say: Callable[..., Message], run_jobs: Callable[[], int]) -> None:
    message = say(run=False)
    outbox.enqueue(message)
    from procrastinate.contrib.django.models import ProcrastinateJob

    newest = ProcrastinateJob.objects.order_by("-id").first()
    assert newest is not None
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        assert outbox.sweep() == 1
        run_jobs()
    assert states() == ["sent"]


def wait_behind(message: Message, account: ChannelAccount, *, number: int = 200) -> None:
    """Old parts of an account that fill a whole sweep."""
    since = clock.now() - timedelta(hours=2)
    OutgoingPart.objects.bulk_create(
        OutgoingPart(message=message, account=account, key=f"old{n}", number=n, next_attempt_at=since, created_at=since)
        for n in range(1, number + 1)
    )


@pytest.mark.parametrize(
    "stopped", [{"state": "paused"}, {"state": "reconnect"}, {"is_active": False}, {"paused_until": timedelta(hours=1)}]
)
def test_what_waits_for_a_stopped_account_does_not_fill_the_sweep(
    line: ChannelAccount, say: Callable[..., Message], run_jobs: Callable[[], int], stopped: dict[str, Any]
) -> None:
    silent = ChannelAccount.objects.create(
        shop=line.shop, team=line.team, kind="scripted", name="Silent", address="silent@alderandflax.example"
    )
    message = say()
    wait_behind(message, silent)
    begin = clock.now()
    found = {name: begin + value if isinstance(value, timedelta) else value for name, value in stopped.items()}
    ChannelAccount.objects.filter(pk=silent.pk).update(**found)
    OutgoingPart.objects.filter(account=line).update(state="queued", next_attempt_at=begin)
    with clock.frozen(begin + timedelta(minutes=5)):
        assert outbox.sweep() == 1
        run_jobs()
    assert Scripted.sent == ["Hello", "Hello"]


def test_a_part_of_an_unknown_kind_does_not_stop_the_sweep(
    line: ChannelAccount, say: Callable[..., Message], run_jobs: Callable[[], int]
) -> None:
    gone = ChannelAccount.objects.create(shop=line.shop, team=line.team, kind="gone", name="Gone")
    Scripted.outcomes[:] = [UNSURE]
    message = say()
    begin = clock.now()
    OutgoingPart.objects.create(
        message=message, account=gone, key="g", number=1, state="sending", claimed_at=begin, created_at=begin
    )
    late = say("late")
    OutgoingPart.objects.filter(message=late).update(state="queued", next_attempt_at=begin)
    with clock.frozen(begin + outbox.LOST_AFTER * 2):
        assert outbox.sweep() == 1
        run_jobs()
    assert Scripted.sent == ["Hello", "late", "late"]


def test_what_waits_for_an_earlier_part_does_not_fill_the_sweep(
    line: ChannelAccount, say: Callable[..., Message], run_jobs: Callable[[], int]
) -> None:
    Scripted.outcomes[:] = [UNSURE]
    wait_behind(say("unsure"), line)
    late = say("late")
    OutgoingPart.objects.filter(message=late).update(state="queued", next_attempt_at=clock.now())
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        assert outbox.sweep() == 1
        run_jobs()
    assert Scripted.sent == ["unsure", "late", "late"]
