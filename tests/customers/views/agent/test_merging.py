from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from shopbell.customers.base import Claim
from shopbell.customers.models import Customer, CustomerMerge
from shopbell.staff.models import Agent
from shopbell.tickets.models import Message
from tests.program import Program


@pytest.fixture
def pair(a_message: Callable[..., Message]) -> tuple[Customer, Customer]:
    one = a_message(claims=[Claim("email", "mia@post.example")], name="Mia Moor").ticket.customer
    two = a_message(claims=[Claim("email", "mia@work.example")], name="Mia MOOR").ticket.customer
    assert one
    assert two
    return one, two


def test_the_other_is_found_looked_at_merged_and_taken_back(as_alice: Client, pair: tuple[Customer, Customer]) -> None:
    one, two = pair
    where = reverse("customer_merging", args=[one.public_id])
    page = as_alice.get(reverse("customer", args=[one.public_id])).content.decode()
    assert "Perhaps here twice" in page
    assert "mia@work.example" in as_alice.get(where, {"q": "mia@work"}).content.decode()
    preview = as_alice.get(where, {"with": two.public_id}).content.decode()
    assert "Mia MOOR" in preview
    assert 'name="take:name"' in preview
    sent = {"with": two.public_id, "take:name": "source"}
    assert as_alice.post(where, sent).headers["Location"] == reverse("customer", args=[one.public_id])
    one.refresh_from_db()
    assert one.name == "Mia MOOR"
    moved = as_alice.get(reverse("customer", args=[two.public_id]))
    assert moved.headers["Location"] == reverse("customer", args=[one.public_id])
    assert as_alice.get(where, {"with": two.public_id}).status_code == 404
    assert "Take the merge back" in as_alice.get(reverse("customer", args=[one.public_id])).content.decode()
    made = CustomerMerge.objects.get()
    as_alice.post(reverse("customer_unmerging", args=[one.public_id, made.public_id]))
    one.refresh_from_db()
    assert (one.name, two.identities.count()) == ("Mia Moor", 1)


def test_nobody_merges_whom_they_may_not_see(client: Client, charlie: Agent, pair: tuple[Customer, Customer]) -> None:
    client.force_login(charlie)
    one, two = pair
    sent = {"with": two.public_id}
    assert client.post(reverse("customer_merging", args=[one.public_id]), sent).status_code == 404
    assert not CustomerMerge.objects.exists()


def test_a_program_merges_and_takes_it_back(alice: Agent, pair: tuple[Customer, Customer]) -> None:
    one, two = pair
    program = Program(alice)
    where = f"/customers/{one.public_id}"
    assert program.get(f"{where}/duplicates").json() == [{"customer": two.public_id, "reason": "Same name"}]
    assert program.get(f"{where}/merge-preview", {"source": two.public_id}).json() == {
        "conflicts": [{"name": "name", "label": "Name", "source": "Mia MOOR", "target": "Mia Moor"}],
        "accounts_differ": False,
    }
    made = program.post(f"{where}/merges", {"source": two.public_id, "take": ["name"]})
    assert made.status_code == 201
    assert program.get(where).json()["name"] == "Mia MOOR"
    assert program.get(f"/customers/{two.public_id}").status_code == 404
    undone = program.delete(f"{where}/merges/{made.json()['id']}")
    assert (undone.status_code, undone.json()["undone_at"] is not None) == (200, True)
    assert program.delete(f"{where}/merges/{made.json()['id']}").status_code == 409
    assert program.post(f"{where}/merges", {"source": one.public_id}).status_code == 409
