from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from shopbell.channels.actions.acknowledgement import acknowledge, words
from shopbell.channels.models import ChannelAccount, OutgoingPart, RawInput
from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.customers.actions.suppression import suppress
from shopbell.customers.models import Identity
from shopbell.shops.models import Shop
from shopbell.tickets.base import Incoming
from shopbell.tickets.models import Message, ReplySample, Ticket
from shopbell.tickets.queries import Expected
from tests.channels.conftest import a_mail

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("offline")


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.frozen(NOON):
        yield


def nothing_said(ticket: Ticket) -> bool:
    ticket.refresh_from_db()
    return ticket.acknowledged_at is None and not Message.objects.filter(kind="automatic").exists()


def test_the_first_mail_is_answered_with_number_and_time(
    a_message: Callable[..., Message], run_jobs: Callable[[], int]
) -> None:
    message = a_message()
    answer = acknowledge(message)
    assert answer is not None
    assert (answer.thread, answer.kind, answer.extra) == (message.thread, "automatic", {"acknowledges": message.pk})
    assert answer.text.splitlines()[0] == f"Thank you, your message has arrived. Its number is #{message.ticket_id}."
    assert Ticket.objects.get().acknowledged_at == NOON
    run_jobs()
    payload = OutgoingPart.objects.get(message=answer).payload
    assert (payload["to"], payload["by_human"], bool(payload["loop_token"])) == ("mia@post.example", False, True)


def test_the_promise_is_what_the_ticket_is_due_by(a_message: Callable[..., Message]) -> None:
    message = a_message()
    acknowledge(message)
    fact = Event.objects.get(name="ticket.promised")
    assert fact.data == {"due": message.ticket.due_at.isoformat()}


def test_a_ticket_is_acknowledged_once(a_message: Callable[..., Message], an_incoming: Callable[..., Incoming]) -> None:
    message = a_message()
    assert acknowledge(message) is not None
    again = a_message(thread=message.thread)
    assert acknowledge(message) is None
    assert acknowledge(again) is None
    assert Message.objects.filter(kind="automatic").count() == 1


@pytest.mark.parametrize(
    "details",
    [{"is_automatic": True}, {"is_backfill": True}, {"is_spam": True}, {"extra": {"catch_up": True}}, {"claims": []}],
    ids=lambda details: next(iter(details)),
)
def test_machines_old_mail_spam_and_nobody_get_no_answer(
    a_message: Callable[..., Message], details: dict[str, object]
) -> None:
    message = a_message(**details)
    assert acknowledge(message) is None
    assert nothing_said(message.ticket)


def test_an_address_that_takes_no_mail_gets_none(a_message: Callable[..., Message]) -> None:
    message = a_message()
    suppress(Identity.objects.get(), reason="Comes back")
    assert acknowledge(Message.objects.get(pk=message.pk)) is None
    assert nothing_said(message.ticket)


def test_an_address_of_our_own_gets_none(a_message: Callable[..., Message], mailbox: ChannelAccount) -> None:
    from shopbell.customers.base import Claim

    message = a_message(claims=[Claim("email", "HELLO+x@alderandflax.example")])
    assert acknowledge(message) is None
    assert nothing_said(message.ticket)


def test_a_chat_needs_no_receipt(widget: ChannelAccount, a_message: Callable[..., Message]) -> None:
    message = a_message(channel="chat", account_id=widget.pk)
    assert acknowledge(message) is None
    assert nothing_said(message.ticket)


def test_a_form_is_answered_by_mail_from_the_shops_mailbox(
    shop: Shop, mailbox: ChannelAccount, a_message: Callable[..., Message]
) -> None:
    form = ChannelAccount.objects.create(shop=shop, team=mailbox.team, kind="form", name="Form")
    message = a_message(channel="form", account_id=form.pk)
    answer = acknowledge(message)
    assert answer is not None
    assert answer.thread is not None
    assert answer.thread.contact is not None
    assert (answer.thread.channel, answer.thread.account_id, answer.thread.contact.value) == (
        "email",
        mailbox.pk,
        "mia@post.example",
    )
    assert answer.ticket == message.ticket


def test_without_a_mailbox_a_form_gets_no_promise(
    shop: Shop, mailbox: ChannelAccount, a_message: Callable[..., Message]
) -> None:
    form = ChannelAccount.objects.create(shop=shop, team=mailbox.team, kind="form", name="Form")
    ChannelAccount.objects.filter(pk=mailbox.pk).update(is_active=False)
    message = a_message(channel="form", account_id=form.pk)
    assert acknowledge(message) is None
    assert nothing_said(message.ticket)


def test_it_speaks_the_customers_language_where_the_shop_does(a_message: Callable[..., Message]) -> None:
    german = acknowledge(a_message(language="de"))
    swedish = acknowledge(a_message(language="sv"))
    assert german is not None
    assert swedish is not None
    assert german.text.startswith("Danke")
    assert swedish.text.startswith("Thank you")


@pytest.mark.parametrize(("samples", "proven"), [(9, False), (10, True)])
def test_what_the_time_rests_on_is_said(a_message: Callable[..., Message], samples: int, proven: bool) -> None:
    shop = a_message().ticket.shop
    for _ in range(samples):
        ReplySample.objects.create(shop=shop, channel="email", at=NOON - timedelta(days=1), seconds=3600)
    answer = acknowledge(a_message())
    assert answer is not None
    assert ("four out of five customers" in answer.text) is proven
    assert ("the time we allow ourselves" in answer.text) is not proven


def test_when_it_is_closed_that_is_said(ticket: Ticket) -> None:
    due = NOON + timedelta(hours=2)
    with translation.override("en"):
        texts = [words(ticket, Expected(due, timedelta(hours=2), 0, is_open)) for is_open in (True, False)]
    assert ["We are closed at the moment" in text for text in texts] == [False, True]
    assert all("today by" in text for text in texts)


def test_a_mail_that_came_through_the_door_is_acknowledged_by_itself(arrive: Callable[..., RawInput]) -> None:
    arrive(a_mail())
    assert list(Message.objects.order_by("pk").values_list("kind", flat=True)) == ["customer", "automatic"]


def test_a_ticket_closed_meanwhile_gets_no_receipt(a_message: Callable[..., Message]) -> None:
    message = a_message()
    Ticket.objects.update(status="closed")
    assert acknowledge(message) is None
    assert nothing_said(message.ticket)
