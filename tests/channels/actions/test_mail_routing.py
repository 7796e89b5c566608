from __future__ import annotations

import base64
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from types import SimpleNamespace

import dkim
import dns.resolver
import dns.rrset
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.files.storage import default_storage
from django.test import Client

from shopbell.channels.actions.speaking import secret
from shopbell.channels.mail.tokens import loop_token
from shopbell.channels.models import ChannelAccount, OutgoingPart, RawInput
from shopbell.core.actor import SYSTEM
from shopbell.customers.models import Identity
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions.forwarding import forward
from shopbell.tickets.actions.status import set_status
from shopbell.tickets.base import Envelope
from shopbell.tickets.models import Attachment, Message, Participant, Ticket, TicketLink
from tests.channels.conftest import a_mail

Arrive = Callable[..., RawInput]
pytestmark = pytest.mark.usefixtures("offline")


def customer_messages(ticket: Ticket) -> int:
    return ticket.messages.filter(kind="customer").count()


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


def test_our_own_mail_coming_back_is_no_ticket(sent: Message, arrive: Arrive) -> None:
    own = {"from": "Alder <hello@alderandflax.example>"}
    raw = arrive(a_mail(**own, message_id=sent.external_id))
    looped = arrive(a_mail(**own, x_shopbell_loop=loop_token(secret())))
    assert (raw.outcome, raw.message_id, looped.outcome, Ticket.objects.count()) == ("own", sent.pk, "own", 1)


def test_a_form_that_writes_from_our_address_is_a_ticket_of_whom_it_names(
    checked: ChannelAccount, arrive: Arrive, as_alice: Client
) -> None:
    form = a_mail(**{"from": "Form <hello@alderandflax.example>", "reply_to": "Lea <lea@post.example>"})
    arrive(vouched(form, "alderandflax.example"), account=checked)
    message = Message.objects.get(kind="customer")
    assert (message.author_address, message.author_name) == ("lea@post.example", "Lea")
    assert (message.auth, Identity.objects.get().is_verified) == ("not_checked", False)
    page = as_alice.get(f"/desk/tickets/{message.ticket_id}/talk/").content.decode()
    assert "Came from an address of your own" in page


def test_mail_from_our_address_that_names_nobody_is_a_ticket_of_nobody_and_is_not_answered(arrive: Arrive) -> None:
    arrive(a_mail(**{"from": "hello@alderandflax.example", "reply_to": "hello+x@alderandflax.example"}))
    message = Message.objects.get()
    assert (message.kind, message.customer, message.ticket.customer) == ("customer", None, None)
    assert message.extra["from_own_address"] == "hello@alderandflax.example"


@pytest.mark.parametrize(("verdict", "outcome"), [("pass", "sent_elsewhere"), ("none", "message")])
def test_an_answer_from_our_address_that_reaches_our_inbox_counts_if_it_is_proven_and_counts_once(
    first: Message, checked: ChannelAccount, arrive: Arrive, verdict: str, outcome: str
) -> None:
    mail = a_mail(
        **{"from": "hello@alderandflax.example", "to": "mia@post.example", "cc": "hello@alderandflax.example"},
        in_reply_to="<first@post.example>",
    )
    raw = arrive(vouched(mail, "alderandflax.example", verdict), account=checked)
    assert raw.outcome == outcome
    arrive(vouched(mail, "alderandflax.example", verdict), account=checked, folder="sent")
    assert Message.objects.filter(kind="agent", ticket=first.ticket).count() == 1


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


@pytest.fixture
def checked(mailbox: ChannelAccount) -> ChannelAccount:
    """The mailbox, whose own server says who is who."""
    mailbox.settings = {"authserv_ids": "mx.alder.example"}
    mailbox.save(update_fields=["settings"])
    return mailbox


def vouched(mail: bytes, domain: str, verdict: str = "pass") -> bytes:
    return f"Authentication-Results: mx.alder.example; dmarc={verdict} header.from={domain}\r\n".encode() + mail


