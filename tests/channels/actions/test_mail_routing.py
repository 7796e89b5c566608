from __future__ import annotations

from collections.abc import Callable

import pytest

from shopbell.channels.actions.speaking import secret
from shopbell.channels.mail.tokens import loop_token
from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.models import Message, Ticket, TicketLink
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
