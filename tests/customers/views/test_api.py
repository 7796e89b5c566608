from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from shopbell.core import clock
from shopbell.customers.base import Claim
from shopbell.staff.models import Agent
from shopbell.tickets.models import Message
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
        "created_at": "2026-11-24T12:00:00Z",
        "identities": [
            {
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
