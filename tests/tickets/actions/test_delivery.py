from shopbell.core.models import Event
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages, status
from shopbell.tickets.actions.delivery import set_state
from shopbell.tickets.models import Message, Ticket


def test_a_state_is_noted_and_told_once(ticket: Ticket, alice: Agent) -> None:
    message = messages.reply(ticket.threads.get(), text="Hi", by=alice.actor, agent=alice)
    for _ in range(2):
        message = set_state(message, state=Message.State.SENT, external_id="<1@alder.example>")
    assert (message.state, message.external_id) == ("sent", "<1@alder.example>")
    assert Event.objects.filter(name="message.state_changed").count() == 1


def test_a_failed_answer_brings_its_ticket_back(ticket: Ticket, alice: Agent) -> None:
    message = messages.reply(ticket.threads.get(), text="Hi", by=alice.actor, agent=alice, then="waiting")
    set_state(message, state=Message.State.FAILED, reason="Mailbox full")
    ticket.refresh_from_db()
    assert (ticket.status, ticket.is_unread) == ("open", True)
    assert Message.objects.get(pk=message.pk).reason == "Mailbox full"


def test_a_failed_answer_does_not_open_a_closed_ticket(ticket: Ticket, alice: Agent) -> None:
    message = messages.reply(ticket.threads.get(), text="Hi", by=alice.actor, agent=alice)
    status.set_status(ticket, status="closed", by=alice.actor)
    set_state(message, state=Message.State.FAILED, reason="Mailbox full")
    ticket.refresh_from_db()
    assert ticket.status == "closed"
