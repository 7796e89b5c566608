from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.customers.base import Claim
from shopbell.customers.models import Identity
from shopbell.shops.models import CustomField
from shopbell.staff.models import Agent
from shopbell.tickets.models import Message, Ticket
from tests.program import Program

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_a_customer_exactly_and_without_visits(alice: Agent, a_message: Callable[..., Message]) -> None:
    with clock.frozen(NOON):
        customer = a_message(
            claims=[
                Claim("email", "Mia@Post.example", display="Mia@Post.example", proof="dkim"),
                Claim("visitor", "v1", scope=3),
            ]
        ).customer
    assert customer
    told = Program(alice).get(f"/customers/{customer.public_id}")
    assert told.json() == {
        "id": customer.public_id,
        "name": "Mia Moor",
        "display_name": "Mia Moor",
        "language": "",
        "timezone": "",
        "city": "",
        "country": "",
        "tags": [],
        "is_vip": False,
        "wants_plain_text": False,
        "wants_large_text": False,
        "fields": {},
        "first_contact_at": None,
        "last_contact_at": None,
        "ticket_count": None,
        "is_erased": False,
        "created_at": "2026-11-24T12:00:00Z",
        "identities": [
            {
                "id": customer.identities.get(scheme="email").pk,
                "scheme": "email",
                "value": "mia@post.example",
                "display": "Mia@Post.example",
                "is_verified": True,
                "verified_by": "dkim",
                "is_suppressed": False,
                "suppressed_reason": "",
            }
        ],
    }


def test_customers_page_by_page_the_newest_first(alice: Agent, a_message: Callable[..., Message]) -> None:
    for name in ("Ann", "Ben", "Cem"):
        a_message(name=name, claims=[Claim("email", f"{name.lower()}@post.example")])
    program = Program(alice)
    first = program.get("/customers", {"limit": 2}).json()
    rest = program.get("/customers", {"limit": 2, "cursor": first["next"]}).json()
    assert [one["name"] for one in first["items"] + rest["items"]] == ["Cem", "Ben", "Ann"]
    assert rest["next"] is None
    found = program.get("/customers", {"q": "ben@"}).json()["items"]
    assert [one["name"] for one in found] == ["Ben"]
    assert program.get("/customers", {"cursor": "nonsense"}).status_code == 422


def test_another_team_knows_nobody(charlie: Agent, owner: Agent, a_message: Callable[..., Message]) -> None:
    customer = a_message().customer
    assert customer
    program = Program(charlie)
    assert program.get("/customers").json() == {"items": [], "next": None}
    assert program.get(f"/customers/{customer.public_id}").status_code == 404
    assert Program(owner).get(f"/customers/{customer.public_id}").status_code == 200


def _address(ticket: Ticket) -> tuple[str, Identity]:
    assert ticket.customer
    identity = ticket.customer.identities.get()
    return f"/customers/{ticket.customer.public_id}/identities/{identity.pk}", identity


def test_an_agent_confirms_an_address_once(alice: Agent, ticket: Ticket) -> None:
    path, identity = _address(ticket)
    for _ in range(2):
        told = Program(alice).put(f"{path}/confirmation").json()
        assert (told["id"], told["is_verified"], told["verified_by"]) == (identity.pk, True, "agent")
    assert Event.objects.filter(name="identity.verified").count() == 1


def test_an_address_is_suppressed_and_the_next_answer_is_held_until_it_is_lifted(alice: Agent, ticket: Ticket) -> None:
    path, identity = _address(ticket)
    program = Program(alice)
    told = program.put(f"{path}/suppression", {"reason": "Wrong person"}).json()
    assert (told["is_suppressed"], told["suppressed_reason"]) == (True, "Wrong person")
    assert program.put(f"{path}/suppression", {"reason": "Other"}).json()["suppressed_reason"] == "Wrong person"
    (way,) = program.get(f"/tickets/{ticket.pk}").json()["routes"]
    assert way["closed_because"] == "This address takes no mail: Wrong person"
    assert program.delete(f"{path}/suppression").json()["is_suppressed"] is False
    identity.refresh_from_db()
    assert (identity.suppressed_at, identity.suppressed_reason) == (None, "")


def test_an_address_is_found_below_its_own_customer_only(
    alice: Agent, ticket: Ticket, a_message: Callable[..., Message]
) -> None:
    other = a_message(claims=[Claim("email", "otto@post.example")], name="Otto").ticket.customer
    visit = Identity.objects.create(customer=other, scheme="visitor", value="v", created_at=NOON)
    assert other
    assert ticket.customer
    for customer, identity in ((other, ticket.customer.identities.get()), (other, visit)):
        path = f"/customers/{customer.public_id}/identities/{identity.pk}/confirmation"
        assert Program(alice).put(path).status_code == 404
    assert not Identity.objects.exclude(verified_at=None).exists()


def test_a_program_changes_what_it_names_and_its_own_fields(alice: Agent, a_message: Callable[..., Message]) -> None:
    CustomField.objects.create(applies_to="customer", key="size", label="Size", kind="number", created_at=clock.now())
    customer = a_message().customer
    assert customer
    where = f"/customers/{customer.public_id}"
    program = Program(alice)
    told = program.patch(where, {"city": "Kiel", "tags": ["a", "b"], "is_vip": True, "fields": {"size": 38}}).json()
    assert (told["name"], told["city"], told["tags"], told["fields"]) == ("Mia Moor", "Kiel", ["a", "b"], {"size": 38})
    told = program.patch(where, {"is_vip": False, "fields": {"size": None}}).json()
    assert (told["city"], told["is_vip"], told["fields"]) == ("Kiel", False, {})
    assert program.patch(where, {"fields": {"size": "x"}}).json()["errors"] == {"fields.size": ["Enter a number."]}
    assert program.patch(where, {"country": "XX"}).status_code == 422
    said = {one["field"]: one["who"] for one in program.get(f"{where}/sources").json()}
    assert said["city"] == "Alice Archer"


def test_a_program_reads_and_writes_notes_consents_addresses_and_history(
    alice: Agent, a_message: Callable[..., Message]
) -> None:
    customer = a_message().customer
    assert customer
    where = f"/customers/{customer.public_id}"
    program = Program(alice)
    note = program.post(f"{where}/notes", {"text": "Has a dog"}).json()
    assert (note["text"], note["author"], note["is_pinned"]) == ("Has a dog", alice.public_id, False)
    assert program.patch(f"{where}/notes/{note['id']}", {"is_pinned": True}).json()["is_pinned"] is True
    assert [one["id"] for one in program.get(f"{where}/notes").json()["items"]] == [note["id"]]
    said = {"purpose": "surveys", "is_given": True, "source": "form", "wording": "2"}
    assert program.post(f"{where}/consents", said).status_code == 201
    assert program.get(f"{where}/consents").json()["items"][0]["wording"] == "2"
    added = program.post(f"{where}/identities", {"address": "mia@work.example"})
    assert (added.status_code, added.json()["is_verified"]) == (201, False)
    assert program.delete(f"{where}/identities/{added.json()['id']}").status_code == 204
    first = program.get(f"{where}/history", {"limit": 3}).json()
    rest = program.get(f"{where}/history", {"limit": 50, "cursor": first["next"]}).json()
    assert [len(first["items"]), rest["next"]] == [3, None]
    kinds = {one["kind"] for one in first["items"] + rest["items"]}
    assert kinds == {"message", "ticket", "note", "change"}
    assert program.delete(f"{where}/notes/{note['id']}").status_code == 204
