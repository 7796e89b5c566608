from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from shopbell.core import clock
from shopbell.core.api import pace
from shopbell.core.throttle import Limit
from shopbell.staff.models import Agent
from tests.program import BASE, Program

AT = datetime(2026, 11, 24, 12, 0, 20, tzinfo=UTC)
NAMES = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")


def test_every_answer_says_what_is_left(alice: Agent, client: Client) -> None:
    program = Program(alice)
    with clock.frozen(AT):
        heard = [
            program.get("/me"),
            program.get("/nonsense"),
            program.ask("delete", "/tickets"),
            program.get("/events"),
            program.put("/tickets/1/status", {"status": "asleep"}),
        ]
        assert [tuple(one[name] for name in NAMES) for one in heard] == [
            ("600", str(600 - number), "40") for number in range(1, 6)
        ]
        assert [one.status_code for one in heard] == [200, 404, 405, 403, 422]
        described = client.get(f"{BASE}/openapi.json")  # counted by address
        assert tuple(described[name] for name in NAMES) == ("600", "599", "40")


def test_one_request_too_many_waits(alice: Agent, bob: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "PACE", Limit("api", 2, 60))
    program = Program(alice)
    with clock.frozen(AT):
        heard = [program.get("/me") for _ in range(3)]
        assert [one.status_code for one in heard] == [200, 200, 429]
        assert (heard[2]["Content-Type"], heard[2]["Retry-After"]) == ("application/problem+json", "40")
        assert tuple(heard[2][name] for name in NAMES) == ("2", "0", "40")
        assert Program(bob).get("/me").status_code == 200
    with clock.frozen(AT.replace(minute=1)):
        assert program.get("/me").status_code == 200


def test_wrong_tokens_have_nothing_left(db: None, client: Client) -> None:
    wrong = {"Authorization": "Bearer sb_wrong"}
    with clock.frozen(AT):
        heard = [client.get(f"{BASE}/me", headers=wrong) for _ in range(21)]
    assert (heard[19].status_code, heard[20].status_code, heard[20]["Retry-After"]) == (401, 429, "40")
    assert tuple(heard[20][name] for name in NAMES) == ("20", "0", "40")
