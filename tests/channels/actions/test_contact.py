from __future__ import annotations

from dataclasses import replace

import pytest

from shopbell.channels.actions import contact
from shopbell.channels.actions.contact import Letter
from shopbell.channels.models import ChannelAccount
from shopbell.customers.models import Identity
from shopbell.shops.models import Shop
from shopbell.staff.models import Team
from shopbell.tickets.models import Message, Ticket

LETTER = Letter(
    key="k1",
    kind="complaint",
    email="Mia@post.example",
    name="Mia Moor",
    text="The collar came torn.",
    topic="It is damaged or faulty",
    tag="damaged",
    order_number="1042",
    language="en",
)


@pytest.fixture
def form(shop: Shop, team: Team) -> ChannelAccount:
    return ChannelAccount.objects.create(shop=shop, team=team, kind="form", name="Form")


def test_a_letter_opens_a_ticket_with_its_kind_order_and_topic(form: ChannelAccount) -> None:
    ticket = contact.write(form, LETTER).ticket
    assert (ticket.kind, ticket.channel, ticket.order_number, ticket.tags) == (
        "complaint",
        "form",
        "1042",
        ["damaged"],
    )
    assert (ticket.subject, ticket.customer_name) == ("It is damaged or faulty · 1042", "Mia Moor")


def test_the_address_is_only_claimed(form: ChannelAccount) -> None:
    contact.write(form, LETTER)
    identity = Identity.objects.get()
    assert (identity.scheme, identity.value, identity.verified_at) == ("email", "mia@post.example", None)


def test_sent_twice_it_is_one_letter(form: ChannelAccount) -> None:
    first, second = contact.write(form, LETTER), contact.write(form, LETTER)
    assert first == second
    assert (Ticket.objects.count(), Message.objects.count()) == (1, 1)


def test_another_text_of_the_same_form_is_another_letter(form: ChannelAccount) -> None:
    for text in ("One", "Two", "One"):
        contact.write(form, replace(LETTER, text=text))
    assert list(Message.objects.order_by("pk").values_list("text", flat=True)) == ["One", "Two"]


def test_a_second_form_is_a_second_letter(form: ChannelAccount) -> None:
    contact.write(form, LETTER)
    contact.write(form, replace(LETTER, key="k2"))
    assert Ticket.objects.count() == 2


def test_files_belong_to_the_form_that_they_were_sent_with(form: ChannelAccount) -> None:
    kept = contact.upload("k1", b"torn", name="torn.txt", claimed="text/plain")
    assert contact.uploaded("k2", [kept.public_id]) == []
    files = contact.uploaded("k1", [kept.public_id])
    message = contact.write(form, replace(LETTER, files=files))
    assert [file.name for file in message.attachments.all()] == ["torn.txt"]
    assert contact.uploaded("k1", [kept.public_id]) == [kept]  # pressed twice, the letter is the same one


def test_what_fell_into_the_trap_is_put_aside_not_thrown_away(form: ChannelAccount) -> None:
    assert contact.write(form, replace(LETTER, is_spam=True)).ticket.is_spam is True


@pytest.mark.parametrize(("written", "kept"), [("#1042", "1042"), ("  # 1042 ", "1042"), ("A-7", "A-7"), ("", "")])
def test_order_numbers_lose_the_sign_before_them(written: str, kept: str) -> None:
    assert contact.order_number(written) == kept
