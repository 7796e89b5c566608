"""Whose ticket it is, once its writer has proved who they are."""

from __future__ import annotations

from django.db import transaction

from shopbell.core.actor import Actor
from shopbell.core.clean import one_line
from shopbell.core.events import record
from shopbell.customers.models import Customer
from shopbell.tickets.actions import rows
from shopbell.tickets.events import TicketRecognised
from shopbell.tickets.models import Message, Ticket


@transaction.atomic
def recognise(ticket: Ticket, *, customer: Customer, by: Actor) -> Ticket:
    """Give a ticket to the customer who proved to be its writer, with what they said in it.

    It stays where it is if its present customer has proven anything: one proof never takes over another.
    """
    ticket = rows.lock(ticket)
    former = Customer.objects.select_for_update(no_key=True).get(pk=ticket.customer_id) if ticket.customer_id else None
    if former == customer or (former and former.is_proven):
        return ticket
    name = one_line(customer.display_name, 200)
    topics = ticket.topics
    ticket.customer, ticket.customer_name = customer, name
    ticket.save(update_fields=["customer", "customer_name"])
    said = ticket.messages.filter(kind=Message.Kind.CUSTOMER, customer=former)
    said.update(customer=customer, author_name=name)
    record(
        TicketRecognised(before=former.pk if former else None, customer=customer.pk),
        about=ticket,
        by=by,
        topics=sorted({*topics, *ticket.topics}),
    )
    return ticket
