from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from shopbell.channels.actions import chat, visitors
from shopbell.channels.actions.chat import (
    About,
    KindOfFileRefused,
    MissingAnswer,
    NotAnAddress,
    NotYours,
    Said,
    TooLong,
)
from shopbell.channels.actions.visitors import Visitor
from shopbell.channels.chat import history
from shopbell.channels.models import ChannelAccount
from shopbell.core.actor import SYSTEM
from shopbell.core.models import Event
from shopbell.customers.models import Identity
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages
from shopbell.tickets.actions.status import set_status
from shopbell.tickets.errors import EmptyMessage
from shopbell.tickets.models import Attachment, Message, Thread, Ticket

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(40)


@pytest.fixture
def visitor(widget: ChannelAccount) -> Visitor:
    return visitors.new_visitor(widget)


@pytest.fixture
def say(widget: ChannelAccount, visitor: Visitor) -> Callable[..., Message]:
    """Say something as the visitor, each time anew unless told."""

    def said(text: str = "Does M shrink?", **details: object) -> Message:
        who = details.pop("visitor", visitor)
        assert isinstance(who, Visitor)
        return chat.say(widget, who, Said(text=text, **{"client_uuid": str(uuid4()), **details}))  # type: ignore[arg-type]

    return said


def test_the_first_words_open_a_ticket_of_the_widgets_team(
    say: Callable[..., Message], visitor: Visitor, widget: ChannelAccount
) -> None:
    message = say(page="https://alderandflax.example/shirt", language="de")
    thread, ticket = message.thread, message.ticket
    assert thread
    assert (ticket.team, ticket.channel, ticket.subject) == (widget.team, "chat", "Does M shrink?")
    assert (thread.external_key, thread.origin) == (visitor.id, "https://alderandflax.example/shirt")
    assert (message.seq, message.kind, message.language) == (1, "customer", "de")
    identity = Identity.objects.get()
    assert (identity.scheme, identity.scope, identity.value) == ("visitor", widget.pk, visitor.id)


def test_the_same_message_three_times_is_stored_once(say: Callable[..., Message]) -> None:
    uuid = str(uuid4())
    stored = {say("One", client_uuid=uuid).pk for _ in range(3)}
    assert len(stored) == 1
    assert Message.objects.count() == 1
    assert Thread.objects.get().seq == 1


def test_late_repeats_leave_the_order_as_it_was(say: Callable[..., Message]) -> None:
    uuids = [str(uuid4()) for _ in range(3)]
    for index in (0, 1, 0, 2, 1, 0, 2):
        say(f"Message {index}", client_uuid=uuids[index])
    found = Message.objects.order_by("seq").values_list("seq", "text")
    assert list(found) == [(1, "Message 0"), (2, "Message 1"), (3, "Message 2")]


def test_what_follows_stays_in_the_thread(say: Callable[..., Message]) -> None:
    assert say().thread == say("And the sleeves?").thread
    assert Ticket.objects.count() == 1


def test_after_closing_the_next_words_open_another_ticket(say: Callable[..., Message]) -> None:
    first = say().ticket
    set_status(first, status=Ticket.Status.CLOSED, by=SYSTEM)
    second = say("One more thing").ticket
    assert second != first
    assert second.links.get().other == first


def test_a_visitor_reads_earlier_threads_too(
    say: Callable[..., Message], widget: ChannelAccount, visitor: Visitor
) -> None:
    set_status(say("Before").ticket, status=Ticket.Status.CLOSED, by=SYSTEM)
    say("After")
    found, has_older = history.newest_messages(widget, visitor.id)
    assert [message.text for message in found] == ["Before", "After"]
    assert has_older is False


def test_history_comes_by_fifty_newest_first(
    say: Callable[..., Message], widget: ChannelAccount, visitor: Visitor
) -> None:
    for number in range(53):
        say(str(number))
    newest, has_older = history.newest_messages(widget, visitor.id)
    assert [m.text for m in newest] == [str(n) for n in range(3, 53)]
    assert has_older is True
    older, has_older = history.newest_messages(widget, visitor.id, before=newest[0])
    assert [m.text for m in older] == ["0", "1", "2"]
    assert has_older is False


def test_visitors_read_no_notes_nor_what_was_held_back(
    say: Callable[..., Message], widget: ChannelAccount, visitor: Visitor, alice: Agent
) -> None:
    first = say()
    assert first.thread
    messages.note(first.ticket, text="Careful with this one", agent=alice)
    held = messages.reply(first.thread, text="Never went out", by=alice.actor, agent=alice)
    Message.objects.filter(pk=held.pk).update(state=Message.State.SUPPRESSED)
    found, _ = history.newest_messages(widget, visitor.id)
    assert [message.text for message in found] == ["Does M shrink?"]


