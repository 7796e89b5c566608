from __future__ import annotations

import email
import email.policy
from collections.abc import Callable
from email.message import Message as Parsed

from imapclient import IMAPClient

from shopbell.channels.actions import reading
from shopbell.channels.models import ChannelAccount, OutgoingPart
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages
from shopbell.tickets.models import Message, Ticket
from tests.channels.conftest import a_mail
from tests.real.mail.servers import wait_for

LONG_ID = "<" + "A" * 180 + "@prod.outlook.example>"


def receive(box: ChannelAccount, imap: IMAPClient, run_jobs: Callable[[], int], mail: bytes) -> None:
    imap.append("INBOX", mail)
    reading.poll(account_id=box.pk)
    run_jobs()


def newest(letters: Callable[[], list[bytes]], number: int) -> Parsed:
    found = wait_for(lambda: (got := letters()) and len(got) >= number and got)
    return email.message_from_bytes(found[-1], policy=email.policy.compat32)  # type: ignore[index]


def unfolded(value: str) -> str:
    """A header's value as RFC 5322, 2.2.3 reads it: only line ends go, nothing is decoded."""
    return value.replace("\r\n", "").strip()


def test_an_answer_goes_out_and_its_answer_comes_back_into_the_ticket(
    box: ChannelAccount,
    imap: IMAPClient,
    letters: Callable[[], list[bytes]],
    post: Callable[..., None],
    alice: Agent,
    run_jobs: Callable[[], int],
) -> None:
    receive(box, imap, run_jobs, a_mail(message_id=LONG_ID))
    acknowledgement = newest(letters, 1)
    ticket = Ticket.objects.get()
    assert acknowledgement["Auto-Submitted"] == "auto-replied"
    assert ticket.acknowledged_at is not None
    sent = messages.reply(ticket.threads.get(), text="It left **today**.", by=alice.actor, agent=alice)
    run_jobs()
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == ("sent", "")
    mail = newest(letters, 2)
    assert unfolded(mail["In-Reply-To"]) == LONG_ID
    assert unfolded(mail["References"]).split() == [LONG_ID, acknowledgement["Message-ID"]]
    assert mail["Message-ID"] == sent.external_id
    assert mail["Auto-Submitted"] is None
    assert "Alice" in str(email.header.make_header(email.header.decode_header(mail["From"])))
    assert mail["Reply-To"].endswith("@alderandflax.example>")
    assert f"[#{ticket.pk}]" in mail["Subject"]
    parts = [part.get_content_type() for part in mail.walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]
    reply_to = email.utils.parseaddr(mail["Reply-To"])[1]
    # A mail program that loses every header: the address alone must do.
    post(a_mail(subject="re", to=reply_to, body="Thank you"), to=reply_to)
    wait_for(lambda: imap.noop() and len(imap.search()) >= 2)
    reading.poll(account_id=box.pk)
    run_jobs()
    assert Ticket.objects.count() == 1
    assert list(ticket.messages.order_by("pk").values_list("kind", flat=True)) == [
        "customer",
        "automatic",
        "agent",
        "customer",
    ]


def test_a_real_bounce_is_tied_to_the_message(
    box: ChannelAccount, imap: IMAPClient, alice: Agent, run_jobs: Callable[[], int]
) -> None:
    receive(box, imap, run_jobs, a_mail(**{"from": "Nobody <gone@nowhere.example>"}))
    ticket = Ticket.objects.get()
    sent = messages.reply(ticket.threads.get(), text="Hello", by=alice.actor, agent=alice)
    run_jobs()
    wait_for(lambda: imap.noop() and len(imap.search()) >= 3)
    reading.poll(account_id=box.pk)
    run_jobs()
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == ("failed", "The mail to gone@nowhere.example came back.")
    assert Ticket.objects.count() == 1
    assert set(OutgoingPart.objects.values_list("state", flat=True)) == {"failed"}
    assert Message.objects.filter(kind="automatic").count() == 1


def test_an_unknown_recipient_is_refused_at_once(
    box: ChannelAccount, imap: IMAPClient, alice: Agent, run_jobs: Callable[[], int]
) -> None:
    receive(box, imap, run_jobs, a_mail(**{"from": "Nobody <nobody@post.example>"}))
    sent = messages.reply(Ticket.objects.get().threads.get(), text="Hello", by=alice.actor, agent=alice)
    run_jobs()
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == ("failed", "The mail server refused: 5.1.1 no such user")
