from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from shopbell.core.actor import SYSTEM
from shopbell.core.models import Event
from shopbell.customers.actions.identification import identify, verify
from shopbell.customers.base import Claim
from shopbell.customers.models import Customer, Identity
from shopbell.staff.models import Agent
from shopbell.tickets.actions.recognition import recognise
from shopbell.tickets.models import Message, Ticket

NOA = Claim("email", "noa@post.example", proof="dkim")


def test_the_ticket_goes_to_who_proved_to_be_its_writer_and_says_so_once(ticket: Ticket) -> None:
    noa, mia = identify([NOA], name="Noa Nil").customer, ticket.customer
    for _ in range(2):
        ticket = recognise(ticket, customer=noa, by=SYSTEM)
    message = ticket.messages.get()
    assert (ticket.customer, ticket.customer_name) == (noa, "Noa Nil")
    assert (message.customer, message.author_name) == (noa, "Noa Nil")
    event = Event.objects.get(name="ticket.recognised")
    assert event.data == {"before": mia and mia.pk, "customer": noa.pk}


def test_a_proven_customer_keeps_the_ticket(ticket: Ticket) -> None:
    verify(Identity.objects.get(), how="dkim")
    before = ticket.customer
    assert recognise(ticket, customer=identify([NOA]).customer, by=SYSTEM).customer == before
    assert ticket.messages.get().customer == before
    assert not Event.objects.filter(name="ticket.recognised").exists()


def test_what_others_said_in_the_ticket_stays_theirs(ticket: Ticket, a_message: Callable[..., Message]) -> None:
    thread = ticket.threads.get()
    a_message(thread=thread, claims=[Claim("email", "kim@post.example")], name="Kim Kerr")
    recognise(ticket, customer=identify([NOA], name="Noa Nil").customer, by=SYSTEM)
    assert list(ticket.messages.values_list("author_name", flat=True)) == ["Noa Nil", "Kim Kerr"]


def test_both_customers_pages_and_the_list_follow(ticket: Ticket, as_alice: Client, alice: Agent) -> None:
    mia, noa = ticket.customer, identify([NOA], name="Noa Nil").customer
    recognise(ticket, customer=noa, by=SYSTEM)
    assert list(Customer.objects.visible_to(alice)) == [noa]
    assert mia
    assert as_alice.get(f"/desk/customers/{mia.public_id}/").status_code == 404
    assert f"/desk/tickets/{ticket.pk}/" in as_alice.get(f"/desk/customers/{noa.public_id}/").content.decode()
