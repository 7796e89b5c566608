from __future__ import annotations

import pytest
from django.test import Client

from shopbell.staff.actions import tokens
from shopbell.staff.models import Agent
from tests.program import Program


def test_a_profile_is_changed_in_part(alice: Agent) -> None:
    told = Program(alice).patch("/me", {"language": "de", "theme": "dark"}).json()
    assert (told["language"], told["name"], told["timezone"]) == ("de", "Alice Archer", "Europe/Dublin")
    alice.refresh_from_db()
    assert (alice.language, alice.theme) == ("de", "dark")


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"name": " "}, "name"), ({"language": "xx"}, "language"), ({"role": "owner"}, "role"), ({"theme": "x"}, "theme")],
)
def test_what_is_wrong_or_not_ones_own_to_change_is_refused(alice: Agent, sent: dict[str, str], field: str) -> None:
    answer = Program(alice).patch("/me", sent)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    alice.refresh_from_db()
    assert (alice.name, alice.language, alice.role, alice.theme) == ("Alice Archer", "en", "agent", "")


def test_one_says_whether_one_is_there(alice: Agent) -> None:
    assert Program(alice).put("/me/availability", {"availability": "away"}).json()["availability"] == "away"
    alice.refresh_from_db()
    assert alice.availability == "away"


def test_ones_own_tokens_are_listed_without_secrets_and_revoked(alice: Agent, bob: Agent) -> None:
    program, narrow, foreign = Program(alice), Program(alice, "tickets:read"), Program(bob)
    answer = program.get("/me/tokens")
    told = answer.json()["items"]
    assert [(one["id"], one["prefix"]) for one in told] == [
        (narrow.token.public_id, narrow.secret[:7]),
        (program.token.public_id, program.secret[:7]),
    ]
    assert told[0]["scopes"] == ["tickets:read"]
    assert narrow.secret not in answer.content.decode()
    assert program.delete(f"/me/tokens/{narrow.token.public_id}").status_code == 204
    assert tokens.access_by(narrow.secret) is None
    for gone in (narrow, foreign):
        assert program.delete(f"/me/tokens/{gone.token.public_id}").status_code == 404
    assert tokens.access_by(foreign.secret)


def test_sessions_are_listed_and_ended(alice: Agent, client: Client) -> None:
    client.force_login(alice)
    client.get("/desk/settings/profile/", REMOTE_ADDR="203.0.113.7")
    program = Program(alice)
    (session,) = program.get("/me/sessions").json()["items"]
    assert session["address"] == "203.0.113.7"
    assert program.delete("/me/sessions").status_code == 204
    assert program.get("/me/sessions").json()["items"] == []
    assert client.get("/desk/settings/profile/").status_code == 302


def test_a_program_says_until_when_one_is_away(alice: Agent) -> None:
    sent = {"availability": "away", "back_at": "2099-01-01T15:00:00Z"}
    assert Program(alice).put("/me/availability", sent).json()["availability"] == "away"
    alice.refresh_from_db()
    assert alice.standing == "Away, back at 15:00"