@pytest.mark.parametrize(
    ("verdict", "result", "proof"), [("pass", "pass", "dkim"), ("fail", "fail", ""), ("none", "not_checked", "")]
)
def test_only_a_sender_somebody_vouches_for_is_proven_and_no_mail_is_dropped(
    checked: ChannelAccount, arrive: Arrive, verdict: str, result: str, proof: str
) -> None:
    arrive(vouched(a_mail(), "post.example", verdict), account=checked)
    message = Message.objects.get(kind="customer")
    assert message.thread is not None
    assert (message.auth, message.thread.is_confirmed) == (result, bool(proof))
    assert Identity.objects.get().verified_by == proof


def test_a_verdict_of_another_server_proves_nothing(checked: ChannelAccount, arrive: Arrive) -> None:
    forged = b"Authentication-Results: mx.evil.example; dmarc=pass header.from=post.example\r\n"
    arrive(forged + a_mail(), account=checked)
    assert Message.objects.get(kind="customer").auth == "not_checked"
    assert not Identity.objects.get().is_verified


def test_whom_a_trusted_form_names_is_not_proven_by_the_forms_signature(
    checked: ChannelAccount, arrive: Arrive
) -> None:
    checked.settings = {**checked.settings, "trusted_reply_to": ["forms.example"]}
    checked.save(update_fields=["settings"])
    mail = a_mail(**{"from": "Form <web@forms.example>", "reply_to": "Lea <lea@post.example>"})
    arrive(vouched(mail, "forms.example"), account=checked)
    identity = Identity.objects.get()
    assert (identity.value, identity.is_verified) == ("lea@post.example", False)


@pytest.mark.parametrize(
    ("sender", "author"),
    [
        ("web@forms.example", "lea@post.example"),
        ("WEB@Forms.Example", "lea@post.example"),
        ("web@sub.forms.example", "web@sub.forms.example"),
        ("web@notforms.example", "web@notforms.example"),
        ("web@forms.example.evil.example", "web@forms.example.evil.example"),
    ],
)
def test_a_trusted_domain_is_that_domain_alone(
    arrive: Arrive, mailbox: ChannelAccount, sender: str, author: str
) -> None:
    mailbox.settings = {"trusted_reply_to": "@forms.example"}
    mailbox.save(update_fields=["settings"])
    arrive(a_mail(**{"from": sender, "reply_to": "Lea <lea@post.example>"}), account=mailbox)
    assert Message.objects.get(kind="customer").author_address.lower() == author


def test_a_form_that_sends_from_our_own_address_is_its_customers_mail(arrive: Arrive, mailbox: ChannelAccount) -> None:
    mailbox.settings = {"trusted_reply_to": "hello@alderandflax.example"}
    mailbox.save(update_fields=["settings"])
    raw = arrive(
        a_mail(**{"from": "Form <hello@alderandflax.example>", "reply_to": "lea@post.example"}), account=mailbox
    )
    message = Message.objects.get(kind="customer")
    assert (raw.outcome, message.author_address, message.author_name) == ("message", "lea@post.example", "Form")


def from_alice(alice: Agent, **given: str) -> bytes:
    return a_mail(**{"from": f"Alice <{alice.email}>", "in_reply_to": "<first@post.example>", **given})


def test_a_colleagues_mail_to_the_customer_is_an_answer_that_is_not_sent_again(
    first: Message, checked: ChannelAccount, arrive: Arrive, alice: Agent
) -> None:
    mail = from_alice(alice, to="mia@post.example", cc="hello@alderandflax.example", body="It left.")
    raw = arrive(vouched(mail, "alderandflax.example"), account=checked)
    message = Message.objects.get(kind="agent")
    assert (raw.outcome, message.agent, message.text, message.parts.count()) == ("sent_elsewhere", alice, "It left.", 0)
    assert Ticket.objects.get().status == "waiting"


