from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from django.test import Client

from shopbell.channels.actions import bounces, statuses
from shopbell.channels.actions.outbox import enqueue
from shopbell.channels.actions.speaking import secret
from shopbell.channels.base import Status, StatusUpdate, Verdict
from shopbell.channels.mail.tokens import bounce_token, reply_address
from shopbell.channels.models import ChannelAccount, OutgoingPart, RawInput
from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.customers.models import Customer, Identity
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions import messages
from shopbell.tickets.models import Message, Thread, Ticket
from tests.channels.conftest import a_mail

Arrive = Callable[..., RawInput]
pytestmark = pytest.mark.usefixtures("offline")
_numbers = count(1)


def a_bounce(
    status: str,
    *,
    to: str = "hello@alderandflax.example",
    about: str = "",
    failed: str = "mia@post.example",
    action: str = "failed",
    said: str = "",
) -> bytes:
    """A delivery report; each one has an id of its own."""
    diagnostic = f"Diagnostic-Code: smtp; {said}\r\n" if said else ""
    return (
        f"From: Mail Delivery System <mailer-daemon@post.example>\r\nTo: {to}\r\nSubject: Undelivered\r\n"
        f"Return-Path: <>\r\nMessage-ID: <bounce-{next(_numbers)}@post.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt failed.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; post.example\r\n\r\n"
        f"Final-Recipient: rfc822; {failed}\r\nAction: {action}\r\nStatus: {status}\r\n{diagnostic}\r\n"
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


@pytest.mark.parametrize("status", ["5.1.1", "5.2.2", "5.7.1"])
def test_a_report_that_only_names_an_address_is_told_and_silences_nobody(
    sent: Message, arrive: Arrive, as_alice: Client, status: str
) -> None:
    raw = arrive(a_bounce(status))
    message = stored(sent)
    assert (raw.outcome, raw.message_id, message.state) == ("bounce", sent.pk, "sent")
    assert (mia().is_suppressed, mia().soft_bounced_at, Ticket.objects.count()) == (False, [], 1)
    assert not Event.objects.filter(name__in=["channel.failing", "mail.bounced"]).exists()
    said = "A report says that mail to mia@post.example comes back."
    assert message.reason.startswith(said)
    assert said in as_alice.get(f"/desk/tickets/{sent.ticket_id}/talk/").content.decode()


def test_a_bounce_without_a_tie_stays_visible(arrive: Arrive) -> None:
    arrive(a_bounce("5.1.1"))
    message = Message.objects.get()
    assert (message.is_automatic, message.customer, message.defects) == (True, None, ["bounce_not_tied"])


def stored(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def mia() -> Identity:
    return Identity.objects.get(value="mia@post.example")


def test_the_bounce_is_told_in_the_ticket(sent: Message, arrive: Arrive) -> None:
    raw = arrive(a_bounce("5.1.1", about=sent.external_id))
    assert raw.message_id == sent.pk
    event = Event.objects.get(name="mail.bounced")
    assert event.data == {"message": sent.pk, "status": "5.1.1", "is_permanent": True}
    assert Event.objects.filter(name="identity.suppressed").count() == 1


def test_a_forged_token_ties_nothing(sent: Message, arrive: Arrive, mailbox: ChannelAccount) -> None:
    OutgoingPart.objects.update(sent_at=clock.now() - timedelta(days=30))
    forged = f"hello+b.{sent.pk}.0.aaaaaaaaaaaaaaaa@alderandflax.example"
    reply = reply_address(
        "hello@alderandflax.example", bounce_token(f"{sent.pk}.0", mailbox.public_id, b"another installation")
    )
    for to in (forged, reply):
        raw = arrive(a_bounce("5.1.1", to=to))
        assert raw.outcome == "message"
    assert (stored(sent).state, mia().is_suppressed) == ("sent", False)


@pytest.mark.parametrize(("days", "outcome"), [(6.9, "bounce"), (7.1, "message")])
def test_an_address_ties_only_what_was_sent_there_within_a_week(
    sent: Message, arrive: Arrive, days: float, outcome: str
) -> None:
    OutgoingPart.objects.update(sent_at=clock.now() - timedelta(days=days))
    assert arrive(a_bounce("5.1.1")).outcome == outcome
    assert bool(stored(sent).reason) is (outcome == "bounce")


def test_a_report_about_another_shops_mail_ties_nothing(sent: Message, arrive: Arrive) -> None:
    shop = Shop.objects.create(slug="brook", name="Brook")
    other = ChannelAccount.objects.create(
        shop=shop,
        team=Team.objects.create(shop=shop, name="Care"),
        kind="email",
        name="Brook",
        address="hi@brook.example",
        state="paused",
    )
    raw = arrive(a_bounce("5.1.1", to="hi@brook.example", about=sent.external_id), account=other)
    assert (raw.outcome, stored(sent).state, mia().is_suppressed) == ("message", "sent", False)


def test_who_holds_a_mail_of_ours_cannot_silence_somebody_else(sent: Message, arrive: Arrive) -> None:
    arrive(a_mail(**{"from": "Ben <ben@post.example>"}))
    arrive(a_bounce("5.1.1", about=sent.external_id, failed="ben@post.example"))
    assert Identity.objects.get(value="ben@post.example").is_suppressed is False
    assert mia().is_suppressed is False


def an_answer(thread: Thread | None, alice: Agent) -> Message:
    """Another answer in the thread, as if a server had taken it just now."""
    assert thread is not None
    message = messages.reply(thread, text="And more.", by=alice.actor, agent=alice)
    enqueue(message)
    OutgoingPart.objects.filter(message=message).update(state="sent", sent_at=clock.now())
    return statuses.follow(message)


def test_the_third_mail_that_fails_for_now_suppresses_and_the_second_does_not(
    sent: Message, arrive: Arrive, alice: Agent
) -> None:
    found = []
    for number in range(3):
        message = an_answer(sent.thread, alice) if number else sent
        for _ in range(2):  # its report comes twice and counts once
            arrive(a_bounce("4.2.2", about=message.external_id))
        found.append((len(mia().soft_bounced_at), mia().is_suppressed))
    assert found == [(1, False), (2, False), (3, True)]
    assert mia().suppressed_reason == "Mail to this address keeps coming back"


def test_delays_count_nothing_however_many_warn_of_them(sent: Message, arrive: Arrive) -> None:
    for _ in range(4):
        arrive(a_bounce("4.2.2", about=sent.external_id, action="delayed"))
    assert (mia().soft_bounced_at, mia().is_suppressed, stored(sent).state) == ([], False, "sent")


@pytest.mark.parametrize("sign", ["delivered", "read", "written"])
def test_an_address_that_works_again_starts_anew(
    sent: Message, arrive: Arrive, alice: Agent, offline: ChannelAccount, sign: str
) -> None:
    arrive(a_bounce("4.4.7", about=sent.external_id))
    assert len(mia().soft_bounced_at) == 1
    if sign == "written":
        arrive(a_mail())
    else:
        another = an_answer(sent.thread, alice)
        bounces.told(offline, StatusUpdate(another.external_id, Status[sign.upper()], clock.now()))
    assert mia().soft_bounced_at == []


def test_an_absence_notice_does_not_tell_that_an_address_works(sent: Message, arrive: Arrive) -> None:
    arrive(a_bounce("4.4.7", about=sent.external_id))
    arrive(a_mail(auto_submitted="auto-replied"))
    assert len(mia().soft_bounced_at) == 1


def test_who_is_in_copy_and_does_not_exist_fails_no_answer_that_its_customer_has(sent: Message, arrive: Arrive) -> None:
    Identity.objects.create(
        customer=Customer.objects.create(name="Ben", created_at=clock.now()),
        scheme="email",
        value="ben@post.example",
        created_at=clock.now(),
    )
    part = OutgoingPart.objects.get(message=sent)
    part.payload["cc"] = [["ben@post.example", "Ben"]]
    part.save()
    arrive(a_bounce("5.1.1", about=sent.external_id, failed="ben@post.example"))
    assert (stored(sent).state, stored(sent).reason) == (
        "sent",
        "ben@post.example does not exist: the mail came back.",
    )
    assert Identity.objects.get(value="ben@post.example").is_suppressed


def test_a_delay_is_said_and_the_message_stays_sent(sent: Message, arrive: Arrive) -> None:
    arrive(a_bounce("4.4.1", about=sent.external_id, action="delayed"))
    assert (stored(sent).state, stored(sent).reason) == (
        "sent",
        "The mail server of mia@post.example has not taken the mail yet; it is being tried again.",
    )


def test_a_server_that_gave_up_after_days_has_failed_and_the_address_may_recover(sent: Message, arrive: Arrive) -> None:
    arrive(a_bounce("4.4.7", about=sent.external_id, action="failed"))
    assert (stored(sent).state, stored(sent).reason) == ("failed", "The mail to mia@post.example came back.")
    assert (len(mia().soft_bounced_at), mia().is_suppressed) == (1, False)


@pytest.mark.parametrize(
    ("said", "status", "suppressed"),
    [
        ("550 5.1.1 User unknown", "5.1.1", True),
        ("550 5.7.26 Unauthenticated", "5.7.26", False),
        ("550 No", "5.0.0", False),
        ("Connected to 5.1.1.9", "5.0.0", False),
    ],
)
def test_the_real_code_is_read_from_the_words_behind_a_vague_one(
    sent: Message, arrive: Arrive, said: str, status: str, suppressed: bool
) -> None:
    arrive(a_bounce("5.0.0", about=sent.external_id, said=said))
    assert Event.objects.get(name="mail.bounced").data["status"] == status
    assert (stored(sent).state, mia().is_suppressed) == ("failed", suppressed)


def test_refusals_by_policy_are_one_alarm_an_hour_and_nobodys_fault(sent: Message, arrive: Arrive) -> None:
    for _ in range(3):
        arrive(a_bounce("5.7.1", about=sent.external_id, said="550 5.7.1 Spam"))
    assert Event.objects.filter(name="channel.failing").count() == 1
    assert (len(mia().soft_bounced_at), mia().is_suppressed) == (0, False)


def test_a_bounce_is_never_answered(arrive: Arrive) -> None:
    arrive(a_bounce("5.1.1"))
    assert Message.objects.filter(kind="automatic").count() == 0


def a_report(kind: str, part: str, about: str, to: str = "hello@alderandflax.example") -> bytes:
    return (
        f"From: robot@post.example\r\nTo: {to}\r\nSubject: Report\r\nMessage-ID: <r-{next(_numbers)}@post.example>\r\n"
        f'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type={kind}; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nA report.\r\n"
        f"--b\r\n{part}\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {about}\r\n\r\n--b--\r\n"
    ).encode()


ARF = "Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: x\r\nVersion: 1\r\n"
DELIVERED = (
    "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; post.example\r\n\r\n"
    "Final-Recipient: rfc822; mia@post.example\r\nAction: delivered\r\nStatus: 2.0.0\r\n"
)


def an_mdn(about: str) -> str:
    return (
        "Content-Type: message/disposition-notification\r\n\r\nFinal-Recipient: rfc822; mia@post.example\r\n"
        f"Original-Message-ID: {about}\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n"
    )


def test_a_complaint_silences_its_recipient_and_is_no_ticket(sent: Message, arrive: Arrive) -> None:
    raw = arrive(a_report("feedback-report", ARF, sent.external_id))
    assert (raw.outcome, raw.message_id) == ("complaint", sent.pk)
    assert mia().suppressed_reason == "Reported our mail as spam"
    assert (stored(sent).state, Ticket.objects.count()) == ("sent", 1)
    assert Event.objects.get(name="mail.complained").data == {"message": sent.pk}


def test_a_complaint_about_nothing_of_ours_changes_nothing(sent: Message, arrive: Arrive) -> None:
    raw = arrive(a_report("feedback-report", ARF, "<else@x.example>"))
    assert (raw.outcome, raw.message_id, mia().is_suppressed, Ticket.objects.count()) == ("complaint", None, False, 1)


@pytest.mark.parametrize(("kind", "state"), [("delivery-status", "delivered"), ("disposition-notification", "read")])
def test_a_receipt_is_a_state_and_no_ticket(sent: Message, arrive: Arrive, kind: str, state: str) -> None:
    part = DELIVERED if kind == "delivery-status" else an_mdn(sent.external_id)
    raw = arrive(a_report(kind, part, sent.external_id))
    assert (raw.outcome, raw.message_id, stored(sent).state) == ("receipt", sent.pk, state)
    assert Ticket.objects.count() == 1


def test_a_receipt_of_a_strangers_mail_is_put_away(sent: Message, arrive: Arrive) -> None:
    raw = arrive(a_report("disposition-notification", an_mdn("<else@x.example>"), "<else@x.example>"))
    assert (raw.outcome, raw.message_id, stored(sent).state) == ("receipt", None, "sent")


def test_a_copy_in_the_sent_folder_settles_what_nobody_was_sure_of(sent: Message) -> None:
    OutgoingPart.objects.update(state="unknown")
    bounces.found_in_sent_folder(OutgoingPart.objects.get(message=sent))
    assert stored(sent).state == "sent"


@pytest.mark.parametrize(
    ("verdict", "suppressed", "soft", "outcome"),
    [
        ("hard", True, 0, "bounce"),
        ("soft", False, 1, "bounce"),
        ("policy", False, 0, "bounce"),
        ("", False, 0, "status"),
    ],
)
def test_what_a_provider_says_judges_the_address_as_a_report_does(
    sent: Message, offline: ChannelAccount, verdict: str, suppressed: bool, soft: int, outcome: str
) -> None:
    told = an_update(Status.FAILED, verdict)
    assert bounces.told(offline, told) == (outcome, sent.pk)
    assert stored(sent).state == "failed"
    assert (mia().is_suppressed, len(mia().soft_bounced_at)) == (suppressed, soft)
    assert Event.objects.filter(name="mail.bounced").exists() is (outcome == "bounce")


def test_a_providers_complaint_silences_the_address(sent: Message, offline: ChannelAccount) -> None:
    assert bounces.told(offline, an_update(Status.DELIVERED, "complaint")) == ("complaint", sent.pk)
    assert (mia().is_suppressed, mia().suppressed_reason) == (True, "Reported our mail as spam")
    assert Event.objects.filter(name="mail.complained").count() == 1


def test_a_provider_cannot_silence_whom_we_did_not_write_to(sent: Message, offline: ChannelAccount) -> None:
    bounces.told(offline, an_update(Status.FAILED, "hard", address="somebody@else.example"))
    assert not mia().is_suppressed
    unknown = replace(an_update(Status.FAILED, "hard"), external_id="<never@ours.example>")
    assert bounces.told(offline, unknown) == ("status_of_unknown", None)


def an_update(status: Status, verdict: str, *, address: str = "mia@post.example") -> StatusUpdate:
    part = OutgoingPart.objects.order_by("-pk")[0]
    return StatusUpdate(part.external_id, status, clock.now(), verdict=Verdict(verdict), address=address)


@pytest.fixture
def copied(sent: Message) -> Identity:
    """Somebody who had a copy of what was sent."""
    customer = Customer.objects.create(name="Ben", created_at=clock.now())
    ben = Identity.objects.create(customer=customer, scheme="email", value="ben@post.example", created_at=clock.now())
    part = OutgoingPart.objects.get(message=sent)
    part.payload["cc"] = [["ben@post.example", "Ben"]]
    part.save()
    return ben


def test_a_providers_word_about_a_copy_fails_no_answer_that_its_customer_has(
    sent: Message, copied: Identity, offline: ChannelAccount
) -> None:
    told = an_update(Status.FAILED, "hard", address="Ben@post.example")
    assert bounces.told(offline, told) == ("bounce", sent.pk)
    assert (stored(sent).state, stored(sent).reason, sent.parts.get().state) == (
        "sent",
        "Ben@post.example does not exist: the mail came back.",
        "sent",
    )
    copied.refresh_from_db()
    assert (copied.is_suppressed, mia().is_suppressed) == (True, False)


def test_a_copy_that_arrived_says_nothing_of_the_customers(
    sent: Message, copied: Identity, offline: ChannelAccount
) -> None:
    told = an_update(Status.READ, "", address=copied.value)
    assert bounces.told(offline, told) == ("status", sent.pk)
    assert (stored(sent).state, sent.parts.get().state) == ("sent", "sent")


def test_who_complains_of_a_copy_gets_no_more_mail_and_the_customer_still_does(
    sent: Message, copied: Identity, offline: ChannelAccount
) -> None:
    told = an_update(Status.DELIVERED, "complaint", address=copied.value)
    assert bounces.told(offline, told) == ("complaint", sent.pk)
    copied.refresh_from_db()
    assert (copied.is_suppressed, mia().is_suppressed) == (True, False)
