from shopbell.core import clock
from shopbell.customers.actions.contact import Contact, keep
from shopbell.tickets.models import Ticket


def test_figures_are_written_down(ticket: Ticket) -> None:
    mia = ticket.customer
    assert mia
    now = clock.now()
    keep(mia.pk, Contact(now, now, 7, 2))
    mia.refresh_from_db()
    assert (mia.first_contact_at, mia.last_contact_at, mia.last_message_id, mia.ticket_count) == (now, now, 7, 2)
