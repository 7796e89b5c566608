from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Thread as Worker
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import TextField, Value

from shopbell.channels.actions import chat, continuation, visitors
from shopbell.channels.actions.visitors import Visitor
from shopbell.channels.models import ChannelAccount, OutgoingPart, RawInput
from shopbell.core import clock
from shopbell.core.actor import SYSTEM
from shopbell.core.ids import public_id
from shopbell.customers.actions.identification import identify
from shopbell.customers.actions.suppression import suppress
from shopbell.customers.base import Claim
from shopbell.customers.models import Identity
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages, rows, threads
from shopbell.tickets.actions.status import set_status
from shopbell.tickets.base import Incoming
from shopbell.tickets.models import Message, Thread, Ticket
from tests.channels.conftest import a_mail

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.frozen(NOON):
        yield


@pytest.fixture
def visitor(widget: ChannelAccount) -> Visitor:
    return visitors.new_visitor(widget)


@pytest.fixture
def ask(widget: ChannelAccount, visitor: Visitor) -> Callable[[str], Thread]:
    """Write in the chat as the visitor."""

    def say(text: str) -> Thread:
        thread = chat.say(widget, visitor, chat.Said(client_uuid=str(uuid4()), text=text)).thread
        assert thread
        return thread

    return say


@pytest.fixture
def thread(offline: ChannelAccount, widget: ChannelAccount, visitor: Visitor, ask: Callable[[str], Thread]) -> Thread:
    """A chat whose visitor named an address."""
    thread = ask("Does M shrink?")
    visitors.tell(widget, visitor, name="Mia Moor", email="mia@post.example")
    return thread


@pytest.fixture
def answer(thread: Thread, alice: Agent, run_jobs: Callable[[], int]) -> Callable[[str], Message]:
    def reply(text: str) -> Message:
        message = messages.reply(thread, text=text, by=alice.actor, agent=alice)
        run_jobs()
        return Message.objects.get(pk=message.pk)

    return reply


def after(minutes: float) -> int:
    with clock.frozen(NOON + timedelta(minutes=minutes)):
        return continuation.sweep()


def mails() -> list[Message]:
    return list(Message.objects.filter(thread__channel="email").order_by("pk"))


def test_an_answer_nobody_read_goes_by_mail_in_the_same_ticket(
    answer: Callable[[str], Message], thread: Thread, mailbox: ChannelAccount, run_jobs: Callable[[], int]
) -> None:
    answer("It does not.")
    answer("And it is in stock.")
    assert after(10) == 1
    (mail,) = mails()
    assert mail.thread is not None
    assert mail.thread.contact is not None
    assert (mail.ticket, mail.thread.account_id, mail.thread.contact.value) == (
        thread.ticket,
        mailbox.pk,
        "mia@post.example",
    )
    assert mail.text == (
        "You had left the chat, so here is our answer by mail.\n\n"
        "**Alice Archer:** It does not.\n\n**Alice Archer:** And it is in stock.\n\n"
        "Simply answer this mail to go on."
    )
    run_jobs()
    assert OutgoingPart.objects.get(message=mail).payload["by_human"] is False
    assert Ticket.objects.count() == 1


def answered_by_mail(arrive: Callable[..., RawInput], *, proven: bool = True, sender: str = "mia@post.example") -> None:
    (mail,) = mails()
    verdict = f"mx.shop.example; dmarc=pass header.from={sender.rpartition('@')[2]}" if proven else ""
    arrive(
        a_mail(
            **{"from": f"Mia Moor <{sender}>"},
            in_reply_to=mail.external_id or OutgoingPart.objects.get(message=mail).external_id,
            authentication_results=verdict,
        )
    )


@pytest.fixture
def went_out(answer: Callable[[str], Message], mailbox: ChannelAccount, run_jobs: Callable[[], int]) -> Ticket:
    """A chat whose answer went out by mail; what its provider says of senders is believed."""
    mailbox.settings = {"authserv_ids": "mx.shop.example"}
    mailbox.save(update_fields=["settings"])
    answer("It does not.")
    after(10)
    run_jobs()
    return Ticket.objects.get()


