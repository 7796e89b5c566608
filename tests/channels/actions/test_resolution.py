from __future__ import annotations

from collections.abc import Callable

import pytest

from shopbell.channels.actions.resolution import is_own, own_addresses, place_of, recipients_of, takes_part, untagged
from shopbell.channels.actions.speaking import secret
from shopbell.channels.mail.parse import parse
from shopbell.channels.mail.tokens import bounce_token, reply_address, reply_token
from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.core.actor import SYSTEM
from shopbell.customers.models import Identity
from shopbell.shops.models import Shop
from shopbell.staff.models import Team
from shopbell.tickets.actions.merging import merge
from shopbell.tickets.actions.splitting import split
from shopbell.tickets.models import Message, Participant, Ticket, TicketLink
from tests.channels.conftest import a_mail

Arrive = Callable[..., RawInput]
pytestmark = pytest.mark.usefixtures("offline")
MIA = "Mia Moor <mia@post.example>"
STRANGER = "Max Stranger <max@elsewhere.example>"


def customer_messages(ticket: Ticket) -> int:
    return ticket.messages.filter(kind="customer").count()


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


def where(mail: bytes, account: ChannelAccount, sender: str = "mia@post.example") -> tuple[int, str] | None:
    place = place_of(parse(mail), account, sender)
    return (place.thread.pk, place.how) if place else None


@pytest.fixture
def token(first: Message, mailbox: ChannelAccount) -> str:
    assert first.thread is not None
    return reply_token(first.thread.public_id, mailbox.public_id, secret())


@pytest.fixture
def other_shop(db: None) -> ChannelAccount:
    shop = Shop.objects.create(slug="brook", name="Brook")
    team = Team.objects.create(shop=shop, name="Care")
    return ChannelAccount.objects.create(
        shop=shop, team=team, kind="email", name="Brook", address="hi@brook.example", state="paused"
    )


def test_a_token_comes_before_ids_and_ids_before_numbers(
    first: Message, token: str, mailbox: ChannelAccount, arrive: Arrive
) -> None:
    arrive(a_mail(message_id="<second@post.example>"))
    second = Message.objects.get(external_id="<second@post.example>")
    assert first.thread_id
    assert second.thread_id
    tagged = {"to": reply_address("hello@alderandflax.example", token)}
    reply, number = {"in_reply_to": "<second@post.example>"}, {"subject": f"Re: x [#{first.ticket_id}]"}
    assert where(a_mail(**tagged, **reply, **number), mailbox) == (first.thread_id, "token")
    assert where(a_mail(**reply, **number), mailbox) == (second.thread_id, "reply")
    assert where(a_mail(**number), mailbox) == (first.thread_id, "number")
    assert where(a_mail(), mailbox) is None


def test_of_several_references_the_last_known_one_counts(
    first: Message, mailbox: ChannelAccount, arrive: Arrive
) -> None:
    arrive(a_mail(message_id="<second@post.example>"))
    second = Message.objects.get(external_id="<second@post.example>")
    mail = a_mail(references="<first@post.example> <second@post.example> <unknown@post.example>")
    assert where(mail, mailbox) == (second.thread_id, "reference")


def test_the_id_a_provider_put_in_place_of_ours_leads_here_too(first: Message, mailbox: ChannelAccount) -> None:
    Message.objects.filter(pk=first.pk).update(provider_id="<given@provider.example>")
    assert where(a_mail(in_reply_to="<given@provider.example>"), mailbox) == (first.thread_id, "reply")


def test_a_token_survives_folded_case_and_another_account_of_the_shop(
    first: Message, token: str, mailbox: ChannelAccount
) -> None:
    other = ChannelAccount.objects.create(
        shop=mailbox.shop, team=mailbox.team, kind="email", name="Orders", address="orders@alderandflax.example"
    )
    shouted = reply_address("hello@alderandflax.example", token).upper()
    assert where(a_mail(to=shouted), other) == (first.thread_id, "token")


def test_a_token_that_only_the_envelope_carries_counts(first: Message, token: str, mailbox: ChannelAccount) -> None:
    mail = a_mail(delivered_to=reply_address("hello@alderandflax.example", token))
    assert where(mail, mailbox) == (first.thread_id, "token")


def test_nothing_leads_from_one_shop_into_another(first: Message, token: str, other_shop: ChannelAccount) -> None:
    assert where(a_mail(to=reply_address("hi@brook.example", token)), other_shop) is None
    assert where(a_mail(in_reply_to="<first@post.example>"), other_shop) is None
    assert where(a_mail(subject=f"[#{first.ticket_id}]"), other_shop) is None


def test_a_bounce_token_is_no_reply_token(sent: Message, mailbox: ChannelAccount) -> None:
    assert sent.thread is not None
    forged = bounce_token(f"{sent.pk}.0", mailbox.public_id, secret()).replace("b.", "r.", 1)
    assert where(a_mail(to=reply_address("hello@alderandflax.example", forged)), mailbox) is None