def test_nobody_else_reads_it(say: Callable[..., Message], widget: ChannelAccount) -> None:
    message = say()
    stranger = visitors.new_visitor(widget)
    assert history.newest_messages(widget, stranger.id) == ([], False)
    assert history.message_of(widget, stranger.id, message.public_id) is None
    assert history.current_thread(widget, stranger.id) is None


def test_a_stranger_who_knows_the_uuid_gets_nothing_back(say: Callable[..., Message], widget: ChannelAccount) -> None:
    uuid = str(uuid4())
    say(client_uuid=uuid)
    with pytest.raises(NotYours):
        say("Mine", client_uuid=uuid, visitor=visitors.new_visitor(widget))


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_nothing_is_not_a_message(say: Callable[..., Message], text: str) -> None:
    with pytest.raises(EmptyMessage):
        say(text)


def test_four_thousand_characters_are_taken_and_one_more_is_not(say: Callable[..., Message]) -> None:
    assert len(say("ä" * 4000).text) == 4000
    with pytest.raises(TooLong) as refused:
        say("ä" * 4001)
    assert refused.value.say() == ("This message has more than 4,000 characters. Send it in two parts, or as a file.")


def test_what_postgresql_refuses_is_replaced(say: Callable[..., Message]) -> None:
    assert say("a\x00b\ud800c").text == "a\ufffdb\ufffdc"


def test_a_required_answer_is_asked_for_before_the_first_message_only(
    say: Callable[..., Message], widget: ChannelAccount
) -> None:
    widget.settings = {"ask_email": "required"}
    widget.save()
    with pytest.raises(MissingAnswer) as refused:
        say()
    assert refused.value.field == "email"
    say(about=About(email="mia@post.example"))
    say("No need to ask again")
    assert Ticket.objects.count() == 1


def test_an_order_number_comes_along_without_its_sign(say: Callable[..., Message]) -> None:
    assert say(about=About(order=" #1042 ")).ticket.order_number == "1042"


def test_a_broken_address_is_refused_with_itself_in_the_words(say: Callable[..., Message]) -> None:
    with pytest.raises(NotAnAddress) as refused:
        say(about=About(email="mia@post"))
    assert refused.value.say() == "mia@post is not a complete e-mail address. Is something missing?"


def test_a_file_goes_with_the_message(say: Callable[..., Message], visitor: Visitor) -> None:
    kept = chat.upload(visitor, PNG, name="crack.png", claimed="image/png")
    message = say("", files=chat.uploaded(visitor, [kept.public_id]))
    assert [(f.name, f.mime) for f in message.attachments.all()] == [("crack.png", "image/png")]
    assert message.ticket.subject == "crack.png"


def test_a_file_of_another_visitor_cannot_be_taken(visitor: Visitor, widget: ChannelAccount) -> None:
    kept = chat.upload(visitors.new_visitor(widget), PNG, name="x.png", claimed="image/png")
    with pytest.raises(chat.FileGone):
        chat.uploaded(visitor, [kept.public_id])


def test_a_file_that_is_gone_is_not_left_out_in_silence(visitor: Visitor) -> None:
    kept = chat.upload(visitor, PNG, name="x.png", claimed="image/png")
    with pytest.raises(chat.FileGone):
        chat.uploaded(visitor, [kept.public_id, "gone"])


def test_a_message_takes_five_files_and_says_so(visitor: Visitor) -> None:
    with pytest.raises(chat.TooManyFiles) as refused:
        chat.uploaded(visitor, [str(n) for n in range(6)])
    assert refused.value.say() == "At most 5 files go with one message."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<html><script>alert(1)</script></html>"),
        ("picture.png", b"<!DOCTYPE html><html><body>x</body></html>"),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"></svg>'),
        ("setup.EXE", b"MZ" + bytes(100)),
        ("invoice.pdf.js", b"alert(1)"),
    ],
)
def test_programs_and_pages_are_not_taken(visitor: Visitor, name: str, content: bytes) -> None:
    with pytest.raises(KindOfFileRefused):
        chat.upload(visitor, content, name=name, claimed="image/png")
    assert not Attachment.objects.exists()


def test_read_receipts_move_forward_only(say: Callable[..., Message]) -> None:
    thread = say().thread
    say("Two")
    assert thread
    for delivered, read in ((2, 1), (1, 0), (2, 2), (99, 1)):
        thread = chat.acknowledge(thread, delivered=delivered, read=read)
    assert (thread.delivered_seq, thread.read_seq) == (2, 2)
    assert Event.objects.filter(name="thread.read").count() == 2
