from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from shopbell.channels.actions import loop_guard, outbox
from shopbell.channels.models import ChannelAccount, OutgoingPart, RawInput
from shopbell.core import clock
from shopbell.customers.models import Identity
from shopbell.shops.models import Shop
from shopbell.tickets.actions import messages
from shopbell.tickets.models import Message, Ticket
from tests.channels.conftest import a_mail

Arrive = Callable[..., RawInput]
pytestmark = pytest.mark.usefixtures("offline")
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.frozen(NOON):
        yield


@pytest.fixture
def received(a_message: Callable[..., Message]) -> Message:
    return a_message(extra={"body_hash": "h"})


@pytest.fixture
def contact(received: Message) -> Identity:
    return Identity.objects.get()


def automatic(received: Message, *minutes_ago: float, state: str = "sent", **details: object) -> None:
    """Automatic messages that went to the customer so long ago."""
    assert received.thread is not None
    for number, minutes in enumerate(minutes_ago, start=1):
        at = NOON - timedelta(minutes=minutes)
        Message.objects.create(
            ticket=received.ticket,
            thread=received.thread,
            seq=100 + number + Message.objects.count(),
            kind=Message.Kind.AUTOMATIC,
            is_automatic=True,
            state=state,
            sent_at=at,
            created_at=at,
            **details,
        )


def may_not(contact: Identity, account: ChannelAccount, to: Message | None = None, own: Message | None = None) -> str:
    objection = loop_guard.objection(contact, account, to=to, own=own)
    return objection.removeprefix("Not sent: ").split(":")[0].rstrip(".")


MACHINE = "a machine wrote this mail, and machines get no automatic answers"
OURS = "this address is one of our own"
SEVERAL = "this customer had several automatic messages lately"
REPEATED = "the same mail came several times within minutes"
UNUSUAL = "this account sent unusually many automatic messages"


def test_a_person_may_be_answered(received: Message, contact: Identity, mailbox: ChannelAccount) -> None:
    assert loop_guard.objection(contact, mailbox, to=received) == ""


@pytest.mark.parametrize("field", ["is_automatic", "is_backfill"])
def test_machines_and_old_mail_are_not_answered(
    received: Message, contact: Identity, mailbox: ChannelAccount, field: str
) -> None:
    setattr(received, field, True)
    assert may_not(contact, mailbox, received) == MACHINE


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("hello@alderandflax.example", OURS),
        ("hello+orders@alderandflax.example", OURS),
        ("anybody@alderandflax.example", OURS),
        ("mia@alderandflax.example.evil.example", ""),
        ("mia@notalderandflax.example", ""),
        ("orders@other.example", OURS),
        ("anybody@other.example", ""),
    ],
)
def test_our_own_addresses_and_shops_are_not_written_to(
    contact: Identity, mailbox: ChannelAccount, shop: Shop, value: str, said: str
) -> None:
    ChannelAccount.objects.create(
        shop=shop, team=mailbox.team, kind="email", name="Orders", address="Orders@other.example"
    )
    contact.value = value
    assert may_not(contact, mailbox) == said


def test_the_www_of_a_shop_is_no_other_domain(contact: Identity, mailbox: ChannelAccount) -> None:
    Shop.objects.update(website="https://www.brook.example/en/")
    contact.value = "anybody@brook.example"
    assert may_not(contact, mailbox) == OURS


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ([1, 2], ""),
        ([1, 2, 59.9], SEVERAL),
        ([1, 2, 60], ""),
        ([1, 2, *[300] * 7], ""),
        ([1, 2, *[300] * 8], SEVERAL),
        ([*[300] * 9, 1440], ""),
    ],
    ids=["two", "three within the hour", "the third is older", "nine a day", "ten a day", "the tenth is of yesterday"],
)
def test_three_an_hour_and_ten_a_day_are_enough(
    received: Message, contact: Identity, mailbox: ChannelAccount, minutes: list[float], said: str
) -> None:
    automatic(received, *minutes)
    assert may_not(contact, mailbox, received) == said