def test_a_colleagues_mail_to_us_is_a_note(
    first: Message, checked: ChannelAccount, arrive: Arrive, alice: Agent
) -> None:
    mail = from_alice(alice, body="Refund her.\n\n> Hello, where is my parcel?")
    raw = arrive(vouched(mail, "alderandflax.example"), account=checked)
    note = Message.objects.get(kind="note")
    assert (raw.outcome, note.agent, note.text, Ticket.objects.count()) == ("note", alice, "Refund her.", 1)


@pytest.mark.parametrize("verdict", ["none", "fail"])
def test_who_only_says_to_be_a_colleague_reaches_no_ticket(
    first: Message, checked: ChannelAccount, arrive: Arrive, alice: Agent, verdict: str
) -> None:
    arrive(vouched(from_alice(alice, to="mia@post.example"), "alderandflax.example", verdict), account=checked)
    assert first.ticket.messages.exclude(kind="automatic").count() == 1
    assert TicketLink.objects.get().reason == "not_a_participant"
    assert not Message.objects.filter(kind__in=["agent", "note"]).exists()


def test_a_colleague_in_copy_who_is_not_proven_speaks_as_anybody(
    first: Message, checked: ChannelAccount, arrive: Arrive, alice: Agent
) -> None:
    arrive(a_mail(in_reply_to="<first@post.example>", cc=alice.email), account=checked)
    raw = arrive(from_alice(alice, to="mia@post.example"), account=checked)
    message = Message.objects.get(pk=raw.message_id or 0)
    assert (raw.outcome, message.kind, message.agent) == ("message", "customer", None)


@pytest.mark.parametrize("why", ["observer", "other team", "out of office"])
def test_a_colleague_who_may_not_answer_there_or_is_away_answers_nobody(
    first: Message, checked: ChannelAccount, arrive: Arrive, alice: Agent, charlie: Agent, why: str
) -> None:
    if why == "observer":
        Agent.objects.filter(pk=alice.pk).update(role="observer")
    writer = charlie if why == "other team" else alice
    given = {"to": "mia@post.example"} | ({"auto_submitted": "auto-replied"} if why == "out of office" else {})
    arrive(vouched(from_alice(writer, **given), "alderandflax.example"), account=checked)
    assert not Message.objects.filter(kind__in=["agent", "note"]).exists()
    folded = why == "out of office"
    assert (TicketLink.objects.count(), customer_messages(first.ticket)) == ((0, 2) if folded else (1, 1))


def test_a_colleague_who_tries_the_shop_out_is_its_customer(
    checked: ChannelAccount, arrive: Arrive, alice: Agent
) -> None:
    mail = a_mail(**{"from": f"Alice <{alice.email}>", "message_id": "<try@alderandflax.example>"})
    arrive(vouched(mail, "alderandflax.example"), account=checked)
    again = from_alice(alice, in_reply_to="<try@alderandflax.example>")
    raw = arrive(vouched(again, "alderandflax.example"), account=checked)
    assert (raw.outcome, customer_messages(Ticket.objects.get())) == ("message", 2)


def spying(ticket: Ticket, **given: str) -> bytes:
    return a_mail(cc="Spy <spy@evil.example>", body="Any news?", **{"subject": f"Re: parcel [#{ticket.pk}]"} | given)


def copied(ticket: Ticket) -> list[str]:
    people = Participant.objects.filter(thread__ticket=ticket, is_copied=True)
    return list(people.order_by("value").values_list("value", flat=True))


def test_who_only_knows_a_tickets_number_copies_nobody_in_and_the_agent_reads_whom_they_named(
    first: Message, arrive: Arrive, as_alice: Client
) -> None:
    raw = arrive(spying(first.ticket))
    message = Message.objects.get(pk=raw.message_id or 0)
    assert (message.ticket, copied(first.ticket)) == (first.ticket, [])
    assert message.extra["not_copied"] == ["spy@evil.example"]
    page = as_alice.get(f"/desk/tickets/{first.ticket_id}/talk/").content.decode()
    assert "Named in copy, but gets no answers" in page
    assert page.count("spy@evil.example") == 1


