from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from shopbell.channels.models import ChannelAccount
from shopbell.core import clock
from shopbell.core.events import spread
from shopbell.core.models import Event
from shopbell.staff.models import Agent
from shopbell.tickets import schedule
from shopbell.tickets.actions import attachments, scheduling, status
from shopbell.tickets.base import Envelope, routes
from shopbell.tickets.errors import EmptyMessage, NothingPlanned, PlannedTooFar, SnoozeInThePast, TicketClosed
from shopbell.tickets.models import Attachment, Draft, Message, Scheduled, Ticket

Plan = Callable[..., Scheduled]


@pytest.fixture
def plan(ticket: Ticket, mailbox: ChannelAccount, alice: Agent) -> Plan:
    """Plan an answer of alice's for in three days."""

    def planned(**details: Any) -> Scheduled:
        defaults: dict[str, Any] = {
            "kind": "answer",
            "at": clock.now() + timedelta(days=3),
            "agent": alice,
            "text": "Has it come?",
            "on_answer": "hold",
            "route": routes(ticket)[0].key,
        }
        return scheduling.plan(ticket, **{**defaults, **details})

    return planned


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], datetime]:
    """Four days pass."""

    def jump() -> datetime:
        now = clock.now() + timedelta(days=4)
        monkeypatch.setattr(clock, "now", lambda: now)
        return now

    return jump


def _outcome(planned: Scheduled) -> tuple[str, str]:
    planned.refresh_from_db()
    return planned.state, planned.reason


def _told(ticket: Ticket) -> list[str]:
    names = Event.objects.filter(subject=f"tickets.ticket:{ticket.pk}").order_by("pk").values_list("name", flat=True)
    return [name for name in names if name.startswith(("answer.", "reminder.", "schedule."))]


def test_it_goes_out_at_its_time_and_once(ticket: Ticket, plan: Plan, later: Callable[[], datetime]) -> None:
    planned = plan(then="waiting")
    assert scheduling.carry_out(planned).state == "waiting"
    later()
    schedule.carry_out_due()
    schedule.carry_out_due()
    scheduling.carry_out_later(scheduled_id=planned.pk)
    assert _outcome(planned) == ("done", "")
    sent = ticket.messages.get(kind="agent")
    assert (sent.text, sent.state, planned.message) == ("Has it come?", "queued", sent)
    assert Ticket.objects.get(pk=ticket.pk).status == "waiting"


def test_until_then_the_customer_still_waits(ticket: Ticket, plan: Plan) -> None:
    plan()
    found = Ticket.objects.get(pk=ticket.pk)
    assert found.waiting_since is not None
    assert found.message_count == 1


@pytest.mark.parametrize(
    ("on_answer", "state", "sent"), [("send", "done", 1), ("hold", "held", 0), ("cancel", "cancelled", 0)]
)
def test_what_becomes_of_it_when_the_customer_writes(
    ticket: Ticket,
    plan: Plan,
    a_message: Callable[..., Message],
    later: Callable[[], datetime],
    on_answer: str,
    state: str,
    sent: int,
) -> None:
    planned = plan(on_answer=on_answer)
    a_message(thread=ticket.threads.get(), text="It has come")
    later()
    schedule.carry_out_due()
    assert _outcome(planned)[0] == state
    assert ticket.messages.filter(kind="agent").count() == sent


def test_it_stops_as_soon_as_they_write(
    ticket: Ticket, plan: Plan, a_message: Callable[..., Message], run_jobs: Callable[[], int]
) -> None:
    planned = plan(on_answer="cancel")
    a_message(thread=ticket.threads.get(), text="It has come")
    run_jobs()
    assert _outcome(planned) == ("cancelled", "")
    assert _told(ticket) == ["answer.scheduled", "schedule.cancelled"]


def test_a_machine_is_no_answer(
    ticket: Ticket, plan: Plan, a_message: Callable[..., Message], run_jobs: Callable[[], int]
) -> None:
    planned = plan(on_answer="cancel")
    a_message(thread=ticket.threads.get(), text="I am away", is_automatic=True)
    run_jobs()
    assert _outcome(planned) == ("waiting", "")


def test_a_reminder_brings_the_ticket_back_with_a_note(
    ticket: Ticket, plan: Plan, alice: Agent, later: Callable[[], datetime]
) -> None:
    planned = plan(kind="reminder", text="Ask the depot", on_answer="cancel", route="")
    status.set_status(ticket, status="solved", by=alice.actor)
    later()
    schedule.carry_out_due()
    found = Ticket.objects.get(pk=ticket.pk)
    assert (_outcome(planned)[0], found.status, found.is_unread) == ("done", "open", True)
    assert found.waiting_since is not None
    assert ticket.messages.get(kind="note").text == "Ask the depot"
    assert _told(ticket) == ["reminder.set", "reminder.came"]


