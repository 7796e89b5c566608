"""Ticket, message, part: whoever locks several of these takes them in this order, so that nobody waits in a circle."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction

from shopbell.channels.actions import giving_up, outbox, statuses
from shopbell.channels.base import Status
from shopbell.channels.models import ChannelAccount, OutgoingPart
from shopbell.core import clock
from shopbell.customers.models import Identity
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages, rows
from shopbell.tickets.models import Message, Ticket
from tests.channels.scripted import Scripted

Work = Callable[[OutgoingPart, Agent], object]


def _send_to_the_silent(part: OutgoingPart, agent: Agent) -> None:
    Identity.objects.update(suppressed_at=clock.now(), suppressed_reason="It comes back")
    outbox.send(part_id=part.pk)


WORKS: dict[str, tuple[str, Work]] = {
    "a report": ("sent", lambda part, agent: statuses.change(part, Status.DELIVERED)),
    "a report of failure": ("sent", lambda part, agent: statuses.change(part, Status.FAILED)),
    "settle": ("unknown", lambda part, agent: outbox.settle(part, as_sent=True, by=agent.actor)),
    "retry": ("failed", lambda part, agent: outbox.retry(part.message, by=agent.actor)),
    "cancel": ("queued", lambda part, agent: outbox.cancel(part.message, by=agent.actor)),
    "withdraw": ("failed", lambda part, agent: giving_up.withdraw(part.message, by=agent.actor)),
    "undo": ("queued", lambda part, agent: giving_up.undo(part.message, by=agent.actor)),
    "send": ("queued", lambda part, agent: outbox.send(part_id=part.pk)),
    "hold back": ("queued", _send_to_the_silent),
    "lost": ("sending", lambda part, agent: outbox.sweep()),
    "enqueue": ("", lambda part, agent: outbox.enqueue(part.message)),
}


@pytest.fixture(autouse=True)
def script() -> Iterator[None]:
    Scripted.outcomes.clear()
    yield
    Scripted.sent.clear()


@pytest.fixture
def a_part(mailbox: ChannelAccount, a_message: Callable[..., Message], alice: Agent) -> Callable[[str], OutgoingPart]:
    """A part of an answer of alice in this state, as its message is; without a state it is not written yet."""
    ChannelAccount.objects.filter(pk=mailbox.pk).update(kind="scripted")

    def make(state: str) -> OutgoingPart:
        thread = a_message(account_id=mailbox.pk).thread
        assert thread
        message = messages.reply(thread, text="Hello", by=alice.actor, agent=alice)
        now = clock.now()
        Message.objects.filter(pk=message.pk).update(state=state or "queued", not_before=now)
        part = OutgoingPart(message=Message.objects.get(pk=message.pk), account=mailbox, key=str(message.pk), number=0)
        part.state, part.created_at, part.claimed_at, part.payload = state, now, now - timedelta(hours=1), {"text": "x"}
        if state:
            part.save()
        return part

    return make


def _is_awaited() -> bool:
    """Whether somebody waits for what this connection has locked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
        )
        return bool(cursor.fetchone()[0])


def _wait_until(asked: Callable[[], bool]) -> bool:
    until = time.monotonic() + 10
    while not (found := asked()) and time.monotonic() < until:
        time.sleep(0.01)
    return found


def _beside(work: Callable[[], object], failed: list[BaseException]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        except BaseException as error:  # told to the test
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def _hold(row: str, part: OutgoingPart) -> None:
    """Lock it at once, or fail."""
    model, which = {
        "ticket": (Ticket, {"pk": part.message.ticket_id}),
        "message": (Message, {"pk": part.message_id}),
        "part": (OutgoingPart, {"message": part.message_id}),
    }[row]
    list(model._default_manager.select_for_update(no_key=True, nowait=True).filter(**which))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", WORKS)
def test_the_ticket_is_locked_before_the_message_and_that_before_its_parts(
    name: str, a_part: Callable[[str], OutgoingPart], alice: Agent
) -> None:
    state, work = WORKS[name]
    failed: list[BaseException] = []
    for first, rest in (("ticket", ("message", "part")), ("message", ("part",))):
        part = a_part(state)
        with transaction.atomic():
            _hold(first, part)
            other = _beside(partial(work, part, alice), failed)
            assert _wait_until(_is_awaited), f"{name} does not wait for the {first}"
            for later in rest:
                _hold(later, part)  # raises where the other has it already
        other.join(30)
        assert failed == []


@pytest.mark.django_db(transaction=True)
def test_an_agent_and_a_report_at_once_both_get_through(a_part: Callable[[str], OutgoingPart], alice: Agent) -> None:
    part = a_part("failed")
    failed: list[BaseException] = []
    with transaction.atomic():
        rows.lock_message(part.message)  # as far as retry() has come
        report = _beside(lambda: statuses.change(part, Status.DELIVERED), failed)
        assert _wait_until(_is_awaited)
        assert outbox.retry(part.message, by=alice.actor).state == "queued"
    report.join(30)
    assert failed == []
    assert OutgoingPart.objects.get().state == "delivered"
