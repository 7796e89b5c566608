from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from shopbell.channels.actions import chat, visitors
from shopbell.channels.actions.visitors import BadToken, NotVouchedFor, Vouched
from shopbell.channels.chat import history
from shopbell.channels.models import ChannelAccount
from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.customers.actions.identification import identify
from shopbell.customers.base import Claim
from shopbell.customers.models import Customer, Identity
from shopbell.shops.models import Shop
from shopbell.staff.models import Team
from shopbell.tickets.models import Thread, Ticket

SECRET = "the secret of the shop"


@pytest.fixture
def chatting(widget: ChannelAccount) -> ChannelAccount:
    widget.settings = {"secret": SECRET}
    widget.save()
    return widget


@pytest.fixture
def a_word() -> Callable[..., Vouched]:
    """What the shop's page says of its signed-in customer."""

    def build(secret: str = SECRET, **details: object) -> Vouched:
        given: dict[str, object] = {
            "id": "c-42",
            "email": "mia@post.example",
            "exp": int(clock.now().timestamp()) + 600,
            **details,
        }
        if "hash" not in given:
            given["hash"] = visitors.signature(
                secret, store_id=str(given["id"]), email=str(given["email"]), exp=int(str(given["exp"]))
            )
        return Vouched.read(given)

    return build


def say(account: ChannelAccount, visitor: visitors.Visitor, text: str = "Hello") -> Thread:
    message = chat.say(account, visitor, chat.Said(client_uuid=str(uuid4()), text=text))
    assert message.thread
    return message.thread


def test_a_token_gives_its_visitor_back(widget: ChannelAccount) -> None:
    visitor = visitors.new_visitor(widget)
    assert visitors.read_token(widget, visitors.token_of(visitor)) == visitor


@pytest.mark.parametrize("spoil", [lambda t: t[:-1] + ("a" if t[-1] != "a" else "b"), lambda t: "", lambda t: "x:y:z"])
def test_a_forged_token_is_refused(widget: ChannelAccount, spoil: Callable[[str], str]) -> None:
    with pytest.raises(BadToken):
        visitors.read_token(widget, spoil(visitors.token_of(visitors.new_visitor(widget))))


def test_a_token_is_good_for_its_own_widget_only(widget: ChannelAccount, shop: Shop, team: Team) -> None:
    other = ChannelAccount.objects.create(shop=shop, team=team, kind="chat", name="Other")
    with pytest.raises(BadToken):
        visitors.read_token(other, visitors.token_of(visitors.new_visitor(widget)))