def test_a_way_that_is_closed_by_then_holds_it_and_calls_somebody(
    ticket: Ticket, plan: Plan, mailbox: ChannelAccount, alice: Agent, later: Callable[[], datetime]
) -> None:
    planned = plan()
    status.set_status(ticket, status="waiting", by=alice.actor)
    mailbox.is_active = False
    mailbox.save()
    later()
    schedule.carry_out_due()
    assert _outcome(planned) == ("held", "The way this was to go is closed now. Withdraw it and choose another.")
    assert Ticket.objects.get(pk=ticket.pk).status == "open"


def test_nobody_speaks_for_who_has_left(
    ticket: Ticket, plan: Plan, alice: Agent, later: Callable[[], datetime]
) -> None:
    planned = plan()
    Agent.objects.filter(pk=alice.pk).update(is_active=False)
    later()
    schedule.carry_out_due()
    reason = "Alice Archer may no longer answer here, so nothing has gone out in their name."
    assert _outcome(planned) == ("held", reason)


def test_it_can_be_moved_sent_at_once_or_withdrawn(ticket: Ticket, plan: Plan, alice: Agent, bob: Agent) -> None:
    moved, sent, withdrawn = plan(text="One"), plan(text="Two"), plan(text="Three")
    at = clock.now() + timedelta(days=9)
    assert scheduling.move(moved, at=at, on_answer="send", by=bob.actor).at == at
    assert scheduling.send_now(sent, by=bob.actor).state == "done"
    scheduling.withdraw(withdrawn, agent=bob)
    assert Draft.objects.get().agent == bob
    assert Draft.objects.get().text == "Three"
    for ended in (sent, withdrawn):
        with pytest.raises(NothingPlanned):
            scheduling.withdraw(ended, agent=alice)
    assert ticket.messages.get(kind="agent").agent == alice


def test_what_is_held_goes_out_on_somebodys_word(
    ticket: Ticket, plan: Plan, a_message: Callable[..., Message], run_jobs: Callable[[], int], bob: Agent
) -> None:
    planned = plan()
    a_message(thread=ticket.threads.get(), text="Still nothing")
    run_jobs()
    assert _outcome(planned) == ("held", "The customer has written since this was planned.")
    assert scheduling.send_now(planned, by=bob.actor).state == "done"
    assert ticket.messages.filter(kind="agent").count() == 1


def test_its_files_and_recipients_go_along(
    ticket: Ticket, plan: Plan, alice: Agent, later: Callable[[], datetime]
) -> None:
    file = attachments.upload(b"x", name="a.txt", claimed="", owner=Attachment.owner_of(alice))
    envelope = Envelope(subject="News", cc=[("ben@post.example", "Ben")], bcc=[("ann@post.example", "")])
    plan(files=[file], envelope=envelope)
    assert Attachment.objects.get(pk=file.pk).owner.startswith("scheduled:")
    later()
    attachments.discard_unsent()
    schedule.carry_out_due()
    sent = ticket.messages.get(kind="agent")
    assert (sent.subject, sent.recipients) == (
        "News",
        {"cc": [["ben@post.example", "Ben"]], "bcc": [["ann@post.example", ""]]},
    )
    assert sent.attachments.get() == file


def test_the_same_key_plans_once(ticket: Ticket, plan: Plan) -> None:
    assert plan(client_key="k") == plan(client_key="k")
    assert plan(client_key="l") != plan(client_key="")
    assert ticket.scheduled.count() == 3


def test_what_cannot_be_planned(ticket: Ticket, plan: Plan, alice: Agent) -> None:
    with pytest.raises(SnoozeInThePast):
        plan(at=clock.now())
    with pytest.raises(PlannedTooFar):
        plan(at=clock.now() + timedelta(days=367))
    with pytest.raises(EmptyMessage):
        plan(text=" ")
    status.set_status(ticket, status="closed", by=alice.actor)
    with pytest.raises(TicketClosed):
        plan()


def test_the_answer_that_stops_it_may_be_spread_twice(
    ticket: Ticket, plan: Plan, a_message: Callable[..., Message], run_jobs: Callable[[], int]
) -> None:
    plan(on_answer="cancel")
    a_message(thread=ticket.threads.get(), text="It has come")
    run_jobs()
    spread(event_id=Event.objects.filter(name="message.received").latest("pk").pk)
    assert _told(ticket).count("schedule.cancelled") == 1