@pytest.mark.parametrize("number", ["999999999999999999", "9" * 40, "0", "-1", "1e3"])
def test_absurd_numbers_lead_nowhere(first: Message, mailbox: ChannelAccount, number: str) -> None:
    assert where(a_mail(subject=f"[#{number}]"), mailbox) is None


def test_a_guessed_number_tells_a_stranger_nothing(first: Message, mailbox: ChannelAccount) -> None:
    mail = a_mail(subject=f"[#{first.ticket_id}]")
    assert where(mail, mailbox, "max@elsewhere.example") is None
    assert where(mail, mailbox, "") is None


@pytest.mark.parametrize(("others", "found"), [(39, True), (40, False)])
def test_of_endless_references_the_last_forty_are_looked_up(
    first: Message, mailbox: ChannelAccount, others: int, found: bool
) -> None:
    unknown = " ".join(f"<{number}@x.example>" for number in range(others))
    place = where(a_mail(references=f"<first@post.example> {unknown}"), mailbox)
    assert place == ((first.thread_id, "reference") if found else None)


@pytest.mark.parametrize(
    ("address", "does"),
    [
        ("mia@post.example", True),
        ("MIA@Post.Example", True),
        ("mia+shop@post.example", False),
        ("m.ia@post.example", False),
        ("mia@post.example.evil.example", False),
        ("", False),
    ],
)
def test_who_takes_part_is_compared_without_case_and_nothing_else(first: Message, address: str, does: bool) -> None:
    assert takes_part(first.ticket, address) is does


def test_every_address_of_the_customer_takes_part(first: Message) -> None:
    assert first.customer is not None
    Identity.objects.create(
        customer=first.customer, scheme="email", value="mia@work.example", created_at=first.created_at
    )
    assert takes_part(first.ticket, "mia@work.example")


def test_who_took_part_before_a_merge_takes_part_after_it(first: Message, arrive: Arrive) -> None:
    arrive(a_mail(**{"from": STRANGER}))
    theirs = Ticket.objects.exclude(pk=first.ticket_id).get()
    assert not takes_part(first.ticket, "max@elsewhere.example")
    Ticket.objects.filter(pk=theirs.pk).update(merged_into=first.ticket)
    theirs.refresh_from_db()
    assert takes_part(first.ticket, "max@elsewhere.example")
    assert takes_part(theirs, "mia@post.example")


def test_the_number_of_a_merged_ticket_leads_where_it_went(first: Message, arrive: Arrive) -> None:
    arrive(a_mail(message_id="<second@post.example>"))
    second = Ticket.objects.exclude(pk=first.ticket_id).get()
    merge(second, into=first.ticket, by=SYSTEM)
    arrive(a_mail(message_id="<third@post.example>", subject=f"[#{second.pk}] Once more"))
    assert Message.objects.get(external_id="<third@post.example>").ticket == first.ticket


def test_our_own_addresses_are_known_with_and_without_a_tag(mailbox: ChannelAccount, widget: ChannelAccount) -> None:
    own = own_addresses()
    assert own == {"hello@alderandflax.example"}
    assert untagged("Hello+r.a+b@alderandflax.example") == "hello@alderandflax.example"
    said = [is_own(address, own) for address in ("HELLO@alderandflax.example", "hello+x@alderandflax.example")]
    assert said == [True, True]
    assert not is_own("hello2@alderandflax.example", own)


def test_everybody_a_mail_went_to_is_a_recipient() -> None:
    mail = parse(a_mail(to="a@x.example", cc="B <b@x.example>", delivered_to="c@x.example"))
    assert sorted(recipients_of(mail)) == ["a@x.example", "b@x.example", "c@x.example"]


def test_an_answer_to_what_was_split_off_follows_it_in_spite_of_its_token(
    first: Message, arrive: Arrive, mailbox: ChannelAccount
) -> None:
    arrive(a_mail(message_id="<mug@post.example>", in_reply_to="<first@post.example>"))
    mug = Message.objects.get(external_id="<mug@post.example>")
    assert first.thread is not None
    made = split(first.ticket, messages=[mug], by=SYSTEM)
    to = reply_address("hello@alderandflax.example", reply_token(first.thread.public_id, mailbox.public_id, secret()))
    arrive(a_mail(message_id="<about-mug@post.example>", to=to, in_reply_to="<mug@post.example>"))
    arrive(a_mail(message_id="<about-first@post.example>", to=to, in_reply_to="<first@post.example>"))
    found = dict(Message.objects.filter(external_id__startswith="<about").values_list("external_id", "ticket"))
    assert found == {"<about-mug@post.example>": made.pk, "<about-first@post.example>": first.ticket_id}
