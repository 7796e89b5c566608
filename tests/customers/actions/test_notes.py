from shopbell.core.models import Event
from shopbell.customers.actions import notes
from shopbell.customers.models import CustomerNote
from shopbell.staff.models import Agent
from shopbell.tickets.models import Ticket


def test_a_note_is_written_pinned_changed_and_deleted(ticket: Ticket, alice: Agent) -> None:
    assert ticket.customer
    first = notes.add(ticket.customer, text="Rings twice\x00", author=alice, by=alice.actor)
    second = notes.add(ticket.customer, text="Has a dog", author=alice, by=alice.actor)
    assert first.text == "Rings twice\ufffd"
    assert list(ticket.customer.notes.all()) == [second, first]
    notes.change(first, is_pinned=True, by=alice.actor)
    assert list(ticket.customer.notes.all()) == [first, second]
    assert notes.change(first, text="Rings once", by=alice.actor).changed_at is not None
    notes.change(first, text="Rings once", is_pinned=True, by=alice.actor)
    notes.delete(second, by=alice.actor)
    assert CustomerNote.objects.get() == first
    told = Event.objects.filter(name__startswith="customer_note").order_by("pk")
    assert [event.name.split(".")[1] for event in told] == ["added", "added", "changed", "changed", "deleted"]
    assert all(list(event.data) == ["note"] for event in told)
