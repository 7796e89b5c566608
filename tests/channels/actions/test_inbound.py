from __future__ import annotations

from collections.abc import Callable

import pytest

from shopbell.channels.actions import inbound
from shopbell.channels.actions.composition import link_to
from shopbell.channels.actions.speaking import secret
from shopbell.channels.base import Moved, Raw
from shopbell.channels.mail.tokens import bounce_token, loop_token, reply_address, reply_token
from shopbell.channels.models import ChannelAccount, OutgoingPart, RawInput
from shopbell.core.models import Event
from shopbell.customers.models import Identity
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions import messages
from shopbell.tickets.models import Message, Participant, Ticket, TicketLink
from tests.channels.conftest import a_mail

Arrive = Callable[..., RawInput]
MIA = "Mia Moor <mia@post.example>"
STRANGER = "Max Stranger <max@elsewhere.example>"


@pytest.fixture(autouse=True)
def offline(mailbox: ChannelAccount) -> None:
    """Nothing is sent: there is no server behind the mailbox."""
    ChannelAccount.objects.filter(pk=mailbox.pk).update(state="paused")


@pytest.fixture
def first(arrive: Arrive) -> Message:
    arrive(a_mail(message_id="<first@post.example>"))
    return Message.objects.get(kind="customer")


def customer_messages(ticket: Ticket) -> int:
    return ticket.messages.filter(kind="customer").count()


def test_a_mail_becomes_a_ticket(arrive: Arrive) -> None:
    raw = arrive(a_mail())
    message = Message.objects.get(kind="customer")
    assert (raw.state, raw.outcome, raw.message_id, raw.attempts) == ("routed", "message", message.pk, 1)
    assert message.text.splitlines()[0] == "Hello, where is my parcel?"
    assert message.author_address == "mia@post.example"


def test_the_cursor_moves_with_what_is_stored(mailbox: ChannelAccount) -> None:
    raw = Raw("k", b"x", cursor=Moved("c", {"last_uid": 5}))
    assert inbound.store_raw(mailbox, raw) is not None
    assert inbound.store_raw(mailbox, raw) is None
    assert mailbox.cursors.get().value == {"last_uid": 5}
    assert RawInput.objects.count() == 1