def test_who_answers_the_mail_with_proof_has_the_chat_as_their_own(
    went_out: Ticket, arrive: Callable[..., RawInput]
) -> None:
    visitor = went_out.customer
    answered_by_mail(arrive)
    ticket = Ticket.objects.get()
    assert ticket.customer
    assert (ticket.customer == visitor, ticket.customer_name) == (False, "Mia Moor")
    assert ticket.customer.identities.get().verified_by == "dkim"
    said = ticket.messages.filter(kind="customer").values_list("thread__channel", "customer")
    assert list(said) == [("chat", ticket.customer.pk), ("email", ticket.customer.pk)]


def test_the_chat_goes_to_a_customer_whom_we_knew_by_that_address(
    widget: ChannelAccount, visitor: Visitor, offline: ChannelAccount, arrive: Callable[..., RawInput]
) -> None:
    mia = identify([Claim("email", "mia@post.example", proof="dkim")], name="Mia Moor").customer
    said = chat.Said(client_uuid=str(uuid4()), text="Hello", about=chat.About(email="mia@post.example"))
    thread = chat.say(widget, visitor, said).thread
    assert thread
    assert thread.ticket.customer != mia
    message = messages.receive(
        Incoming(
            shop=widget.shop,
            team=widget.team,
            channel="email",
            account_id=offline.pk,
            dedupe_key="answer",
            sent_at=NOON,
            claims=[Claim("email", "mia@post.example", proof="dkim")],
            thread=thread,
            auth="pass",
            text="Yes, it is me.",
        )
    )
    assert continuation.recognise_writer(message).customer == mia


def test_an_answer_without_proof_leaves_the_chat_where_it_was(
    went_out: Ticket, arrive: Callable[..., RawInput]
) -> None:
    answered_by_mail(arrive, proven=False)
    assert (Ticket.objects.get().customer, Ticket.objects.get().message_count) == (went_out.customer, 4)


def test_proof_of_an_address_that_the_visitor_did_not_name_moves_nothing(
    went_out: Ticket, arrive: Callable[..., RawInput]
) -> None:
    threads.join(went_out.threads.get(channel="email"), [Claim("email", "kim@post.example")], is_copied=True)
    answered_by_mail(arrive, sender="kim@post.example")
    assert Ticket.objects.get().customer == went_out.customer


def test_each_answer_goes_by_mail_once(answer: Callable[[str], Message]) -> None:
    answer("It does not.")
    assert [after(10), after(11), after(60)] == [1, 0, 0]
    with clock.frozen(NOON + timedelta(minutes=70)):
        answer("One more thing.")
    assert [after(79), after(80), after(81)] == [0, 1, 0]
    assert ["One more thing." in mail.text for mail in mails()] == [False, True]
    assert "It does not." not in mails()[1].text
    assert mails()[0].thread == mails()[1].thread


@pytest.mark.parametrize(("minutes", "sent"), [(9.9, 0), (10, 1)])
def test_the_visitor_has_ten_minutes(answer: Callable[[str], Message], minutes: float, sent: int) -> None:
    answer("It does not.")
    assert after(minutes) == sent


def test_the_widget_may_give_another_time(answer: Callable[[str], Message], widget: ChannelAccount) -> None:
    widget.settings = {"continue_minutes": 3}
    widget.save()
    answer("It does not.")
    assert [after(2.9), after(3)] == [0, 1]


def test_a_very_old_answer_is_left_in_the_chat(answer: Callable[[str], Message]) -> None:
    answer("It does not.")
    assert after(2 * 24 * 60 + 1) == 0


def test_what_was_read_stays_in_the_chat(answer: Callable[[str], Message], thread: Thread) -> None:
    read = answer("It does not.")
    Thread.objects.filter(pk=thread.pk).update(read_seq=read.seq)
    assert after(10) == 0
    answer("And it is in stock.")
    assert after(10) == 1
    assert "It does not." not in mails()[0].text


def test_a_visitor_who_wrote_afterwards_is_still_there(
    answer: Callable[[str], Message], ask: Callable[[str], Thread]
) -> None:
    answer("It does not.")
    ask("Thanks")
    assert (after(10), mails()) == (0, [])


@pytest.mark.parametrize("state", ["suppressed", "cancelled"])
def test_what_was_never_said_is_not_said_by_mail(answer: Callable[[str], Message], state: str) -> None:
    held = answer("Never went out")
    Message.objects.filter(pk=held.pk).update(state=state)
    assert (after(10), mails()) == (0, [])
    answer("It does not.")
    assert after(10) == 1
    assert "Never went out" not in mails()[0].text


