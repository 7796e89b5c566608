"""Telling customers' rows when somebody wrote, and how many tickets they have."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max, Min

from shopbell.core.jobs import Backoff, task
from shopbell.customers.actions.contact import Contact, keep
from shopbell.customers.models import Customer
from shopbell.tickets.models import Message, Ticket

# Numbers are given out before commit: what is this much behind the newest may have become visible since.
OVERLAP = 1_000


def written_lately() -> set[int]:
    """Customers of the messages that came after the newest one that was counted."""
    newest = Customer.objects.aggregate(newest=Max("last_message_id"))["newest"] or 0
    said = Message.objects.filter(pk__gt=newest - OVERLAP, kind=Message.Kind.CUSTOMER, customer__isnull=False)
    heard = (
        said.values("customer").annotate(last=Max("pk")).values_list("customer", "last", "customer__last_message_id")
    )
    return {customer for customer, last, counted in heard if counted is None or counted < last}


@task("tickets.count_contact", retry=Backoff())
def count_later(*, customers: list[int]) -> None:
    """The same in a job: who handles an event may hold a ticket, and customers are locked after tickets."""
    for customer in customers:
        count_contact([customer])


@transaction.atomic
def count_contact(customer_ids: Iterable[int]) -> None:
    """Count for these customers anew: under their lock, so that the last one to count has seen everything."""
    for customer in Customer.objects.select_for_update(no_key=True).filter(pk__in=sorted(customer_ids)).order_by("pk"):
        said = Message.objects.filter(customer=customer, kind=Message.Kind.CUSTOMER, ticket__is_spam=False)
        heard = said.aggregate(first=Min("created_at"), last=Max("created_at"), message=Max("pk"))
        tickets = Ticket.objects.filter(customer=customer, merged_into=None).wanted().count()
        keep(customer.pk, Contact(heard["first"], heard["last"], heard["message"], tickets))
