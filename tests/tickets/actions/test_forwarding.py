from collections.abc import Callable
from datetime import timedelta

import pytest

from shopbell.channels.actions import giving_up
from shopbell.channels.models import ChannelAccount, OutgoingPart
from shopbell.core import clock
from shopbell.customers.base import Claim
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages, status
from shopbell.tickets.actions.forwarding import forward
from shopbell.tickets.actions.splitting import split
from shopbell.tickets.base import Envelope, routes
from shopbell.tickets.errors import NothingToForward, NoWayToAnswer, TicketClosed
from shopbell.tickets.models import Attachment, Message, Thread, Ticket
from shopbell.tickets.queries.recipients import forwardable

DEPOT = [("depot@carrier.example", "The depot")]


def _forward(ticket: Ticket, agent: Agent, **how: object) -> Message:
    details = {"forwarded": list(forwardable(ticket)), "envelope": Envelope(to=DEPOT), "text": "Where is it?"}
    return forward(ticket, agent=agent, **{**details, **how})  # type: ignore[arg-type]


def test_it_is_a_talk_of_its_own_and_the_customer_waits_on(
    ticket: Ticket, mailbox: ChannelAccount, alice: Agent
) -> None:
    before = Ticket.objects.get(pk=ticket.pk)
    sent = _forward(ticket, alice)
    assert sent.thread is not None
    assert (sent.thread.is_aside, sent.subject) == (True, "Fwd: Where is my parcel?")
    after = Ticket.objects.get(pk=ticket.pk)
    for name in ("status", "waiting_since", "due_at", "is_unread", "customer_id", "first_replied_at", "channel"):
        assert getattr(after, name) == getattr(before, name), name


def test_the_mail_holds_comment_words_and_files(
    ticket: Ticket, mailbox: ChannelAccount, alice: Agent, run_jobs: Callable[[], int]
) -> None:
    first = ticket.messages.get()
    Attachment.objects.create(
        message=first, name="label.png", mime="image/png", size=3, path="x", created_at=clock.now()
    )
    sent = _forward(ticket, alice)
    run_jobs()
    payload = OutgoingPart.objects.get(message=sent).payload
    assert (payload["to"], payload["subject"]) == ("depot@carrier.example", f"Fwd: Where is my parcel? [#{ticket.pk}]")
    assert "Where is it?" in payload["text"]
    assert "From: Mia Moor <mia@post.example>" in payload["text"]
    assert "Hello, it should have been here on Monday." in payload["text"]
    assert [file["name"] for file in payload["files"]] == ["label.png"]
    assert first.attachments.count() == 1


def test_neither_of_them_ever_reads_the_other(
    ticket: Ticket,
    mailbox: ChannelAccount,
    alice: Agent,
    a_message: Callable[..., Message],
    run_jobs: Callable[[], int],
) -> None:
    customers = ticket.threads.get()
    aside = _forward(ticket, alice).thread
    assert aside is not None
    a_message(thread=aside, text="DEPOT SAYS", claims=[Claim("email", "depot@carrier.example")])
    a_message(thread=customers, text="MIA SAYS AGAIN")
    to_mia = messages.reply(customers, text="Dear Mia", by=alice.actor, agent=alice)
    to_depot = messages.reply(aside, text="Dear depot", by=alice.actor, agent=alice)
    run_jobs()
    for message, theirs, others in ((to_mia, "MIA SAYS AGAIN", "DEPOT SAYS"), (to_depot, "DEPOT SAYS", "MIA SAYS")):
        payload = OutgoingPart.objects.get(message=message).payload
        assert theirs in payload["text"]
        assert others not in f"{payload}"
    assert {way.key: way.to for way in routes(ticket)} == {
        f"email:{mailbox.pk}": "mia@post.example",
        f"email:{mailbox.pk}:{aside.public_id}": "depot@carrier.example",
    }
    assert routes(ticket)[0].thread == customers


def test_an_answer_from_outside_brings_the_ticket_back_and_changes_no_customer(
    ticket: Ticket, mailbox: ChannelAccount, alice: Agent, a_message: Callable[..., Message]
) -> None:
    messages.reply(ticket.threads.get(), text="We ask", by=alice.actor, agent=alice, then="waiting")
    aside = _forward(ticket, alice).thread
    a_message(thread=aside, text="On the van", claims=[Claim("email", "depot@carrier.example")])
    found = Ticket.objects.get(pk=ticket.pk)
    assert (found.status, found.customer, found.is_unread) == ("open", ticket.customer, True)
    assert found.waiting_since is not None
    messages.reply(aside, text="Thank you", by=alice.actor, agent=alice)  # type: ignore[arg-type]
    assert Ticket.objects.get(pk=ticket.pk).waiting_since is None


def test_the_same_person_is_asked_in_the_same_talk(ticket: Ticket, mailbox: ChannelAccount, alice: Agent) -> None:
    first, second = _forward(ticket, alice), _forward(ticket, alice)
    other = _forward(ticket, alice, envelope=Envelope(to=[("lab@maker.example", "")]))
    assert first.thread == second.thread != other.thread
    assert Thread.objects.filter(is_aside=True).count() == 2


def test_a_repetition_sends_once(ticket: Ticket, mailbox: ChannelAccount, alice: Agent) -> None:
    Attachment.objects.create(
        message=ticket.messages.get(), name="a", mime="text/plain", size=1, path="x", created_at=clock.now()
    )
    first = _forward(ticket, alice, client_key="k")
    assert _forward(ticket, alice, client_key="k") == first
    assert first.attachments.count() == 1


def test_it_can_be_taken_back(ticket: Ticket, mailbox: ChannelAccount, alice: Agent) -> None:
    sent = _forward(ticket, alice, hold=timedelta(seconds=10))
    giving_up.undo(sent, by=alice.actor)
    assert Message.objects.get(pk=sent.pk).is_taken_back


def test_notes_and_talks_with_others_stay_inside(
    ticket: Ticket, mailbox: ChannelAccount, alice: Agent, a_message: Callable[..., Message]
) -> None:
    inside = messages.note(ticket, text="Careful", agent=alice)
    aside = _forward(ticket, alice).thread
    a_message(thread=aside, text="On the van", claims=[Claim("email", "depot@carrier.example")])
    assert [message.text for message in forwardable(ticket)] == ["Hello, it should have been here on Monday."]
    with pytest.raises(NothingToForward):
        _forward(ticket, alice, forwarded=[inside])


def test_without_mailbox_or_on_a_closed_ticket_nothing_goes(
    ticket: Ticket, mailbox: ChannelAccount, alice: Agent
) -> None:
    mailbox.is_active = False
    mailbox.save()
    with pytest.raises(NoWayToAnswer):
        _forward(ticket, alice)
    status.set_status(ticket, status="closed", by=alice.actor)
    with pytest.raises(TicketClosed):
        _forward(ticket, alice)


def test_what_is_split_off_a_talk_with_somebody_outside_stays_one(
    ticket: Ticket, mailbox: ChannelAccount, alice: Agent
) -> None:
    sent = _forward(ticket, alice)
    apart = split(ticket, messages=[sent], by=alice.actor)
    assert apart.threads.get().is_aside
