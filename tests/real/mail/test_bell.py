"""The bell rings: a customer's mail reaches the agent's open screen, the answer comes back, and is answered."""

from __future__ import annotations

import email
import email.policy
import time
from collections.abc import Callable
from email.message import EmailMessage
from typing import cast

import pytest
from playwright.sync_api import Page, expect

from shopbell.channels.models import ChannelAccount
from shopbell.staff.models import Agent
from shopbell.tickets.models import Message, Ticket
from tests.real.house import House, wait_until
from tests.real.mail.servers import CUSTOMER, SHOP

pytestmark = pytest.mark.django_db(transaction=True)


def letter(text: str, *, to: str = SHOP, subject: str = "The zip came apart", **headers: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"Mia Moor <{CUSTOMER}>", to, subject
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes(policy=email.policy.SMTP)


def newest(letters: Callable[[], list[bytes]], number: int) -> EmailMessage:
    found = wait_until(lambda: (got := letters()) and len(got) >= number and got, f"letter {number}")
    return cast(EmailMessage, email.message_from_bytes(cast(list[bytes], found)[-1], policy=email.policy.default))


def test_from_the_customers_mail_to_the_agents_screen_and_back(
    box: ChannelAccount,
    house: House,
    sign_in: Callable[..., Page],
    alice: Agent,
    post: Callable[..., None],
    letters: Callable[[], list[bytes]],
) -> None:
    window = sign_in(alice.email, "/desk/queues/unassigned/")
    expect(window.locator("html")).to_have_attribute("data-live", "on")
    started = time.monotonic()
    post(letter("It happened on the very first walk.", Message_ID="<first@post.example>"))
    expect(window.locator(".rows .what")).to_have_text("The zip came apart", timeout=15_000)
    took = time.monotonic() - started
    assert took < 10, "within seconds; the figure itself is measured by hand, not asserted here"
    acknowledgement = newest(letters, 1)
    number = Ticket.objects.get().pk
    assert f"#{number}" in acknowledgement["Subject"]
    assert acknowledgement["In-Reply-To"] == "<first@post.example>"

    window.locator(".rows .ticket").click()
    window.locator("#reply").fill("A new one leaves *today*.")
    window.locator("#reply").press("Control+Enter")
    answer = newest(letters, 2)
    assert answer["In-Reply-To"] == "<first@post.example>"
    assert "A new one leaves" in answer.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    expect(window.locator(".msg.mine .sent")).to_contain_text("Sent")

    reply_to = str(answer["Reply-To"])
    post(letter("Thank you!", subject="Re: something else", In_Reply_To=answer["Message-ID"]), to=reply_to.strip("<>"))
    expect(window.locator(".thread .bubble").last).to_contain_text("Thank you!", timeout=15_000)
    assert Ticket.objects.count() == 1
    assert Message.objects.filter(kind="customer").count() == 2