def test_who_answers_our_mail_or_is_proven_copies_others_in(
    first: Message, checked: ChannelAccount, arrive: Arrive
) -> None:
    arrive(spying(first.ticket, in_reply_to="<first@post.example>"), account=checked)
    assert copied(first.ticket) == ["spy@evil.example"]
    Participant.objects.filter(is_copied=True).delete()
    raw = arrive(vouched(spying(first.ticket), "post.example"), account=checked)
    assert copied(first.ticket) == ["spy@evil.example"]
    assert "not_copied" not in Message.objects.get(pk=raw.message_id or 0).extra


def test_a_forgery_that_knows_a_tickets_number_becomes_a_ticket_beside_it(
    first: Message, checked: ChannelAccount, arrive: Arrive
) -> None:
    arrive(vouched(spying(first.ticket), "post.example", "fail"), account=checked)
    link = TicketLink.objects.get()
    assert (link.other, link.reason, customer_messages(first.ticket)) == (first.ticket, "perhaps_forged", 1)
    assert (copied(first.ticket), copied(link.ticket)) == ([], [])


def test_who_holds_our_mail_stays_in_the_ticket_though_their_domain_disowns_them(
    first: Message, checked: ChannelAccount, arrive: Arrive
) -> None:
    arrive(vouched(spying(first.ticket, in_reply_to="<first@post.example>"), "post.example", "fail"), account=checked)
    assert (customer_messages(first.ticket), copied(first.ticket), TicketLink.objects.count()) == (2, [], 0)


FORWARDED = (
    "Please help her.\n\n---------- Forwarded message ---------\nFrom: {}\n"
    "Date: Mon, 16 Nov 2026\nSubject: Broken\nTo: <alice@alderandflax.example>\n\nIt is broken."
)


def test_what_a_stranger_forwards_is_a_quote(arrive: Arrive) -> None:
    arrive(a_mail(subject="Fwd: Broken", body=FORWARDED.format("Lea Lund <lea@post.example>")))
    message = Message.objects.get(kind="customer")
    assert (message.author_address, "forwarded_by" in message.extra) == ("mia@post.example", False)


@pytest.mark.parametrize(("verdict", "author"), [("none", "lea@post.example"), ("fail", "alice@alderandflax.example")])
def test_a_forged_colleague_forwards_for_nobody(
    checked: ChannelAccount, arrive: Arrive, alice: Agent, verdict: str, author: str
) -> None:
    mail = a_mail(**{"from": alice.email, "body": FORWARDED.format("Lea Lund <lea@post.example>")})
    arrive(vouched(mail, "alderandflax.example", verdict), account=checked)
    assert Message.objects.get(kind="customer").author_address == author


def test_an_agent_who_left_is_a_stranger(arrive: Arrive, alice: Agent) -> None:
    Agent.objects.filter(pk=alice.pk).update(is_active=False)
    arrive(a_mail(**{"from": alice.email, "body": FORWARDED.format("Lea Lund <lea@post.example>")}))
    assert Message.objects.get(kind="customer").author_address == alice.email


def test_our_own_words_forwarded_make_us_no_customer(arrive: Arrive, alice: Agent) -> None:
    arrive(a_mail(**{"from": alice.email, "body": FORWARDED.format("Hello <hello+x@alderandflax.example>")}))
    assert Message.objects.get(kind="customer").author_address == alice.email


def test_a_mail_forwarded_as_a_file_belongs_to_its_sender(arrive: Arrive, alice: Agent) -> None:
    inner = a_mail(**{"from": "Lea Lund <lea@post.example>", "subject": "Broken"}).decode()
    body = f"--b\nContent-Type: text/plain\n\nSee below.\n--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n"
    arrive(a_mail(**{"from": alice.email, "content_type": 'multipart/mixed; boundary="b"', "body": body}))
    message = Message.objects.get(kind="customer")
    assert (message.author_address, message.extra["forwarded_by"]) == ("lea@post.example", alice.pk)


