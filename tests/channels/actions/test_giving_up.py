import pytest

from shopbell.channels.actions.giving_up import withdraw
from shopbell.channels.errors import TooLate
from shopbell.channels.models import ChannelAccount, OutgoingPart
from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages
from shopbell.tickets.models import Message, Ticket


def _message(ticket: Ticket, alice: Agent, mailbox: ChannelAccount, *states: str) -> Message:
    message = messages.reply(ticket.threads.get(), text="On its way", by=alice.actor, agent=alice)
    Message.objects.filter(pk=message.pk).update(state=states[0])
    for number, state in enumerate(states):
        OutgoingPart.objects.create(
            message=message,
            account=mailbox,
            key=f"{message.pk}.{number}",
            number=number,
            state=state,
            created_at=clock.now(),
        )
    return message


@pytest.mark.parametrize("states", [("failed",), ("failed", "queued"), ("suppressed",), ("queued",)])
def test_what_never_left_can_be_withdrawn(
    ticket: Ticket, alice: Agent, mailbox: ChannelAccount, states: tuple[str, ...]
) -> None:
    message = withdraw(_message(ticket, alice, mailbox, *states), by=alice.actor)
    assert message.state == "cancelled"
    assert Event.objects.filter(name="message.state_changed").latest("pk").actor == f"agent:{alice.pk}"
    assert set(message.parts.values_list("state", flat=True)) == {"cancelled"}


@pytest.mark.parametrize("states", [("failed", "sent"), ("failed", "unknown"), ("sent",), ("unknown",)])
def test_what_may_have_arrived_cannot(
    ticket: Ticket, alice: Agent, mailbox: ChannelAccount, states: tuple[str, ...]
) -> None:
    message = _message(ticket, alice, mailbox, *states)
    with pytest.raises(TooLate):
        withdraw(message, by=alice.actor)
    assert sorted(message.parts.values_list("state", flat=True)) == sorted(states)
