from collections.abc import Callable

from shopbell.customers.models import Customer
from shopbell.staff.models import Agent
from shopbell.tickets.actions.contact import count_contact, written_lately
from shopbell.tickets.actions.status import set_spam
from shopbell.tickets.models import Message
from shopbell.tickets.schedule import count_contacts


def test_a_message_keeps_the_figures_and_spam_is_none(
    a_message: Callable[..., Message], run_jobs: Callable[[], int], alice: Agent
) -> None:
    first = a_message()
    count_contacts()
    second = a_message(subject="Another thing")
    assert written_lately() == {second.customer_id}
    count_contacts()
    assert written_lately() == set()
    mia = Customer.objects.get()
    assert (mia.first_contact_at, mia.last_contact_at) == (first.created_at, second.created_at)
    assert (mia.last_message_id, mia.ticket_count) == (second.pk, 2)
    set_spam(second.ticket, is_spam=True, by=alice.actor)
    run_jobs()
    mia.refresh_from_db()
    assert (mia.last_contact_at, mia.last_message_id, mia.ticket_count) == (first.created_at, first.pk, 1)
    set_spam(second.ticket, is_spam=False, by=alice.actor)
    run_jobs()
    mia.refresh_from_db()
    assert (mia.last_message_id, mia.ticket_count) == (second.pk, 2)


def test_the_clock_counts_for_those_nobody_has_counted(a_message: Callable[..., Message]) -> None:
    message = a_message()
    assert Customer.objects.get().ticket_count is None
    count_contacts()
    assert (Customer.objects.get().ticket_count, Customer.objects.get().last_message_id) == (1, message.pk)
    count_contact([])
