from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from shopbell.channels.models import ChannelAccount
from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from shopbell.staff.scopes import ALL
from shopbell.tickets.models import Ticket
from tests.program import Program


@pytest.fixture
def admin(shop: Shop) -> Program:
    return Program(Agent.objects.create_user("ada@alderandflax.example", name="Ada Admin", role=Agent.Role.ADMIN))


def test_a_token_tells_whose_it_is(alice: Agent, team: Team) -> None:
    assert Program(alice).get("/me").json() == {
        "id": alice.public_id,
        "name": "Alice Archer",
        "email": "alice@alderandflax.example",
        "role": "agent",
        "own_role": None,
        "availability": "available",
        "is_active": True,
        "language": "en",
        "timezone": "Europe/Dublin",
        "teams": [{"id": team.public_id, "name": "Care"}],
        "scopes": sorted(ALL),
    }
    narrow = Program(alice, "tickets:write", "events:read").get("/me").json()
    assert narrow["scopes"] == ["events:read", "tickets:read", "tickets:write"]


def test_agents_see_their_colleagues_without_addresses(alice: Agent, bob: Agent, charlie: Agent, owner: Agent) -> None:
    program = Program(alice)
    told = [(item["name"], item["email"]) for item in program.get("/agents").json()["items"]]
    assert told == [("Alice Archer", "alice@alderandflax.example"), ("Bob Baker", None)]
    assert program.get(f"/agents/{charlie.public_id}").status_code == 404
    Agent.objects.filter(pk=bob.pk).update(is_active=False)
    assert program.get(f"/agents/{bob.public_id}").status_code == 404


def test_admins_see_everybody(admin: Program, alice: Agent, charlie: Agent) -> None:
    Agent.objects.filter(pk=charlie.pk).update(is_active=False)
    told = [(item["name"], item["is_active"]) for item in admin.get("/agents").json()["items"]]
    assert told == [("Ada Admin", True), ("Alice Archer", True), ("Charlie Clay", False)]
    assert admin.get(f"/agents/{alice.public_id}").json()["email"] == "alice@alderandflax.example"


def test_an_admin_adds_somebody_who_gets_a_link(admin: Program, team: Team, run_jobs: Callable[[], int]) -> None:
    sent = {"name": "Dora Dale", "email": "Dora@AlderAndFlax.example", "role": "lead", "teams": [team.public_id]}
    answer = admin.post("/agents", sent)
    assert answer.status_code == 201, answer.content
    dora = Agent.objects.get(email="dora@alderandflax.example")
    assert (dora.role, list(dora.teams.all()), dora.has_usable_password()) == ("lead", [team], False)
    assert answer.json()["id"] == dora.public_id
    assert "password" not in answer.content.decode()
    run_jobs()
    assert [letter.to for letter in mail.outbox] == [["dora@alderandflax.example"]]
    assert Event.objects.get(name="agent.created").actor == f"agent:{admin.agent.pk}"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"email": "alice@alderandflax.example"}, "email"),
        ({"email": "nonsense"}, "email"),
        ({"name": ""}, "name"),
        ({"role": "owner"}, "role"),
        ({"role": "king"}, "role"),
        ({"teams": ["nothing"]}, "teams"),
        ({"timezone": "Mars/Base"}, "timezone"),
        ({"password": "secret"}, "password"),
    ],
)
def test_a_wrong_account_is_not_made(admin: Program, alice: Agent, sent: dict[str, Any], field: str) -> None:
    answer = admin.post("/agents", {"name": "Dora", "email": "dora@alderandflax.example", **sent})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert Agent.objects.count() == 2
    assert not Event.objects.filter(name="agent.created").exists()


def test_a_person_is_changed_in_part(admin: Program, owner: Agent, alice: Agent, team: Team, other_team: Team) -> None:
    path = f"/agents/{alice.public_id}"
    told = admin.patch(path, {"role": "observer"}).json()
    assert (told["role"], told["name"], told["teams"]) == (
        "observer",
        "Alice Archer",
        [{"id": team.public_id, "name": "Care"}],
    )
    told = admin.patch(path, {"teams": [other_team.public_id], "language": "de"}).json()
    assert (told["language"], [one["name"] for one in told["teams"]]) == ("de", ["Wholesale"])
    assert admin.patch(path, {"is_active": False}).json()["is_active"] is False
    alice.refresh_from_db()
    assert (alice.is_active, alice.email) == (False, "alice@alderandflax.example")