def test_a_token_of_last_year_is_too_old(widget: ChannelAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    token = visitors.token_of(visitors.new_visitor(widget))
    monkeypatch.setattr(visitors, "TOKEN_LIVES", timedelta(seconds=-1))
    with pytest.raises(BadToken):
        visitors.read_token(widget, token)


def test_the_signature_is_the_one_that_the_howto_shows() -> None:
    assert (
        visitors.signature("key", store_id="42", email="mia@post.example", exp=1793534400)
        == "7fcbffd447174dbc5e35a67d1b191c182304837998a53b6ce2f4e0bac53fecb7"
    )


def test_the_shops_word_makes_store_id_and_address_certain(
    chatting: ChannelAccount, a_word: Callable[..., Vouched]
) -> None:
    visitor = visitors.vouch(chatting, a_word())
    say(chatting, visitor)
    kept = Identity.objects.order_by("scheme").values_list("scheme", "scope", "value", "verified_by")
    assert list(kept) == [
        ("email", None, "mia@post.example", "hmac"),
        ("store", chatting.pk, "c-42", "hmac"),
        ("visitor", chatting.pk, visitor.id, ""),
    ]
    assert Customer.objects.count() == 1


def test_the_same_customer_is_the_same_visitor_on_each_device(
    chatting: ChannelAccount, a_word: Callable[..., Vouched]
) -> None:
    one, other = visitors.vouch(chatting, a_word()), visitors.vouch(chatting, a_word(name="Mia"))
    stranger = visitors.vouch(chatting, a_word(id="c-43"))
    assert one.id == other.id != stranger.id


@pytest.mark.parametrize(
    "changes",
    [
        {"hash": "0" * 64},
        {"hash": ""},
        {"hash": "ä"},
        {"hash": "\ud800"},
        {"id": "\ud800", "hash": "0" * 64},
        {"email": "\ud800@post.example", "hash": "0" * 64},
        {"id": "c-42\x00"},
        {"secret": "another"},
        {"exp": 1},
    ],
)
def test_a_bad_word_is_refused(
    chatting: ChannelAccount, a_word: Callable[..., Vouched], changes: dict[str, object]
) -> None:
    with pytest.raises(NotVouchedFor):
        visitors.vouch(chatting, a_word(**changes))


def test_a_name_is_taken_without_what_the_database_refuses(
    chatting: ChannelAccount, a_word: Callable[..., Vouched]
) -> None:
    known = visitors.vouch(chatting, a_word(name="Mia \ud800\x00Moor"))
    say(chatting, known)
    assert Customer.objects.get().name == "Mia \ufffd\ufffdMoor"


def test_a_word_for_one_person_is_none_for_another(chatting: ChannelAccount, a_word: Callable[..., Vouched]) -> None:
    good = a_word()
    for change in ({"id": "c-43"}, {"email": "eve@post.example"}, {"exp": good.exp + 1}):
        with pytest.raises(NotVouchedFor):
            visitors.vouch(chatting, a_word(**{"hash": good.hash, "exp": good.exp, **change}))


@pytest.mark.parametrize(
    "given", [{}, {"id": "1"}, {"id": "1", "exp": None}, {"id": [], "exp": 9}, {"id": 1, "exp": 9, "hash": 3}]
)
def test_a_word_with_gaps_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(NotVouchedFor):
        Vouched.read(given)


def test_without_a_secret_nobody_is_vouched_for(widget: ChannelAccount, a_word: Callable[..., Vouched]) -> None:
    with pytest.raises(NotVouchedFor):
        visitors.vouch(widget, a_word(secret=""))


def test_signing_in_goes_on_with_the_chat_just_begun(chatting: ChannelAccount, a_word: Callable[..., Vouched]) -> None:
    anonymous = visitors.new_visitor(chatting)
    thread = say(chatting, anonymous)
    known = visitors.vouch(chatting, a_word())
    visitors.carry_over(chatting, anonymous, known)
    assert say(chatting, known) == thread
    assert Customer.objects.count() == 1
    assert {i.scheme for i in Customer.objects.get().identities.all()} == {"visitor", "store", "email"}


def test_signing_in_gives_the_ticket_to_whom_the_shop_knows(
    chatting: ChannelAccount, a_word: Callable[..., Vouched]
) -> None:
    known = visitors.vouch(chatting, a_word(name="Mia Moor"))
    earlier = say(chatting, known)
    mia = earlier.ticket.customer
    anonymous = visitors.new_visitor(chatting)
    thread = say(chatting, anonymous, "Where is it?")
    shell = thread.ticket.customer
    visitors.carry_over(chatting, anonymous, known)
    ticket, message = Ticket.objects.get(pk=thread.ticket_id), thread.messages.get()
    assert (ticket.customer, ticket.customer_name, message.customer, message.author_name) == (
        mia,
        "Mia Moor",
        mia,
        "Mia Moor",
    )
    assert list(Customer.objects.all()) == [mia]
    assert shell != mia
    thread.refresh_from_db()
    assert thread.contact
    assert (thread.contact.scheme, thread.contact.customer, thread.is_confirmed) == ("store", mia, True)
    event = Event.objects.get(name="ticket.recognised")
    assert event.data == {"before": shell and shell.pk, "customer": mia and mia.pk}


def test_who_proved_the_address_by_mail_is_whom_the_shop_vouches_for(
    chatting: ChannelAccount, a_word: Callable[..., Vouched]
) -> None:
    mia = identify([Claim("email", "mia@post.example", proof="dkim")], name="Mia Moor").customer
    anonymous = visitors.new_visitor(chatting)
    thread = say(chatting, anonymous)
    visitors.carry_over(chatting, anonymous, visitors.vouch(chatting, a_word()))
    assert Ticket.objects.get(pk=thread.ticket_id).customer == mia
    assert list(Customer.objects.all()) == [mia]


def test_a_chat_that_somebody_else_proved_to_be_theirs_stays_with_them(
    chatting: ChannelAccount, a_word: Callable[..., Vouched]
) -> None:
    anonymous = visitors.new_visitor(chatting)
    thread = say(chatting, anonymous)
    eve = thread.ticket.customer
    assert eve
    identity = Identity.objects.create(
        customer=eve, scheme="email", value="eve@post.example", verified_at=clock.now(), created_at=clock.now()
    )
    known = visitors.vouch(chatting, a_word())
    visitors.carry_over(chatting, anonymous, known)
    thread.refresh_from_db()
    assert (thread.ticket.customer, thread.external_key, identity.customer) == (eve, anonymous.id, eve)
    assert say(chatting, known) != thread
    assert not Event.objects.filter(name="ticket.recognised").exists()


def test_who_signs_out_and_writes_again_is_nobody_known(
    chatting: ChannelAccount, a_word: Callable[..., Vouched]
) -> None:
    anonymous = visitors.new_visitor(chatting)
    ticket = say(chatting, anonymous).ticket
    visitors.carry_over(chatting, anonymous, visitors.vouch(chatting, a_word()))
    ticket.refresh_from_db()
    assert say(chatting, anonymous, "The next one at this computer").ticket.customer not in (None, ticket.customer)


def test_what_was_said_before_signing_in_goes_along(chatting: ChannelAccount, a_word: Callable[..., Vouched]) -> None:
    anonymous = visitors.new_visitor(chatting)
    say(chatting, anonymous)
    visitors.tell(chatting, anonymous, name="Mia Moor", email="mia@work.example")
    visitors.carry_over(chatting, anonymous, visitors.vouch(chatting, a_word()))
    mia = Customer.objects.get()
    kept = mia.identities.filter(scheme="email").order_by("value").values_list("value", "verified_by")
    assert (mia.name, list(kept)) == ("Mia Moor", [("mia@post.example", "hmac"), ("mia@work.example", "")])


def test_a_file_attached_before_signing_in_can_still_be_sent(
    chatting: ChannelAccount, a_word: Callable[..., Vouched]
) -> None:
    anonymous, known = visitors.new_visitor(chatting), visitors.vouch(chatting, a_word())
    kept = chat.upload(anonymous, b"hello", name="a.txt", claimed="text/plain")
    visitors.carry_over(chatting, anonymous, known)
    assert chat.uploaded(known, [kept.public_id]) == [kept]


def test_an_old_chat_of_this_browser_stays_anonymous(chatting: ChannelAccount, a_word: Callable[..., Vouched]) -> None:
    anonymous = visitors.new_visitor(chatting)
    thread = say(chatting, anonymous)
    Thread.objects.update(last_inbound_at=clock.now() - visitors.CARRIED_OVER - timedelta(minutes=1))
    known = visitors.vouch(chatting, a_word())
    visitors.carry_over(chatting, anonymous, known)
    assert say(chatting, known) != thread


def test_an_address_that_a_visitor_names_is_a_claim_without_proof(widget: ChannelAccount) -> None:
    visitor = visitors.new_visitor(widget)
    thread = say(widget, visitor)
    visitors.tell(widget, visitor, name="Mia Moor", email="Mia@Post.example")
    identity = Identity.objects.get(scheme="email")
    assert (identity.value, identity.is_verified) == ("mia@post.example", False)
    assert [p.value for p in thread.participants.all()] == ["mia@post.example"]


def test_naming_somebody_elses_address_does_not_make_one_that_person(
    widget: ChannelAccount, a_message: Callable[..., object]
) -> None:
    a_message()
    mia = Identity.objects.get(scheme="email").customer
    visitor = visitors.new_visitor(widget)
    thread = say(widget, visitor)
    visitors.tell(widget, visitor, email="mia@post.example")
    assert Identity.objects.get(scheme="email").customer == mia
    assert thread.ticket.customer != mia
    # We still write there if the visitor leaves, as we said we would.
    assert history.email_of(widget, visitor.id) == "mia@post.example"


def test_nothing_is_kept_of_a_visitor_who_has_not_written(widget: ChannelAccount) -> None:
    visitors.tell(widget, visitors.new_visitor(widget), email="mia@post.example")
    assert not Identity.objects.exists()
    assert not Customer.objects.exists()
