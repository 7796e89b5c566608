"""Telling customers' rows when somebody wrote, and how many tickets they have."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max, Min

from shopbell.customers.actions.contact import Contact, keep
from shopbell.customers.models import Customer
from shopbell.tickets.models import Message, Ticket


@transaction.atomic
def count_contact(customer_ids: Iterable[int]) -> None:
    """Count for these customers anew: under their lock, so that the last one to count has seen everything."""
    for customer in Customer.objects.select_for_update(no_key=True).filter(pk__in=sorted(customer_ids)).order_by("pk"):
        said = Message.objects.filter(customer=customer, kind=Message.Kind.CUSTOMER, ticket__is_spam=False)
        heard = said.aggregate(first=Min("created_at"), last=Max("created_at"), message=Max("pk"))
        tickets = Ticket.objects.filter(customer=customer, merged_into=None).wanted().count()
        keep(customer.pk, Contact(heard["first"], heard["last"], heard["message"], tickets))