PLACES = {
    "a token in Cc": lambda m, t: {"cc": reply_address("hello@alderandflax.example", t)},
    "a token in the text": lambda m, t: {"body": f"Thanks\n\n> Alder & Flax · {t}"},
    "In-Reply-To": lambda m, t: {"in_reply_to": "junk <first@post.example>"},
    "References": lambda m, t: {"references": "<a@b.example>,<first@post.example>"},
    "the number in the subject": lambda m, t: {"subject": f"Re: hello [#{m.ticket_id}]"},
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("sender", [MIA, STRANGER])
def test_who_takes_part_joins_and_a_stranger_gets_a_ticket_of_their_own(
    first: Message, arrive: Arrive, mailbox: ChannelAccount, place: str, sender: str
) -> None:
    assert first.thread is not None
    token = reply_token(first.thread.public_id, mailbox.public_id, secret())
    arrive(a_mail(**{"from": sender, "subject": "Something", "body": "More", **PLACES[place](first, token)}))
    joined = customer_messages(first.ticket) == 2
    assert joined is (sender == MIA)
    reasons = list(TicketLink.objects.values_list("reason", flat=True))
    strangers_link = sender == STRANGER and place != "the number in the subject"
    assert reasons == (["not_a_participant"] if strangers_link else [])


def test_a_forged_token_and_the_same_subject_join_nothing(first: Message, arrive: Arrive) -> None:
    assert first.thread is not None
    forged = f"hello+r.{first.thread.public_id}.aaaaaaaaaaaaaaaa@alderandflax.example"
    arrive(a_mail(to=forged, subject=first.subject))
    assert Ticket.objects.count() == 2


def test_somebody_in_copy_takes_part_afterwards(arrive: Arrive) -> None:
    arrive(a_mail(message_id="<c@post.example>", cc="Ben <ben@post.example>, hello+x@alderandflax.example"))
    arrive(a_mail(**{"from": "ben@post.example", "in_reply_to": "<c@post.example>"}))
    assert Ticket.objects.count() == 1
    assert set(Participant.objects.values_list("value", flat=True)) == {"mia@post.example", "ben@post.example"}


def test_the_same_mail_twice_and_at_two_accounts_is_one_message(arrive: Arrive, shop: Shop, team: Team) -> None:
    other = ChannelAccount.objects.create(
        shop=shop, team=team, kind="email", name="Orders", address="orders@alderandflax.example", state="paused"
    )
    mail = a_mail()
    arrive(mail)
    second = arrive(mail, account=other)
    message = Message.objects.get(kind="customer")
    assert (second.outcome, second.message_id) == ("duplicate", message.pk)
    assert [arrival["account"] for arrival in message.extra["arrivals"]] == [message.account_id, other.pk]


def test_the_same_mail_at_two_shops_is_two_linked_tickets(arrive: Arrive) -> None:
    shop = Shop.objects.create(slug="brook", name="Brook")
    team = Team.objects.create(shop=shop, name="Care")
    other = ChannelAccount.objects.create(
        shop=shop, team=team, kind="email", name="Brook", address="hi@brook.example", state="paused"
    )
    mail = a_mail()
    arrive(mail)
    arrive(mail, account=other)
    assert Message.objects.filter(kind="customer").count() == 2
    assert TicketLink.objects.get().reason == "same_mail"


def test_a_reused_id_with_other_words_is_another_message(arrive: Arrive) -> None:
    arrive(a_mail(message_id="<same@post.example>", body="One"))
    arrive(a_mail(message_id="<same@post.example>", body="Two"))
    assert sorted(Message.objects.filter(kind="customer").values_list("text", flat=True)) == ["One", "Two"]


def test_our_own_mail_coming_back_is_no_ticket(arrive: Arrive) -> None:
    raw = arrive(a_mail(**{"from": "Alder <hello@alderandflax.example>"}))
    looped = arrive(a_mail(x_shopbell_loop=loop_token(secret())))
    assert (raw.outcome, looped.outcome, Ticket.objects.count()) == ("own", "own", 0)


def test_reply_to_counts_only_where_it_is_trusted(arrive: Arrive, mailbox: ChannelAccount) -> None:
    form = {"from": "Website <web@alderandflax.example>", "reply_to": "Lea <lea@post.example>"}
    arrive(a_mail(**form))
    assert Message.objects.get(kind="customer").author_address == "web@alderandflax.example"
    mailbox.settings = {"trusted_reply_to": "web@alderandflax.example"}
    mailbox.save()
    arrive(a_mail(**form), account=mailbox)
    newest = Message.objects.filter(kind="customer").order_by("-pk")[0]
    assert newest.author_address == "lea@post.example"


def test_what_a_colleague_forwards_belongs_to_who_wrote_it(arrive: Arrive, alice: Agent) -> None:
    body = (
        "Please help her.\n\n---------- Forwarded message ---------\nFrom: Lea Lund <lea@post.example>\n"
        "Date: Mon, 16 Nov 2026\nSubject: Broken\nTo: <alice@alderandflax.example>\n\nIt is broken."
    )
    arrive(a_mail(**{"from": f"Alice <{alice.email}>", "subject": "Fwd: Broken", "body": body}))
    ticket = Ticket.objects.get()
    assert (ticket.subject, ticket.customer_name) == ("Broken", "Lea Lund")


def test_a_vacation_notice_is_folded_into_its_thread_and_wakes_nobody(first: Message, arrive: Arrive) -> None:
    Ticket.objects.update(status="waiting", is_unread=False)
    arrive(a_mail(in_reply_to="<first@post.example>", auto_submitted="auto-replied", subject="Away"))
    ticket = Ticket.objects.get()
    assert (ticket.status, ticket.is_unread, customer_messages(ticket)) == ("waiting", False, 2)
    assert Message.objects.filter(kind="automatic").count() == 1


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


@pytest.fixture
def sent(first: Message, mailbox: ChannelAccount, alice: Agent, run_jobs: Callable[[], int]) -> Message:
    assert first.thread is not None
    message = messages.reply(first.thread, text="It left.", by=alice.actor, agent=alice)
    run_jobs()
    OutgoingPart.objects.filter(message=message).update(state="sent", sent_at="2026-11-17T10:00:00Z")
    message.refresh_from_db()
    return message


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


def test_poison_ends_parked_after_three_tries_and_can_be_replayed(mailbox: ChannelAccount, arrive: Arrive) -> None:
    from tests.channels.scripted import Scripted

    ChannelAccount.objects.filter(pk=mailbox.pk).update(kind=Scripted.kind)
    raw = arrive(b"boom", account=ChannelAccount.objects.get(pk=mailbox.pk))
    for _ in range(3):
        inbound.process(raw_id=raw.pk)
    raw.refresh_from_db()
    assert (raw.state, raw.attempts) == ("dead", 3)
    assert "ValueError: poison b'boom'" in raw.error
    assert Event.objects.filter(name="input.parked").count() == 1
    ChannelAccount.objects.filter(pk=mailbox.pk).update(kind="email")
    RawInput.objects.filter(pk=raw.pk).update(body=a_mail())
    inbound.replay(raw)
    inbound.process(raw_id=raw.pk)
    raw.refresh_from_db()
    assert raw.state == "routed"


def test_a_worker_killed_while_reading_has_used_an_attempt(mailbox: ChannelAccount, arrive: Arrive) -> None:
    raw = arrive(a_mail(), run=False)
    RawInput.objects.update(attempts=3)
    inbound.process(raw_id=raw.pk)
    raw.refresh_from_db()
    assert (raw.state, Ticket.objects.count()) == ("dead", 0)


NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(500))
HOSTILE = {
    "100,000 headers": b"X: y\r\n" * 100_000 + b"\r\nbody",
    "500 nested parts": b"From: a@b.example\r\n" + NESTED,
    "10,000 addresses": b"To: " + b"a@b.example, " * 10_000 + b"\r\n\r\nbody",
    "no sender": b"Subject: x\r\n\r\nbody",
    "broken charset": b"From: a@b.example\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n\xff\xfe\x00",
    "nothing": b"",
    "comments": b"From: " + b"(" * 1000 + b"\r\n\r\nx",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_is_one_ticket_or_one_parked_entry(arrive: Arrive, name: str) -> None:
    raw = arrive(HOSTILE[name])
    assert (raw.state, Ticket.objects.count()) in (("routed", 1), ("dead", 0))


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


def test_a_linked_file_needs_its_signature(first: Message, client: object) -> None:
    from shopbell.tickets.actions import attachments
    from shopbell.tickets.base import IncomingFile

    file = attachments.keep(IncomingFile("a.txt", b"hello", "text/plain"), message=first)
    path = link_to(file).removeprefix("http://testserver")
    answer = client.get(path)  # type: ignore[attr-defined]
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"hello")
    assert client.get(path.replace(file.public_id, "a" * 26)).status_code == 404  # type: ignore[attr-defined]
