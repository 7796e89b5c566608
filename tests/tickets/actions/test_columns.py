from collections.abc import Callable

from shopbell.staff.models import Agent
from shopbell.tickets.actions.columns import COLUMNS, tell_anew
from shopbell.tickets.actions.messages import note, reply
from shopbell.tickets.models import NEVER, Message, Ticket


def _told_anew(ticket: Ticket) -> tuple[dict[str, object], dict[str, object]]:
    kept = Ticket.objects.get(pk=ticket.pk)
    told = Ticket.objects.get(pk=ticket.pk)
    for column in COLUMNS:
        setattr(told, column, Ticket._meta.get_field(column).get_default())
    told.is_unread = kept.is_unread
    tell_anew(told)
    return {name: getattr(kept, name) for name in COLUMNS}, {name: getattr(told, name) for name in COLUMNS}


def test_a_ticket_that_waits_is_told_as_the_actions_kept_it(a_message: Callable[..., Message], alice: Agent) -> None:
    first = a_message()
    note(first.ticket, text="Look", agent=alice)
    kept, told = _told_anew(first.ticket)
    assert told == kept
    assert told["message_count"] == 2
    assert told["waiting_since"] == first.created_at


def test_an_answered_ticket_waits_for_nobody(a_message: Callable[..., Message], alice: Agent) -> None:
    first = a_message()
    assert first.thread
    answer = reply(first.thread, text="On its way", by=alice.actor, agent=alice)
    kept, told = _told_anew(first.ticket)
    assert told == kept
    assert (told["waiting_since"], told["due_at"], told["first_replied_at"]) == (None, NEVER, answer.created_at)


def test_an_answer_that_failed_leaves_the_customer_waiting(a_message: Callable[..., Message], alice: Agent) -> None:
    first = a_message()
    assert first.thread
    answer = reply(first.thread, text="On its way", by=alice.actor, agent=alice)
    Message.objects.filter(pk=answer.pk).update(state=Message.State.FAILED)
    assert _told_anew(first.ticket)[1]["waiting_since"] == first.created_at
