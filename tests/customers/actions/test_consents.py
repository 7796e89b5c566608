from datetime import timedelta

from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.customers.actions.consents import note
from shopbell.customers.queries import consents_of
from shopbell.staff.models import Agent
from shopbell.tickets.models import Ticket


def test_the_newest_word_on_a_purpose_counts_and_the_others_stay(ticket: Ticket, alice: Agent) -> None:
    mia = ticket.customer
    assert mia
    note(mia, purpose="surveys", is_given=True, source="form", wording="2026-01", by=alice.actor)
    note(mia, purpose="marketing_email", is_given=True, source="form", by=alice.actor)
    note(mia, purpose="surveys", is_given=False, source="email", by=alice.actor)
    earlier = clock.now() - timedelta(days=3)
    note(mia, purpose="marketing_email", is_given=False, source="paper", said_at=earlier, by=alice.actor)
    assert [(said.purpose, said.is_given) for said in consents_of(mia)] == [
        ("marketing_email", True),
        ("surveys", False),
    ]
    assert mia.consents.count() == 4
    assert Event.objects.filter(name="consent.noted").count() == 4


def test_nobody_says_anything_in_the_future(ticket: Ticket, alice: Agent) -> None:
    assert ticket.customer
    later = clock.now() + timedelta(days=3)
    said = note(ticket.customer, purpose="surveys", is_given=True, source="form", said_at=later, by=alice.actor)
    assert said.said_at == said.noted_at