def test_an_owner_is_changed_by_owners_alone(admin: Program, owner: Agent) -> None:
    assert admin.patch(f"/agents/{owner.public_id}", {"name": "Nobody"}).status_code == 403
    answer = Program(owner).patch(f"/agents/{owner.public_id}", {"role": "agent"})
    assert answer.status_code == 409
    assert answer.json()["detail"] == "Olga Owner is the only owner. Make somebody else an owner first."
    owner.refresh_from_db()
    assert (owner.name, owner.role) == ("Olga Owner", "owner")


def test_teams_are_ones_own_or_all(alice: Agent, team: Team, other_team: Team, shop: Shop, admin: Program) -> None:
    care = {
        "id": team.public_id,
        "name": "Care",
        "shop": {"id": shop.public_id, "name": "Alder & Flax"},
        "members": [{"id": alice.public_id, "name": "Alice Archer"}],
        "is_archived": False,
    }
    assert Program(alice).get("/teams").json() == {"items": [care], "next": None}
    assert [one["name"] for one in admin.get("/teams").json()["items"]] == ["Care", "Wholesale"]


def test_an_admin_makes_and_changes_teams(admin: Program, alice: Agent, bob: Agent, shop: Shop) -> None:
    made = admin.post("/teams", {"name": "Returns", "members": [bob.public_id]})
    assert made.status_code == 201, made.content
    path = f"/teams/{made.json()['id']}"
    assert admin.patch(path, {"name": "Coming back"}).json()["members"] == [{"id": bob.public_id, "name": "Bob Baker"}]
    told = admin.patch(path, {"members": [alice.public_id]}).json()
    assert (told["name"], [one["name"] for one in told["members"]]) == ("Coming back", ["Alice Archer"])
    assert Team.objects.get(name="Coming back").shop == shop


def test_a_team_is_archived_listed_apart_and_brought_back(
    admin: Program, alice: Agent, other_team: Team, mailbox: ChannelAccount
) -> None:
    path = f"/teams/{other_team.public_id}"
    told = admin.patch(path, {"is_archived": True, "name": "Trade"}).json()
    assert (told["name"], told["is_archived"]) == ("Trade", True)
    assert [one["name"] for one in admin.get("/teams").json()["items"]] == ["Care"]
    assert [one["name"] for one in admin.get("/teams", {"is_archived": "true"}).json()["items"]] == ["Trade"]
    assert Program(alice).get("/teams", {"is_archived": "true"}).json()["items"] == []
    assert admin.patch(path, {"is_archived": False}).json()["is_archived"] is False
    refused = admin.patch(f"/teams/{mailbox.team.public_id}", {"is_archived": True, "name": "Gone"})
    assert (refused.status_code, Team.objects.get(pk=mailbox.team.pk).name) == (409, "Care")


def test_a_team_of_another_shop_names_it(admin: Program, team: Team) -> None:
    second = Shop.objects.create(slug="birch", name="Birch")
    assert list(admin.post("/teams", {"name": "Care"}).json()["errors"]) == ["shop"]
    assert list(admin.post("/teams", {"name": "Care", "shop": "nothing"}).json()["errors"]) == ["shop"]
    told = admin.post("/teams", {"name": "Care", "shop": second.public_id})
    assert (told.status_code, told.json()["shop"]["name"]) == (201, "Birch")


@pytest.mark.parametrize(
    ("sent", "field"), [({"name": "care"}, "name"), ({"name": ""}, "name"), ({"members": ["x"]}, "members")]
)
def test_a_wrong_team_is_not_made(admin: Program, team: Team, sent: dict[str, Any], field: str) -> None:
    answer = admin.post("/teams", {"name": "Returns", **sent})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert list(Team.objects.values_list("name", flat=True)) == ["Care"]


