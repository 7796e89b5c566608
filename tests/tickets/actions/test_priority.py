from shopbell.core.models import Event
from shopbell.staff.models import Agent
from shopbell.tickets.actions.priority import set_priority
from shopbell.tickets.models import Ticket


def test_a_priority_is_set_and_said_once(ticket: Ticket, alice: Agent) -> None:
    for _ in range(2):
        assert set_priority(ticket, priority=Ticket.Priority.URGENT, by=alice.actor).priority == 40
    assert Event.objects.get(name="ticket.priority_changed").data == {"before": 20, "priority": 40}
