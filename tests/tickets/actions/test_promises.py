from datetime import timedelta

from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.tickets.actions.promises import promise
from shopbell.tickets.models import Ticket


def test_a_customer_is_told_once_when_to_expect_an_answer(ticket: Ticket) -> None:
    due = clock.now() + timedelta(hours=3)
    told = promise(ticket, due_at=due)
    assert told is not None
    assert told.acknowledged_at is not None
    assert promise(ticket, due_at=due) is None
    assert Event.objects.get(name="ticket.promised").data == {"due": due.isoformat()}
