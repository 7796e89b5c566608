"""The API as a whole: every operation with every role, its description, and how it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from shopbell.channels.models import ChannelAccount
from shopbell.core.models import Event
from shopbell.project.api import api
from shopbell.shops.models import Shop
from shopbell.staff.actions import tokens
from shopbell.staff.models import Agent, Team
from shopbell.staff.scopes import ALL, included
from shopbell.tickets.models import Attachment, Message, Ticket
from tests.expectations import Golden
from tests.program import BASE, Program
from tests.project.api_table import ROLES, TABLE, World, build_world


@pytest.fixture
def world(shop: Shop, team: Team, mailbox: ChannelAccount, ticket: Ticket, bob: Agent, alice: Agent) -> World:
    return build_world(shop, team, mailbox, ticket.messages.get(), colleague=bob, agent=alice)


@pytest.fixture
def programs(owner: Agent, alice: Agent, charlie: Agent, team: Team) -> dict[str, Program]:
    observer = Agent.objects.create_user("ottilie@alderandflax.example", name="Ottilie", role=Agent.Role.OBSERVER)
    team.members.add(observer)
    return dict(zip(ROLES, map(Program, (owner, alice, charlie, observer)), strict=True))


def _address(operation: str, world: World) -> tuple[str, str]:
    method, path = operation.split(" ")
    return method, world.address(path)


def _ask(program: Program, operation: str, world: World) -> Any:
    """The answer; whatever the request changed is undone."""
    method, path = _address(operation, world)
    data = TABLE[operation].data(world)
    mark = transaction.savepoint()
    try:
        sent = program.upload(path, file=data) if path == "/files" else program.ask(method, path, data)
        if sent.streaming:
            b"".join(sent.streaming_content)  # which closes the file
        return sent
    finally:
        transaction.savepoint_rollback(mark)


def test_every_operation_is_in_the_table() -> None:
    described = api.get_openapi_schema(path_prefix="")["paths"]
    found = [f"{method.upper()} {path}" for path, operations in described.items() for method in operations]
    assert sorted(found) == sorted(TABLE)


@pytest.mark.parametrize("operation", sorted(TABLE))
def test_each_role_hears_what_the_table_says(operation: str, world: World, programs: dict[str, Program]) -> None:
    before = Event.objects.count()
    heard = {role: _ask(program, operation, world).status_code for role, program in programs.items()}
    assert heard == dict(zip(ROLES, TABLE[operation].statuses, strict=True))
    assert Event.objects.count() == before


def _scope(operation: str) -> str:
    """The scope that the description names; empty for what every token opens."""
    method, path = operation.split(" ")
    (security,) = api.get_openapi_schema(path_prefix="")["paths"][path][method.lower()]["security"]
    return "".join(security["Bearer"])


def test_one_operation_alone_is_open_to_every_token() -> None:
    scopes = {operation: _scope(operation) for operation in TABLE}
    assert [operation for operation, scope in scopes.items() if not scope] == ["GET /me"]
    assert set(scopes.values()) - {""} == set(ALL)
    for operation, scope in scopes.items():
        assert scope.endswith(":read" if operation.startswith("GET ") else ":write") or not scope


@pytest.mark.parametrize("operation", sorted(TABLE.keys() - {"GET /me"}))
def test_a_token_opens_what_its_scope_names(operation: str, world: World, owner: Agent, alice: Agent) -> None:
    scope = _scope(operation)
    who, heard = (owner, TABLE[operation].statuses[0])
    if heard >= 400:
        who, heard = alice, TABLE[operation].statuses[1]
    before = Event.objects.count()
    others = [other for other in ALL if scope not in included([other])]
    refused = _ask(Program(who, *others), operation, world)
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/problem+json")
    assert refused["WWW-Authenticate"] == f'Bearer error="insufficient_scope", scope="{scope}"'
    assert refused.json()["detail"] == (
        f"This token is not made for that: it lacks {scope}. Make one that includes it."
    )
    assert _ask(Program(who, scope), operation, world).status_code == heard
    assert Event.objects.count() == before + 2  # the two tokens


@pytest.mark.parametrize("operation", sorted(TABLE))
def test_without_a_working_token_there_is_nothing(operation: str, world: World, alice: Agent, owner: Agent) -> None:
    method, path = _address(operation, world)
    revoked, switched_off = Program(owner), Program(alice)
    tokens.revoke(revoked.token, by=owner.actor)
    Agent.objects.filter(pk=alice.pk).update(is_active=False)
    before = Event.objects.count()
    for headers in ({}, {"Authorization": "Bearer sb_wrong"}, revoked.headers(), switched_off.headers()):
        answer = Client().generic(method, BASE + path, "{}", content_type="application/json", headers=headers)
        assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
        assert answer["WWW-Authenticate"] == "Bearer"
    assert Event.objects.count() == before


def test_signing_in_on_the_desk_opens_nothing_here(as_alice: Client) -> None:
    assert as_alice.get("/api/v1/me").status_code == 401


def test_a_refused_method_names_those_that_work(alice: Agent) -> None:
    answer = Program(alice).ask("delete", "/tickets")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST")
    assert answer.json() == {
        "type": "about:blank",
        "title": "Method Not Allowed",
        "status": 405,
        "detail": "This address knows GET, POST only.",
    }


@pytest.mark.parametrize("path", ["/", "/nonsense", "/tickets/1042/nonsense", "/tickets/x", "/tickets/"])
def test_an_unknown_address_is_a_problem_and_no_page(path: str, alice: Agent) -> None:
    answer = Program(alice).get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["detail"] == "There is nothing here, or nothing that you may see."


@pytest.mark.parametrize("address", ["/api", "/api/", "/api/v1", "/api/v2/tickets", "/api/docs"])
def test_other_versions_are_problems_too(address: str, db: None, client: Client) -> None:
    for answer in (client.get(address), client.post(address)):
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "kind", "accepted"),
    [
        ("/tickets/1/notes", "text/plain", "application/json"),
        ("/tickets/1/notes", "application/xml", "application/json"),
        ("/tickets/1/notes", "multipart/form-data; boundary=x", "application/json"),
        ("/files", "application/json", "multipart/form-data"),
        ("/files", "text/plain", "multipart/form-data"),
    ],
)
@pytest.mark.parametrize("key", ["", "k"])
def test_another_kind_of_body_is_told_so(path: str, kind: str, accepted: str, key: str, alice: Agent) -> None:
    program = Program(alice)
    answer = program.client.generic("POST", BASE + path, b'{"text": "x"}', kind, headers=program.headers(key))
    assert (answer.status_code, answer["Content-Type"]) == (415, "application/problem+json")
    assert (answer.json()["detail"], answer["Accept"]) == (f"Send this as {accepted}.", accepted)


def test_what_is_no_json_is_told_so(alice: Agent, ticket: Ticket) -> None:
    program = Program(alice)
    answer = program.client.put(
        f"{BASE}/tickets/{ticket.pk}/status", "{", content_type="application/json", headers=program.headers()
    )
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    ticket.refresh_from_db()
    assert ticket.status == "open"


@pytest.mark.parametrize(
    "path", ["/customers/%00", "/files/%00", f"/tickets/{10**30}", "/tickets/%00", "/shops/%00", "/agents/%ed%a0%80"]
)
def test_what_no_row_can_be_called_is_not_there(path: str, alice: Agent) -> None:
    assert Program(alice).get(path).status_code == 404


def test_strange_characters_are_replaced(alice: Agent, ticket: Ticket) -> None:
    assert Program(alice).post(f"/tickets/{ticket.pk}/notes", {"text": "a\x00b\ud800"}).status_code == 201
    assert Message.objects.get(kind="note").text == "a\ufffdb\ufffd"
    assert Program(alice).get("/customers", {"q": "\x00"}).status_code == 200


def test_too_much_at_once_is_told_so(alice: Agent, ticket: Ticket, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = Program(alice).post(f"/tickets/{ticket.pk}/notes", {"text": "x" * 1000})
    assert (answer.status_code, answer.json()["title"]) == (413, "Content Too Large")
    assert Message.objects.count() == 1


def test_a_broken_upload_is_told_so(alice: Agent) -> None:
    program = Program(alice)
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x"):
        answer = program.client.generic("POST", f"{BASE}/files", b"nonsense", kind, headers=program.headers())
        assert (answer.status_code, answer["Content-Type"]) in (
            (400, "application/problem+json"),
            (422, "application/problem+json"),
        )
    assert not Attachment.objects.exists()


def test_a_wrong_field_is_named(alice: Agent, ticket: Ticket) -> None:
    answer = Program(alice).put(f"/tickets/{ticket.pk}/status", {"status": "asleep"})
    assert answer.status_code == 422
    assert answer.json() == {
        "type": "about:blank",
        "title": "Unprocessable Content",
        "status": 422,
        "detail": "Something in the request is not right.",
        "errors": {"status": ["Input should be 'open', 'waiting', 'on_hold', 'solved' or 'closed'"]},
    }
    nothing = Program(alice).put(f"/tickets/{ticket.pk}/status")
    assert (nothing.status_code, nothing.json()["errors"]) == (422, {"body": ["Field required"]})
    unknown = Program(alice).put(f"/tickets/{ticket.pk}/status", {"status": "solved", "snoozed": True})
    assert unknown.json()["errors"] == {"snoozed": ["Extra inputs are not permitted"]}
    ticket.refresh_from_db()
    assert ticket.status == "open"


def test_guessing_tokens_is_slowed_down_and_right_ones_still_work(alice: Agent) -> None:
    program = Program(alice)
    wrong = {"Authorization": "Bearer sb_aaaaaaaaaaaaaaaaaaaaaaaaaa"}
    heard = [program.client.get(f"{BASE}/me", headers=wrong).status_code for _ in range(21)]
    assert heard == [401] * 20 + [429]
    refused = program.client.get(f"{BASE}/me", headers=wrong)
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert program.get("/me").status_code == 200


def test_a_fault_of_ours_is_a_problem_without_details(
    alice: Agent, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ticket, "public_id", property(lambda self: 1 / 0), raising=False)
    answer = Program(alice).get(f"/tickets/{ticket.pk}")
    assert (answer.status_code, answer.json()["title"]) == (500, "Internal Server Error")
    assert "division" not in answer.content.decode()


def test_answers_are_for_the_one_who_asked_alone(alice: Agent) -> None:
    assert Program(alice).get("/me")["Cache-Control"] == "private, no-store"


def test_the_description_is_the_one_that_was_reviewed(
    db: None, client: Client, golden: Callable[[str], Golden]
) -> None:
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    described = answer.json()
    expected = golden("openapi")
    expected.check("addresses", sorted(described["paths"]))
    for path, operations in described.pop("paths").items():
        expected.check(path, operations)
    for name, schema in described["components"].pop("schemas").items():
        expected.check(f"schema {name}", schema)
    expected.check("about", described)


def test_the_docs_page_loads_nothing_from_elsewhere(db: None, client: Client) -> None:
    page = client.get("/api/v1/docs")
    assert page.status_code == 200
    text = page.content.decode()
    assert "http://" not in text
    assert "https://" not in text
    assert '"validatorUrl": null' in text
    assert '"url": "/api/v1/openapi.json"' in text
    assert "script-src 'self'" in page["Content-Security-Policy"]