def test_a_robot_answers_from_any_address_but_only_adds_a_folded_line(first: Message, arrive: Arrive) -> None:
    Ticket.objects.update(status="waiting", is_unread=False)
    robot = {"from": "Away <noreply@elsewhere.example>", "auto_submitted": "auto-replied"}
    arrive(a_mail(**robot, in_reply_to="<first@post.example>"))
    ticket = Ticket.objects.get()
    assert (customer_messages(ticket), ticket.status, ticket.is_unread) == (2, "waiting", False)
    robots = Message.objects.get(author_address="noreply@elsewhere.example")
    assert robots.is_automatic
    assert not ticket.threads.get().participants.filter(value="noreply@elsewhere.example").exists()
    arrive(a_mail(**robot, references="<first@post.example>"))
    assert Ticket.objects.count() == 2


def test_after_closing_a_new_ticket_points_at_the_old_one(first: Message, arrive: Arrive) -> None:
    set_status(first.ticket, status=Ticket.Status.CLOSED, by=SYSTEM)
    arrive(a_mail(in_reply_to="<first@post.example>"))
    assert TicketLink.objects.get().reason == "after_closing"
    assert customer_messages(first.ticket) == 1


def test_junk_waits_as_spam_and_is_not_answered(arrive: Arrive) -> None:
    arrive(a_mail(), folder="junk")
    assert Ticket.objects.get().is_spam
    assert not Message.objects.filter(kind="automatic").exists()


def test_mail_found_again_after_a_renumbering_is_not_answered(arrive: Arrive) -> None:
    arrive(a_mail(), catch_up=True)
    assert Message.objects.get().extra["catch_up"] is True


def test_a_mail_too_large_says_that_the_rest_is_in_the_mailbox(arrive: Arrive) -> None:
    arrive(a_mail(), truncated=60_000_000)
    assert Message.objects.get(kind="customer").defects == ["left_in_mailbox"]


def test_an_answer_written_in_another_mail_program_appears_in_its_thread_once(first: Message, arrive: Arrive) -> None:
    mail = a_mail(
        **{"from": "hello@alderandflax.example", "to": "mia@post.example"},
        in_reply_to="<first@post.example>",
        body="From my phone",
    )
    outcomes = [arrive(mail, folder="sent").outcome for _ in range(2)]
    message = Message.objects.get(kind="agent")
    assert (outcomes, message.text, message.state) == (["sent_elsewhere", "own"], "From my phone", "sent")


def test_a_private_letter_in_the_sent_folder_is_nobodys_ticket(first: Message, arrive: Arrive) -> None:
    raw = arrive(a_mail(**{"from": "hello@alderandflax.example", "to": "friend@post.example"}), folder="sent")
    assert (raw.outcome, raw.message_id, Ticket.objects.count()) == ("own", None, 1)


@pytest.mark.parametrize(("folder", "state"), [("sent", "sent"), ("inbox", "unknown")])
def test_our_copy_settles_an_unknown_part_only_where_sent_mail_lies(
    sent: Message, arrive: Arrive, folder: str, state: str
) -> None:
    OutgoingPart.objects.filter(message=sent).update(state="unknown")
    copy = a_mail(**{"from": "hello@alderandflax.example", "message_id": sent.external_id})
    raw = arrive(copy, folder=folder)
    assert (raw.outcome, raw.message_id) == ("own", sent.pk)
    assert OutgoingPart.objects.get(message=sent).state == state


@pytest.mark.parametrize(
    ("date", "arrived", "expected"),
    [
        ("Tue, 17 Nov 2026 10:00:00 +0000", "2026-11-17T10:05:00+00:00", "2026-11-17T10:00:00+00:00"),
        ("Tue, 17 Nov 2026 11:00:00 +0000", "2026-11-17T10:05:00+00:00", "2026-11-17T10:05:00+00:00"),
        ("yesterday", "2026-11-17T10:05:00+00:00", "2026-11-17T10:05:00+00:00"),
    ],
    ids=["plausible", "after its arrival", "no date"],
)
def test_the_senders_clock_is_believed_where_it_is_plausible(
    arrive: Arrive, date: str, arrived: str, expected: str
) -> None:
    arrive(a_mail(date=date), internaldate=arrived)
    assert Message.objects.get(kind="customer").sent_at.isoformat() == expected


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Re: AW: Fwd: Lamp", "Lamp"),
        ("RE[2]: Lamp", "Lamp"),
        ("Odp: SV : Lamp", "Lamp"),
        ("Reparatur: Lamp", "Reparatur: Lamp"),
        ("Re: ", "Hello, where is my parcel? Mia"),
    ],
)
def test_the_ticket_is_named_without_the_prefixes(arrive: Arrive, subject: str, title: str) -> None:
    arrive(a_mail(subject=subject))
    assert Ticket.objects.get().subject == title


