"""Copies, blind copies, forwarding and sending later, on real servers: Exim takes it, Dovecot shows what arrived."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import Message as Parsed
from typing import Any

import pytest
from imapclient import IMAPClient

from shopbell.channels.actions import giving_up, outbox, reading
from shopbell.channels.models import ChannelAccount, OutgoingPart
from shopbell.core import clock
from shopbell.staff.models import Agent
from shopbell.tickets import schedule
from shopbell.tickets.actions import messages, scheduling
from shopbell.tickets.actions.answers import answer
from shopbell.tickets.actions.forwarding import forward
from shopbell.tickets.base import Envelope, routes
from shopbell.tickets.models import Message, Ticket
from tests.channels.conftest import a_mail
from tests.real.mail.servers import PASSWORD, Servers, wait_for

OUTSIDE = "care@other.example"
MIA = ("mia@post.example", "Mia Moor")


@pytest.fixture
def outside(servers: Servers) -> Iterator[Callable[[], list[bytes]]]:
    """What lies in the mailbox of somebody else, oldest first."""
    client = IMAPClient("127.0.0.1", servers.imap, ssl=False)
    client.login(OUTSIDE, PASSWORD)
    client.select_folder("INBOX")
    if uids := client.search():
        client.delete_messages(uids)
        client.expunge()

    def read() -> list[bytes]:
        client.noop()
        found: dict[int, Any] = client.fetch(client.search(), ["BODY.PEEK[]"])
        return [found[uid][b"BODY[]"] for uid in sorted(found)]

    yield read
    client.logout()


@pytest.fixture
def ticket(box: ChannelAccount, imap: IMAPClient, run_jobs: Callable[[], int]) -> Ticket:
    """Mia has written; what acknowledges it is out of the way."""
    imap.append("INBOX", a_mail(message_id="<first@post.example>"))
    reading.poll(account_id=box.pk)
    run_jobs()
    return Ticket.objects.get()


def _arrived(letters: Callable[[], list[bytes]], words: str) -> Parsed:
    """The mail with these words, once it is there."""

    def look() -> Parsed | None:
        for raw in letters():
            if words in _text(mail := email.message_from_bytes(raw, policy=email.policy.default)):
                return mail
        return None

    found = wait_for(look)
    assert isinstance(found, Parsed)
    return found


def _text(mail: Parsed) -> str:
    body = mail.get_body(("plain",))  # type: ignore[attr-defined]
    return str(body.get_content()) if body else ""


def test_a_copy_and_a_blind_copy_arrive_and_only_one_is_told(
    ticket: Ticket,
    letters: Callable[[], list[bytes]],
    outside: Callable[[], list[bytes]],
    alice: Agent,
    run_jobs: Callable[[], int],
) -> None:
    thread = ticket.threads.get()
    copied = Envelope(to=[MIA], cc=[(OUTSIDE, "Care")])
    messages.reply(thread, text="With a copy", by=alice.actor, agent=alice, envelope=copied)
    hidden = Envelope(to=[MIA], cc=[], bcc=[(OUTSIDE, "Care")])
    messages.reply(thread, text="With a blind copy", by=alice.actor, agent=alice, envelope=hidden)
    run_jobs()
    assert OUTSIDE in str(_arrived(letters, "With a copy")["Cc"])
    assert OUTSIDE in str(_arrived(outside, "With a copy")["Cc"])
    to_mia, to_them = _arrived(letters, "With a blind copy"), _arrived(outside, "With a blind copy")
    assert OUTSIDE not in to_mia.as_string()
    assert (to_mia["Cc"], to_mia["Bcc"], to_them["Bcc"]) == (None, None, None)
    assert set(ticket.messages.filter(kind="agent").values_list("state", flat=True)) == {"sent"}


def test_who_got_a_copy_answers_into_the_ticket(
    ticket: Ticket,
    box: ChannelAccount,
    imap: IMAPClient,
    outside: Callable[[], list[bytes]],
    post: Callable[..., None],
    alice: Agent,
    run_jobs: Callable[[], int],
) -> None:
    copied = Envelope(to=[MIA], cc=[(OUTSIDE, "Care")])
    messages.reply(ticket.threads.get(), text="With a copy", by=alice.actor, agent=alice, envelope=copied)
    run_jobs()
    reply_to = email.utils.parseaddr(_arrived(outside, "With a copy")["Reply-To"])[1]
    before = len(imap.search())
    post(a_mail(**{"from": OUTSIDE, "to": reply_to, "subject": "re", "body": "I know more"}), to=reply_to)
    wait_for(lambda: imap.noop() and len(imap.search()) > before)
    reading.poll(account_id=box.pk)
    run_jobs()
    assert Message.objects.get(text__startswith="I know more").thread == ticket.threads.get()


def test_a_blind_copy_that_comes_back_is_told_to_us_alone(
    ticket: Ticket, box: ChannelAccount, imap: IMAPClient, alice: Agent, run_jobs: Callable[[], int]
) -> None:
    hidden = Envelope(to=[MIA], cc=[], bcc=[("gone@nowhere.example", "")])
    sent = messages.reply(ticket.threads.get(), text="Hello", by=alice.actor, agent=alice, envelope=hidden)
    before = len(imap.search())
    run_jobs()
    wait_for(lambda: imap.noop() and len(imap.search()) > before)
    reading.poll(account_id=box.pk)
    run_jobs()
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == ("sent", "The mail to gone@nowhere.example came back.")


def test_somebody_outside_is_asked_and_answers_beside_the_customer(
    ticket: Ticket,
    box: ChannelAccount,
    imap: IMAPClient,
    letters: Callable[[], list[bytes]],
    outside: Callable[[], list[bytes]],
    post: Callable[..., None],
    alice: Agent,
    run_jobs: Callable[[], int],
) -> None:
    first = ticket.messages.get(kind="customer")
    envelope = Envelope(to=[(OUTSIDE, "The depot")])
    forward(ticket, forwarded=[first], envelope=envelope, text="Where is it?", agent=alice)
    run_jobs()
    asked = _arrived(outside, "Where is it?")
    assert "Hello, where is my parcel?" in _text(asked)
    assert asked["Subject"] == f"Fwd: Where is my parcel? [#{ticket.pk}]"
    assert asked["References"] is None
    reply_to = email.utils.parseaddr(asked["Reply-To"])[1]
    before = len(imap.search())
    post(a_mail(**{"from": OUTSIDE, "to": reply_to, "subject": "re", "body": "In the van"}), to=reply_to)
    wait_for(lambda: imap.noop() and len(imap.search()) > before)
    reading.poll(account_id=box.pk)
    run_jobs()
    heard = Message.objects.select_related("thread").get(text__startswith="In the van")
    assert heard.thread is not None
    assert (heard.ticket, heard.thread.is_aside) == (ticket, True)
    messages.reply(ticket.threads.get(is_aside=False), text="It is near", by=alice.actor, agent=alice)
    run_jobs()
    told = _arrived(letters, "It is near").as_string()
    assert "In the van" not in told
    assert OUTSIDE not in told


def test_an_answer_planned_for_later_goes_then_and_one_taken_back_never(
    ticket: Ticket,
    letters: Callable[[], list[bytes]],
    alice: Agent,
    run_jobs: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    way = routes(ticket)[0]
    scheduling.plan(
        ticket,
        kind="answer",
        at=clock.now() + timedelta(hours=2),
        agent=alice,
        text="As planned",
        on_answer="hold",
        route=way.key,
    )
    regretted = answer(ticket, route=way, text="Never mind", agent=alice, hold=timedelta(seconds=10))
    kept = answer(ticket, route=way, text="At once", agent=alice, hold=timedelta(seconds=10))
    run_jobs()
    giving_up.undo(regretted, by=alice.actor)
    later = clock.now() + timedelta(hours=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    outbox.sweep()
    schedule.carry_out_due()
    run_jobs()
    _arrived(letters, "As planned")
    _arrived(letters, "At once")
    assert not [raw for raw in letters() if b"Never mind" in raw]
    assert OutgoingPart.objects.get(message=kept).state == "sent"
    assert OutgoingPart.objects.get(message=regretted).state == "cancelled"