def test_notes_stay_inside(answer: Callable[[str], Message], thread: Thread, alice: Agent) -> None:
    messages.note(thread.ticket, text="Careful with this one", agent=alice)
    assert after(10) == 0


def test_the_last_ten_answers_fit_into_the_mail(answer: Callable[[str], Message]) -> None:
    for number in range(11):
        answer(f"Line {number}.")
    after(10)
    assert [f"Line {number}." in mails()[0].text for number in range(11)] == [False] + [True] * 10


def test_without_an_address_nothing_is_sent(
    offline: ChannelAccount, ask: Callable[[str], Thread], alice: Agent
) -> None:
    thread = ask("Does M shrink?")
    messages.reply(thread, text="It does not.", by=alice.actor, agent=alice)
    assert after(10) == 0
    thread.refresh_from_db()
    assert (thread.continued_seq, mails()) == (0, [])


def test_nor_to_an_address_that_takes_no_mail_from_no_mailbox_or_of_a_closed_ticket(
    answer: Callable[[str], Message], thread: Thread, mailbox: ChannelAccount
) -> None:
    answer("It does not.")
    ChannelAccount.objects.filter(pk=mailbox.pk).update(is_active=False)
    assert after(10) == 0
    ChannelAccount.objects.filter(pk=mailbox.pk).update(is_active=True)
    identity = Identity.objects.get(scheme="email")
    suppress(identity, reason="Comes back")
    assert after(10) == 0
    Identity.objects.update(suppressed_at=None)
    set_status(thread.ticket, status=Ticket.Status.CLOSED, by=SYSTEM)
    assert (after(10), mails()) == (0, [])


def test_chats_that_cannot_go_on_do_not_keep_others_waiting(
    answer: Callable[[str], Message], offline: ChannelAccount, widget: ChannelAccount, thread: Thread
) -> None:
    said = chat.Said(client_uuid=str(uuid4()), text="Hello")
    nameless = chat.say(widget, visitors.new_visitor(widget), said).thread
    assert nameless
    Message.objects.bulk_create(
        Message(
            ticket=nameless.ticket,
            thread=nameless,
            seq=seq,
            kind="agent",
            public_id=public_id(),
            sent_at=NOON,
            created_at=NOON,
        )
        for seq in range(2, 1002)
    )
    answer("It does not.")
    assert after(10) == 1
    (mail,) = mails()
    assert mail.ticket == thread.ticket


def test_a_chat_that_fails_does_not_hold_up_the_others(
    offline: ChannelAccount, widget: ChannelAccount, alice: Agent
) -> None:
    broken_widget = ChannelAccount.objects.create(shop=widget.shop, team=widget.team, kind="chat", name="Broken")
    visitor = visitors.new_visitor(broken_widget)
    said = chat.Said(client_uuid=str(uuid4()), text="Hello", about=chat.About(email="kim@post.example"))
    earlier = chat.say(broken_widget, visitor, said).thread
    later = chat.say(widget, visitors.new_visitor(widget), replace(said, client_uuid=str(uuid4()))).thread
    for thread in (earlier, later):
        assert thread
        messages.reply(thread, text="Hello", by=alice.actor, agent=alice)
    torn = Value("no key fits this", output_field=TextField())
    ChannelAccount.objects.filter(pk=broken_widget.pk).update(settings=torn)
    assert after(10) == 1


@pytest.mark.django_db(transaction=True)
def test_the_sweep_waits_for_a_visitor_who_is_writing_and_holds_nothing(
    answer: Callable[[str], Message], thread: Thread
) -> None:
    answer("It does not.")
    sent: list[int] = []

    def work() -> None:
        try:
            sent.append(after(10))
        finally:
            connection.close()

    sweeping = Worker(target=work)
    with transaction.atomic():
        rows.lock(thread.ticket)
        sweeping.start()
        until_somebody_waits()
        Thread.objects.select_for_update(no_key=True, nowait=True).get(pk=thread.pk)
    sweeping.join()
    assert sent == [1]


def until_somebody_waits() -> None:
    """Until another connection waits for a lock that this one holds."""
    for _ in range(1000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            if cursor.fetchone()[0]:
                return
    pytest.fail("nobody waits")


def test_the_mail_speaks_the_language_of_the_ticket(answer: Callable[[str], Message]) -> None:
    Ticket.objects.update(language="de")
    answer("Nein.")
    after(10)
    assert mails()[0].text.startswith("Sie hatten den Chat")