def test_a_mail_without_a_sender_is_a_ticket_of_nobody(arrive: Arrive) -> None:
    arrive(a_mail(**{"from": "MAILER-DAEMON"}))
    ticket = Ticket.objects.get()
    assert (ticket.customer, ticket.acknowledged_at) == (None, None)


def test_the_address_in_the_last_brackets_is_the_sender(arrive: Arrive) -> None:
    arrive(a_mail(**{"from": "mia@post.example <eve@evil.example>"}))
    message = Message.objects.get(kind="customer")
    assert (message.author_address, message.defects) == ("eve@evil.example", ["sender_name_shows_other_address"])


def test_fifty_people_in_copy_are_enough(arrive: Arrive) -> None:
    arrive(a_mail(cc=", ".join(f"p{number}@post.example" for number in range(60))))
    assert Participant.objects.filter(is_copied=True).count() == 49


def test_a_mail_over_a_limit_keeps_its_bytes_at_hand(arrive: Arrive) -> None:
    mail = b"X: y\r\n" * 100_000 + a_mail()
    arrive(mail)
    file = Attachment.objects.get()
    assert (file.name, file.size) == ("mail.eml", len(mail))


def test_a_forwarder_the_shop_trusts_is_named_and_proves_nothing(
    mailbox: ChannelAccount, arrive: Arrive, as_alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    der = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    records = {"s1._domainkey.list.example": f'"v=DKIM1; p={base64.b64encode(der).decode()[:200]}" '}
    records["s1._domainkey.list.example"] += f'"{base64.b64encode(der).decode()[200:]}"'
    monkeypatch.setattr(dns.resolver.Resolver, "resolve", a_zone(records))
    mailbox.settings = {"check_dkim": True, "trusted_sealers": "list.example"}
    mailbox.save(update_fields=["settings"])
    raw = b"Authentication-Results: list.example; dmarc=pass header.from=post.example\r\n" + a_mail()
    seal = dkim.arc_sign(raw, b"s1", b"list.example", pem, b"list.example", include_headers=[b"from", b"subject"])
    arrive(b"".join(seal) + raw, account=mailbox)
    message = Message.objects.get(kind="customer")
    assert (message.auth, message.extra["forwarder"]) == ("forwarded", "list.example")
    assert not Identity.objects.get().is_verified
    page = as_alice.get(f"/desk/tickets/{message.ticket_id}/talk/").content.decode()
    assert "Forwarded by list.example, whom you trust" in page
    assert "Confirmed sender" not in page


def a_zone(records: dict[str, str]) -> Callable[..., object]:
    """Instead of asking a name server: these TXT records and no others."""

    def resolve(resolver: object, name: str, kind: str, **options: object) -> object:
        if name not in records:
            raise dns.resolver.NXDOMAIN
        return SimpleNamespace(rrset=dns.rrset.from_text(name + ".", 60, "IN", kind, records[name]))

    return resolve


def test_a_bomb_in_an_attachment_is_kept_as_it_came_and_never_unpacked(arrive: Arrive) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("zeros.txt", bytes(50_000_000))
    encoded = base64.encodebytes(packed.getvalue()).decode().replace("\n", "\r\n")
    kind = 'multipart/mixed; boundary="b"'
    part = "Content-Type: application/zip; name=bill.zip\r\nContent-Transfer-Encoding: base64\r\n"
    part += "Content-Disposition: attachment; filename=bill.zip\r\n"
    body = f"--b\r\nContent-Type: text/plain\r\n\r\nThe bill\r\n--b\r\n{part}\r\n{encoded}\r\n--b--\r\n"
    tracemalloc.start()
    arrive(a_mail(content_type=kind, body=body.replace("\r\n", "\n")))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    message = Message.objects.get(kind="customer")
    file = message.attachments.get()
    assert (message.text.strip(), file.name, file.size) == ("The bill", "bill.zip", len(packed.getvalue()))
    with default_storage.open(file.path) as stored:
        assert stored.read() == packed.getvalue()
    assert peak < 20_000_000


def test_a_colleagues_note_keeps_its_files_and_is_kept_once_however_often_it_comes(
    first: Message, checked: ChannelAccount, arrive: Arrive, alice: Agent
) -> None:
    part = "Content-Type: text/plain; name=bill.txt\nContent-Disposition: attachment; filename=bill.txt\n\n12.50"
    body = f"--b\nContent-Type: text/plain\n\nRefund her.\n--b\n{part}\n--b--\n"
    mail = from_alice(alice, content_type='multipart/mixed; boundary="b"', body=body)
    other = ChannelAccount.objects.create(
        shop=checked.shop, team=checked.team, kind="email", name="Second", address="second@alderandflax.example"
    )
    raw = arrive(vouched(mail, "alderandflax.example"), account=checked)
    again = arrive(vouched(mail, "alderandflax.example"), account=other)
    note = Message.objects.get(kind="note")
    assert (raw.outcome, again.outcome, again.message_id) == ("note", "duplicate", note.pk)
    assert [arrival["raw"] for arrival in note.extra["arrivals"]] == [raw.pk, again.pk]
    assert [(file.name, file.size) for file in note.attachments.all()] == [("bill.txt", 5)]


def _outside(first: Message, alice: Agent, run_jobs: Callable[[], int]) -> Message:
    """The ticket, forwarded to a depot; gives that mail."""
    ticket = first.ticket
    envelope = Envelope(to=[("depot@carrier.example", "Depot")])
    sent = forward(ticket, forwarded=[first], envelope=envelope, text="Where is it?", agent=alice)
    run_jobs()
    return Message.objects.select_related("thread").get(pk=sent.pk)


@pytest.mark.parametrize("by", ["token", "reply", "number"])
def test_whom_we_asked_answers_into_their_own_talk(
    first: Message, alice: Agent, arrive: Arrive, run_jobs: Callable[[], int], by: str
) -> None:
    asked = _outside(first, alice, run_jobs)
    payload = OutgoingPart.objects.get(message=asked).payload
    how = {
        "token": {"to": payload["reply_to"]},
        "reply": {"in_reply_to": payload["message_id"]},
        "number": {"subject": f"Re: [#{first.ticket_id}]"},
    }[by]
    arrive(a_mail(**{"from": "depot@carrier.example", "body": "On the van", **how}))
    answer = Message.objects.get(text="On the van")
    assert (answer.ticket, answer.thread) == (first.ticket, asked.thread)
    assert Ticket.objects.get(pk=first.ticket_id).customer == first.customer


def test_neither_gets_into_the_others_talk(
    first: Message, alice: Agent, arrive: Arrive, run_jobs: Callable[[], int]
) -> None:
    asked = _outside(first, alice, run_jobs)
    assert asked.thread is not None
    arrive(a_mail(**{"from": "depot@carrier.example", "in_reply_to": first.external_id, "body": "Guessed"}))
    arrive(a_mail(in_reply_to=asked.external_id, body="Found out"))
    for text in ("Guessed", "Found out"):
        beside = Message.objects.get(text=text).ticket
        assert beside != first.ticket
        assert TicketLink.objects.get(ticket=beside).other == first.ticket
    arrive(a_mail(subject=f"Once more [#{first.ticket_id}]", body="From Mia herself"))
    assert Message.objects.get(text="From Mia herself").thread == first.thread
