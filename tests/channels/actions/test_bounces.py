from __future__ import annotations

from collections.abc import Callable

import pytest

from shopbell.channels.actions.speaking import secret
from shopbell.channels.mail.tokens import bounce_token, reply_address
from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.core.models import Event
from shopbell.customers.models import Identity
from shopbell.tickets.models import Message, Ticket

Arrive = Callable[..., RawInput]
pytestmark = pytest.mark.usefixtures("offline")


def a_bounce(status: str, *, to: str, about: str = "") -> bytes:
    return (
        f"From: Mail Delivery System <mailer-daemon@post.example>\r\nTo: {to}\r\nSubject: Undelivered\r\n"
        "Return-Path: <>\r\nMessage-ID: <b@post.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt failed.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; post.example\r\n\r\n"
        f"Final-Recipient: rfc822; mia@post.example\r\nAction: failed\r\nStatus: {status}\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {about or '<none@x.example>'}\r\n\r\n--b--\r\n"
    ).encode()


@pytest.mark.parametrize("tie", ["token", "id"])
@pytest.mark.parametrize(
    ("status", "suppressed", "words"),
    [
        ("5.1.1", True, "mia@post.example does not exist: the mail came back."),
        ("5.2.2", False, "The mailbox of mia@post.example is full: the mail came back."),
        ("5.7.1", False, "The mail server of mia@post.example refuses mail from us."),
    ],
)
def test_a_bounce_fails_the_message_and_judges_the_address(
    sent: Message, arrive: Arrive, mailbox: ChannelAccount, tie: str, status: str, suppressed: bool, words: str
) -> None:
    token = bounce_token(f"{sent.pk}.0", mailbox.public_id, secret())
    to = reply_address("hello@alderandflax.example", token) if tie == "token" else "hello@alderandflax.example"
    raw = arrive(a_bounce(status, to=to, about=sent.external_id if tie == "id" else ""))
    sent.refresh_from_db()
    assert (raw.outcome, sent.state, sent.reason) == ("bounce", "failed", words)
    assert Identity.objects.get(value="mia@post.example").is_suppressed is suppressed
    assert Ticket.objects.count() == 1
    assert Event.objects.filter(name="channel.failing").exists() is (status == "5.7.1")


def test_a_bounce_without_a_tie_stays_visible(arrive: Arrive) -> None:
    arrive(a_bounce("5.1.1", to="hello@alderandflax.example"))
    message = Message.objects.get()
    assert (message.is_automatic, message.customer, message.defects) == (True, None, ["bounce_not_tied"])
