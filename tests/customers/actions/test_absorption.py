from __future__ import annotations

import pytest

from shopbell.customers.actions.absorption import absorb
from shopbell.customers.actions.identification import identify
from shopbell.customers.base import Claim
from shopbell.customers.models import Customer, Identity
from shopbell.tickets.models import Ticket

pytestmark = pytest.mark.django_db
VISITOR = Claim("visitor", "v1", 1)


@pytest.fixture
def mia() -> Customer:
    return identify([Claim("store", "c-42", 1, proof="hmac")]).customer


def test_a_nameless_visitor_goes_up_in_who_they_are(mia: Customer) -> None:
    shell = identify([VISITOR, Claim("email", "mia@work.example")], name="Mia Moor").customer
    assert absorb(shell, into=mia) is True
    mia.refresh_from_db()
    assert (Customer.objects.get(), mia.name) == (mia, "Mia Moor")
    assert list(Identity.objects.values_list("scheme", "verified_by")) == [("store", "hmac"), ("email", "")]


def test_whoever_proved_anything_stays(mia: Customer) -> None:
    eve = identify([VISITOR, Claim("email", "eve@post.example", proof="dkim")]).customer
    assert absorb(eve, into=mia) is False
    assert eve.identities.count() == 2


def test_whoever_has_a_ticket_stays_as_they_were(mia: Customer, ticket: Ticket) -> None:
    former = ticket.customer
    assert former
    assert absorb(former, into=mia) is False
    assert Identity.objects.get(scheme="email").customer == former


def test_nobody_goes_up_in_themselves(mia: Customer) -> None:
    assert absorb(mia, into=mia) is False
    assert Customer.objects.get() == mia
