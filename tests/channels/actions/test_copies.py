"""Who gets a mail, and what each of them can read of the others: a blind copy is never told."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopbell.channels.actions import bounces, outbox
from shopbell.channels.actions.speaking import adapter_of
from shopbell.channels.adapters.email.letter import MailAdapter
from shopbell.channels.base import Part
from shopbell.channels.models import OutgoingPart
from shopbell.core import clock
from shopbell.customers.actions.suppression import suppress
from shopbell.customers.models import Identity
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages
from shopbell.tickets.actions.habits import sign
from shopbell.tickets.base import Envelope
from shopbell.tickets.models import Message, Participant

BEN, ANN, EVE = ("ben@post.example", "Ben"), ("ann@secret.example", "Ann Aside"), ("eve@hidden.example", "")
_names = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12)
_boxes = st.lists(
    st.tuples(st.from_regex(r"[a-z]{3,8}@[a-z]{3,6}\.example", fullmatch=True), _names),
    max_size=4,
    unique_by=lambda one: one[0],
)


def _send(first: Message, agent: Agent, envelope: Envelope | None, text: str = "It left.") -> OutgoingPart:
    assert first.thread is not None
    message = messages.reply(first.thread, text=text, by=agent.actor, agent=agent, envelope=envelope)
    outbox.enqueue(message)
    return OutgoingPart.objects.get(message=message)


def _wire(part: OutgoingPart) -> tuple[bytes, list[str]]:
    adapter = adapter_of(part.account, online=False)
    assert isinstance(adapter, MailAdapter)
    raw, _sender, recipients = adapter.letter(Part(part.key, part.payload))
    return raw, recipients


def _everything(raw: bytes) -> str:
    """All that its reader could find: headers as written and decoded, each part decoded."""
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    texts = [raw.decode("utf-8", "replace"), *(f"{name}: {value}" for name, value in mail.items())]
    texts += [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    return "\n".join(texts).lower()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(to=_boxes, cc=_boxes, bcc=_boxes)
def test_no_part_of_a_mail_names_a_blind_copy(
    first: Message,
    alice: Agent,
    to: list[tuple[str, str]],
    cc: list[tuple[str, str]],
    bcc: list[tuple[str, str]],
) -> None:
    open_ones = {address for address, _name in (*to, *cc)}
    hidden = [one for one in bcc if one[0] not in open_ones]
    part = _send(first, alice, Envelope(to=to or [("mia@post.example", "Mia")], cc=cc, bcc=hidden))
    raw, recipients = _wire(part)
    everything = _everything(raw)
    for address, _name in hidden:
        assert address in recipients
        assert address not in everything
    assert open_ones <= set(recipients)
    mail = email.message_from_bytes(raw)
    assert mail["Bcc"] is None
    assert mail["Resent-Bcc"] is None


def test_chosen_recipients_are_where_they_belong_and_are_remembered(first: Message, alice: Agent) -> None:
    mia = ("mia@post.example", "Mia Moor")
    part = _send(first, alice, Envelope(to=[mia, EVE], cc=[BEN], bcc=[ANN]))
    raw, recipients = _wire(part)
    mail = email.message_from_bytes(raw)
    assert (mail["To"], mail["Cc"]) == ("Mia Moor <mia@post.example>, eve@hidden.example", "Ben <ben@post.example>")
    assert recipients == ["mia@post.example", "eve@hidden.example", "ben@post.example", "ann@secret.example"]
    copied = Participant.objects.filter(thread=first.thread, is_copied=True).values_list("value", flat=True)
    assert set(copied) == {"eve@hidden.example", "ben@post.example"}
    assert not Participant.objects.filter(value="ann@secret.example").exists()
    following, _ = _wire(_send(first, alice, None))
    assert email.message_from_bytes(following)["Cc"] == "eve@hidden.example, Ben <ben@post.example>"
    assert "ann@secret.example" not in _everything(following)


def test_who_is_taken_out_gets_no_more(first: Message, alice: Agent) -> None:
    _send(first, alice, Envelope(cc=[BEN]))
    _send(first, alice, Envelope(cc=[]))
    assert _wire(_send(first, alice, None))[1] == ["mia@post.example"]
    assert Participant.objects.filter(thread=first.thread, value="ben@post.example", is_copied=False).exists()


def test_another_first_recipient_counts_in_place_of_the_contact(first: Message, alice: Agent) -> None:
    part = _send(first, alice, Envelope(to=[BEN]))
    assert _wire(part)[1] == ["ben@post.example"]
    contact = Identity.objects.get(value="mia@post.example")
    suppress(contact, reason="Gone")
    found = OutgoingPart.objects.select_related("account", "message__thread__contact").get(pk=part.pk)
    assert outbox._objection(found) == ""


def test_a_silent_address_and_our_own_are_left_out_of_the_copies(first: Message, alice: Agent) -> None:
    own = ("hello@alderandflax.example", "Us")
    assert _wire(_send(first, alice, Envelope(cc=[own, BEN], bcc=[own])))[1] == ["mia@post.example", "ben@post.example"]


def test_a_copy_that_comes_back_is_told_and_fails_nothing(first: Message, alice: Agent) -> None:
    part = _send(first, alice, Envelope(cc=[BEN], bcc=[ANN]))
    part.state, part.sent_at = "sent", clock.now()
    part.save()
    assert bounces._copied(part) == {"ben@post.example", "ann@secret.example"}


def test_a_new_subject_keeps_the_thread(first: Message, alice: Agent) -> None:
    raw, _ = _wire(_send(first, alice, Envelope(subject="Your refund")))
    mail = email.message_from_bytes(raw)
    number = f"[#{first.ticket_id}]"
    assert (mail["Subject"], mail["In-Reply-To"]) == (f"Your refund {number}", "<first@post.example>")
    assert mail["References"].split()[0] == "<first@post.example>"
    following, _ = _wire(_send(first, alice, None))
    assert email.message_from_bytes(following)["Subject"] == f"Re: Your refund {number}"


@pytest.mark.parametrize("is_automatic", [False, True])
def test_a_signature_stands_once_under_what_a_person_wrote(
    first: Message, alice: Agent, shop: Shop, is_automatic: bool
) -> None:
    sign(alice, texts={"": "**{agent}**, {shop}"}, by=alice.actor)
    assert first.thread is not None
    how = {"by": alice.actor, "kind": "automatic"} if is_automatic else {"by": alice.actor, "agent": alice}
    message = messages.reply(first.thread, text="It left.", **how)  # type: ignore[arg-type]
    outbox.enqueue(message)
    payload = OutgoingPart.objects.get(message=message).payload
    assert payload["text"].count("**Alice Archer**, Alder & Flax") == (0 if is_automatic else 1)
    assert payload["html"].count("<strong>Alice Archer</strong>, Alder &amp; Flax") == (0 if is_automatic else 1)
    if not is_automatic:
        assert payload["text"].index("-- \n") < payload["text"].index("**Alice")


def test_a_chat_and_a_note_have_none(first: Message, alice: Agent, run_jobs: Callable[[], int]) -> None:
    sign(alice, texts={"": "Signed"}, by=alice.actor)
    note = messages.note(first.ticket, text="Look", agent=alice)
    run_jobs()
    assert note.text == "Look"
    assert Message.objects.filter(text__contains="Signed").count() == 0