def test_the_log_is_followed_by_number(admin: Program, ticket: Ticket) -> None:
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        everything = admin.get("/events").json()
        some = admin.get("/events", {"limit": 2}).json()
        rest = admin.get("/events", {"after": some["last"]}).json()
        end = admin.get("/events", {"after": rest["last"]}).json()
    assert [item["name"] for item in everything["items"]] == [
        "token.made",
        "customer.created",
        "ticket.created",
        "message.received",
    ]
    assert some["items"] + rest["items"] == everything["items"]
    assert end == {"items": [], "last": rest["last"]}
    event = Event.objects.get(name="ticket.created")
    assert everything["items"][2] == {
        "id": event.pk,
        "at": event.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "name": "ticket.created",
        "subject": f"tickets.ticket:{ticket.pk}",
        "by": "system",
        "data": {"channel": "email", "is_backfill": False},
    }


@pytest.mark.parametrize("query", [{"after": -1}, {"after": 2**63}, {"after": "x"}, {"limit": 101}])
def test_a_place_in_the_log_is_a_number(admin: Program, query: dict[str, Any]) -> None:
    assert admin.get("/events", query).status_code == 422


def test_a_first_password_is_set_and_never_told(admin: Program, run_jobs: Callable[[], int]) -> None:
    secret = "a brand new bicycle"
    answer = admin.post("/agents", {"name": "Dora", "email": "dora@alderandflax.example", "password": secret})
    assert answer.status_code == 201
    assert secret not in answer.content.decode()
    assert Agent.objects.get(email="dora@alderandflax.example").check_password(secret)
    run_jobs()
    assert mail.outbox == []


def test_an_invitation_goes_by_mail_to_whom_one_may_manage(
    admin: Program, owner: Agent, alice: Agent, run_jobs: Callable[[], int]
) -> None:
    answer = admin.post(f"/agents/{alice.public_id}/invitation")
    assert (answer.status_code, answer.content) == (202, b"")
    assert admin.post(f"/agents/{owner.public_id}/invitation").status_code == 403
    Agent.objects.filter(pk=alice.pk).update(is_active=False)
    assert admin.post(f"/agents/{alice.public_id}/invitation").status_code == 404
    Agent.objects.filter(pk=alice.pk).update(is_active=True)
    run_jobs()
    assert [letter.to for letter in mail.outbox] == [["alice@alderandflax.example"]]


def test_people_and_teams_page_by_page(admin: Program, alice: Agent, bob: Agent, team: Team, other_team: Team) -> None:
    for path, count in (("/agents", 3), ("/teams", 2)):
        seen, cursor = [], ""
        for _ in range(count):
            page = admin.get(path, {"limit": 1, "cursor": cursor}).json()
            seen += [item["id"] for item in page["items"]]
            cursor = page["next"]
        assert cursor is None
        assert len(set(seen)) == count


def test_roles_are_made_given_and_changed(admin: Program, alice: Agent) -> None:
    offered = {one["key"]: one for one in admin.get("/permissions").json()}
    assert offered["tickets.answer"]["roles"] == ["admin", "agent", "lead", "owner"]
    assert [key for key, one in offered.items() if not one["is_given"]] == ["owner"]
    made = admin.post("/roles", {"name": "Packer", "permissions": ["tickets.read"], "sight": "own"})
    assert (made.status_code, made.json()["permissions"]) == (201, ["tickets.read"])
    role = made.json()["id"]
    given = admin.patch(f"/agents/{alice.public_id}", {"own_role": role}).json()
    assert (given["role"], given["own_role"]) == ("own", {"id": role, "name": "Packer"})
    assert admin.patch(f"/agents/{alice.public_id}", {"name": "Alice"}).json()["own_role"]["id"] == role
    assert admin.delete(f"/roles/{role}").status_code == 409
    changed = admin.patch(f"/roles/{role}", {"permissions": ["audit.read", "owner"]})
    assert (changed.status_code, list(changed.json()["errors"])) == (422, ["permissions"])
    assert admin.patch(f"/agents/{alice.public_id}", {"role": "agent"}).json()["own_role"] is None
    assert admin.delete(f"/roles/{role}").status_code == 204
    assert admin.get("/roles").json()["items"] == []