@pytest.mark.parametrize("state", ["suppressed", "cancelled"])
def test_what_was_held_back_does_not_count(
    received: Message, contact: Identity, mailbox: ChannelAccount, state: str
) -> None:
    automatic(received, 1, 2, 3, state=state)
    assert may_not(contact, mailbox, received) == ""


def test_the_message_about_to_go_does_not_count_itself(
    received: Message, contact: Identity, mailbox: ChannelAccount
) -> None:
    automatic(received, 0, 1, 2)
    own = Message.objects.filter(kind="automatic").order_by("-created_at")[0]
    assert may_not(contact, mailbox, own=own) == ""
    assert may_not(contact, mailbox) == SEVERAL


@pytest.mark.parametrize(("times", "said"), [(2, ""), (3, REPEATED)])
def test_the_same_words_three_times_are_a_loop(
    received: Message,
    contact: Identity,
    mailbox: ChannelAccount,
    a_message: Callable[..., Message],
    times: int,
    said: str,
) -> None:
    for _ in range(times - 1):
        a_message(extra={"body_hash": "h"})
    assert may_not(contact, mailbox, received) == said


def test_words_repeated_after_ten_minutes_or_by_others_are_none(
    received: Message, contact: Identity, mailbox: ChannelAccount, a_message: Callable[..., Message]
) -> None:
    from shopbell.customers.base import Claim

    a_message(extra={"body_hash": "h"}, claims=[Claim("email", "ben@post.example")])
    a_message(extra={"body_hash": "h"})
    old = a_message(extra={"body_hash": "h"})
    Message.objects.filter(pk=old.pk).update(created_at=NOON - loop_guard.REPEATS_WITHIN)
    assert may_not(contact, mailbox, received) == ""


@pytest.mark.parametrize(("parts", "said"), [(99, ""), (100, UNUSUAL)])
def test_an_account_sends_a_hundred_automatic_mails_in_ten_minutes(
    received: Message, contact: Identity, mailbox: ChannelAccount, parts: int, said: str
) -> None:
    automatic(received, 5000)
    message = Message.objects.get(kind="automatic")
    OutgoingPart.objects.bulk_create(
        OutgoingPart(message=message, account=mailbox, key=f"p{n}", number=n, sent_at=NOON, created_at=NOON)
        for n in range(parts)
    )
    assert may_not(contact, mailbox, received) == said
    assert may_not(contact, mailbox, own=message) == ""


def test_what_the_guard_holds_back_is_suppressed_with_its_reason(
    box: ChannelAccount, received: Message, run_jobs: Callable[[], int]
) -> None:
    from shopbell.core.actor import SYSTEM

    ChannelAccount.objects.update(state="healthy")
    automatic(received, 1, 2, 3)
    assert received.thread is not None
    message = messages.reply(received.thread, text="Hello", by=SYSTEM, kind=Message.Kind.AUTOMATIC)
    outbox.enqueue(message)
    outbox.send(part_id=OutgoingPart.objects.get(message=message).pk)
    message.refresh_from_db()
    assert (message.state, message.reason) == ("suppressed", f"Not sent: {SEVERAL}.")


def test_two_installations_answering_each_other_stop(arrive: Arrive) -> None:
    """What the other one sends is automatic and says so."""
    arrive(a_mail(**{"from": "Their desk <help@other.example>"}))
    for number in range(5):
        arrive(
            a_mail(
                **{"from": "Their desk <help@other.example>", "auto_submitted": "auto-replied", "subject": str(number)}
            )
        )
    assert Message.objects.filter(kind="automatic").count() == 1


def test_a_robot_without_headers_gets_three_answers_an_hour(arrive: Arrive) -> None:
    for number in range(6):
        arrive(a_mail(subject=f"Order {number}", body=f"Text {number}"))
    assert Message.objects.filter(kind="automatic").count() == 3
    assert Ticket.objects.count() == 6


def test_the_same_words_over_and_over_are_not_answered(arrive: Arrive) -> None:
    for _ in range(4):
        arrive(a_mail(body="The same"))
    assert Message.objects.filter(kind="automatic").count() == 2
