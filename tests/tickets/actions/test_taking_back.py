from collections.abc import Callable
from datetime import timedelta

import pytest

from shopbell.channels.actions import giving_up, outbox
from shopbell.channels.errors import TooLate
from shopbell.channels.models import ChannelAccount, OutgoingPart
from shopbell.core.models import Event
from shopbell.staff.models import Agent
from shopbell.tickets.actions import attachments, drafts, messages
from shopbell.tickets.actions.answers import answer
from shopbell.tickets.base import routes
from shopbell.tickets.models import Attachment, Draft, Message, ReplySample, Ticket
from shopbell.tickets.queries import conversation, last_words

HOLD = timedelta(seconds=10)
_COLUMNS = ("status", "handling", "assignee_id", "waiting_since", "due_at", "first_replied_at", "last_preview")
_FIGURES = ("message_count", "last_activity_at", "channel")


def _stand(ticket: Ticket) -> dict[str, object]:
    found = Ticket.objects.get(pk=ticket.pk)
    return {name: getattr(found, name) for name in (*_COLUMNS, *_FIGURES)}


def _send(ticket: Ticket, agent: Agent, text: str = "On its way", **how: object) -> Message:
    return answer(ticket, route=routes(ticket)[0], text=text, agent=agent, hold=HOLD, **how)  # type: ignore[arg-type]


def test_the_ticket_stands_as_it_stood(ticket: Ticket, mailbox: ChannelAccount, alice: Agent) -> None:
    before = _stand(ticket)
    sent = _send(ticket, alice, then="waiting")
    assert _stand(ticket) != before
    giving_up.undo(sent, by=alice.actor)
    assert _stand(ticket) == before
    assert ReplySample.objects.count() == 0
    told = list(Event.objects.order_by("pk").values_list("name", flat=True))
    assert told[-4:] == ["message.sent", "ticket.status_changed", "message.withdrawn", "ticket.status_changed"]


def test_nothing_leaves_and_nobody_sees_it(
    ticket: Ticket, mailbox: ChannelAccount, alice: Agent, run_jobs: Callable[[], int]
) -> None:
    sent = _send(ticket, alice)
    run_jobs()
    part = OutgoingPart.objects.get(message=sent)
    assert (part.state, part.next_attempt_at) == ("queued", sent.not_before)
    outbox.send(part_id=part.pk)
    part.refresh_from_db()
    assert (part.state, part.attempts) == ("queued", 0)
    giving_up.undo(sent, by=alice.actor)
    part.refresh_from_db()
    assert part.state == "cancelled"
    assert sent.pk not in [entry.message.pk for entry in conversation(ticket).entries if entry.message]
    assert last_words(ticket).id == ticket.messages.get(kind="customer").public_id


def test_an_answer_that_the_outbox_has_not_met_yet_stays_away_from_it(
    ticket: Ticket, mailbox: ChannelAccount, alice: Agent, run_jobs: Callable[[], int]
) -> None:
    sent = _send(ticket, alice)
    giving_up.undo(sent, by=alice.actor)
    run_jobs()
    assert OutgoingPart.objects.filter(message=sent).count() == 0


def test_its_words_and_files_are_a_draft_again(ticket: Ticket, mailbox: ChannelAccount, alice: Agent) -> None:
    file = attachments.upload(b"x", name="a.txt", claimed="", owner=Attachment.owner_of(alice))
    sent = _send(ticket, alice, files=[file], client_key="k")
    written = drafts.Written(text="And one more thing", client_key="l")
    drafts.save(ticket, agent=alice, way="reply", written=written, known=0, device="a")
    giving_up.undo(sent, by=alice.actor)
    draft = Draft.objects.get()
    assert (draft.text, draft.files, draft.client_key) == (
        "On its way\n\nAnd one more thing",
        [file.public_id],
        "l",
    )
    file.refresh_from_db()
    assert (file.message, file.owner) == (None, f"agent:{alice.pk}")


def test_the_same_key_does_not_send_what_was_taken_back(ticket: Ticket, mailbox: ChannelAccount, alice: Agent) -> None:
    sent = _send(ticket, alice, client_key="k")
    giving_up.undo(sent, by=alice.actor)
    again = _send(ticket, alice, client_key="k")
    assert (again.pk, again.state, again.is_taken_back) == (sent.pk, "cancelled", True)


def test_what_is_on_its_way_is_not_taken_back(
    ticket: Ticket, mailbox: ChannelAccount, alice: Agent, run_jobs: Callable[[], int]
) -> None:
    sent = _send(ticket, alice)
    run_jobs()
    OutgoingPart.objects.filter(message=sent).update(state="sending", attempts=1)
    with pytest.raises(TooLate):
        giving_up.undo(sent, by=alice.actor)
    assert Message.objects.get(pk=sent.pk).state == "queued"


def test_it_is_taken_back_once(ticket: Ticket, mailbox: ChannelAccount, alice: Agent) -> None:
    sent = _send(ticket, alice)
    giving_up.undo(sent, by=alice.actor)
    with pytest.raises(TooLate):
        giving_up.undo(sent, by=alice.actor)
    assert Draft.objects.get().text == "On its way"


def test_who_wrote_meanwhile_still_waits(
    ticket: Ticket, mailbox: ChannelAccount, alice: Agent, a_message: Callable[..., Message]
) -> None:
    waited = Ticket.objects.get(pk=ticket.pk).waiting_since
    sent = _send(ticket, alice, then="waiting")
    a_message(thread=ticket.threads.get(), text="Never mind")
    giving_up.undo(sent, by=alice.actor)
    ticket.refresh_from_db()
    assert (ticket.status, ticket.waiting_since, ticket.last_preview) == ("open", waited, "Never mind")


def test_a_chat_answer_is_there_at_once(
    a_message: Callable[..., Message], widget: ChannelAccount, alice: Agent
) -> None:
    chat = a_message(channel="chat", account_id=widget.pk)
    route = next(way for way in routes(chat.ticket) if way.channel == "chat")
    sent = answer(chat.ticket, route=route, text="Hello", agent=alice, hold=HOLD)
    assert sent.not_before is None
    with pytest.raises(TooLate):
        giving_up.undo(sent, by=alice.actor)


def test_other_answers_have_no_time_to_be_taken_back(ticket: Ticket, mailbox: ChannelAccount, alice: Agent) -> None:
    sent = messages.reply(ticket.threads.get(), text="Hello", by=alice.actor, agent=alice)
    with pytest.raises(TooLate):
        giving_up.undo(sent, by=alice.actor)
