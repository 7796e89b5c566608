from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from shopbell.core.actor import SYSTEM
from shopbell.customers.actions.suppression import suppress
from shopbell.customers.models import Customer, Identity
from shopbell.staff.models import Agent
from shopbell.tickets.models import Message, Ticket


@pytest.fixture
def mia(ticket: Ticket) -> Customer:
    assert ticket.customer
    return ticket.customer


def test_the_page_says_what_is_known_and_how(as_alice: Client, mia: Customer) -> None:
    page = as_alice.get(reverse("customer", args=[mia.public_id])).content.decode()
    assert "mia@post.example" in page
    assert "Not confirmed: it is only what they said." in page
    assert "Where is my parcel?" in page


def test_one_click_confirms_an_address(as_alice: Client, mia: Customer) -> None:
    identity = mia.identities.get()
    page = as_alice.post(reverse("identity_confirm", args=[mia.public_id, identity.pk]), follow=True).content.decode()
    identity.refresh_from_db()
    assert (identity.is_verified, identity.verified_by) == (True, "agent")
    assert "by Alice Archer" in page
    assert "Confirm address" not in page


def test_a_suppressed_address_is_tried_again(as_alice: Client, mia: Customer) -> None:
    identity = suppress(mia.identities.get(), reason="Mailbox unknown.", by=SYSTEM)
    page = as_alice.get(reverse("customer", args=[mia.public_id])).content.decode()
    assert "Mailbox unknown." in page
    as_alice.post(reverse("identity_try_again", args=[mia.public_id, identity.pk]))
    assert Identity.objects.get().is_suppressed is False


def test_an_identity_is_changed_only_through_its_own_customer(
    as_alice: Client, mia: Customer, a_message: Callable[..., Message]
) -> None:
    from shopbell.customers.base import Claim

    other = a_message(claims=[Claim("email", "max@post.example")], name="Max Maier").ticket.customer
    assert other
    address = reverse("identity_confirm", args=[mia.public_id, other.identities.get().pk])
    assert as_alice.post(address).status_code == 404


def test_the_other_team_sees_none_of_their_tickets(
    client: Client, charlie: Agent, mia: Customer, a_message: Callable[..., Message]
) -> None:
    elsewhere = a_message(subject="Ten boxes of linen", team=charlie.teams.get()).ticket
    assert elsewhere.customer == mia
    client.force_login(charlie)
    page = client.get(reverse("customer", args=[mia.public_id])).content.decode()
    assert "Ten boxes of linen" in page
    assert "Where is my parcel?" not in page


def test_the_search_answers_with_rows_alone(as_alice: Client, mia: Customer) -> None:
    page = as_alice.get(reverse("customers"), {"q": "Mia"}, headers={"HX-Request": "true"}).content.decode()
    assert "Mia Moor" in page
    assert "<html" not in page
    nobody = as_alice.get(reverse("customers"), {"q": "<b>"}).content.decode()
    assert "begins with “&lt;b&gt;”" in nobody


@pytest.mark.parametrize("text", ["\x00", "Mia\x00", "\x00Mia Moor"])
def test_a_search_for_what_the_database_refuses_finds_an_answer(as_alice: Client, mia: Customer, text: str) -> None:
    page = as_alice.get(reverse("customers"), {"q": text})
    assert page.status_code == 200
    assert "\x00" not in page.content.decode()


@pytest.mark.parametrize("query", ["before=x", "after=99999999999999999999", "before=-1", "after=%00"])
def test_a_broken_page_key_shows_the_first_page(as_alice: Client, mia: Customer, query: str) -> None:
    assert "Mia Moor" in as_alice.get(f"{reverse('customers')}?{query}").content.decode()
