from __future__ import annotations

import io

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from shopbell.shops.models import Shop
from shopbell.staff.models import Agent

NEW = "another quiet sentence"


def _owner(monkeypatch: pytest.MonkeyPatch, *arguments: str, password: str = NEW) -> str:
    said = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    call_command("owner", *arguments, stdout=said)
    return said.getvalue()


def test_somebody_locked_out_gets_a_password_and_the_role(
    monkeypatch: pytest.MonkeyPatch, client: Client, alice: Agent
) -> None:
    client.force_login(alice)
    Agent.objects.filter(pk=alice.pk).update(is_active=False)
    said = _owner(monkeypatch, "ALICE@alderandflax.example")
    assert said == "Alice Archer is an owner and signs in as alice@alderandflax.example with the new password.\n"
    changed = Agent.objects.get()
    assert (changed.role, changed.is_active, changed.name) == ("owner", True, "Alice Archer")
    assert changed.check_password(NEW)
    assert client.get("/desk/").status_code == 302, "the old session is over"


def test_somebody_new_is_added(monkeypatch: pytest.MonkeyPatch, shop: Shop) -> None:
    _owner(monkeypatch, "nina@alderandflax.example", "--name", "Nina Novak")
    made = Agent.objects.get()
    assert (made.email, made.name, made.role) == ("nina@alderandflax.example", "Nina Novak", "owner")


def test_a_lost_phone_is_forgotten_when_asked(monkeypatch: pytest.MonkeyPatch, alice: Agent) -> None:
    Authenticator.objects.create(user=alice, type="totp", data={"secret": "x"})
    _owner(monkeypatch, alice.email)
    assert Authenticator.objects.count() == 1
    assert "The second step of signing in is off" in _owner(monkeypatch, alice.email, "--forget-second-step")
    assert Authenticator.objects.count() == 0


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("alice@alderandflax.example", "short", "too short"),
        ("alice@alderandflax.example", "", "too short"),
        ("nobody", NEW, "Enter a valid email address."),
    ],
)
def test_what_does_not_do_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, alice: Agent, email: str, password: str, sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        _owner(monkeypatch, email, password=password)
    assert list(Agent.objects.values_list("role", "password")) == [("agent", alice.password)]


def test_before_the_first_run_it_points_to_the_page(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    with pytest.raises(CommandError, match="set-up link"):
        _owner(monkeypatch, "nina@alderandflax.example")
    assert not Agent.objects.exists()
