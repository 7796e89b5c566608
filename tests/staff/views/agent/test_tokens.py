from __future__ import annotations

import re

from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from shopbell.staff.actions import tokens
from shopbell.staff.models import Agent, ApiToken

SECRET = re.compile(r"sb_[a-z2-7]{26}")


def test_a_token_is_shown_once_and_works(as_alice: Client, alice: Agent) -> None:
    made = as_alice.post(reverse("tokens"), {"name": "Warehouse", "scopes": ["tickets:read", "shops:read"]})
    secret = SECRET.findall(made.content.decode())[0]
    assert made["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    access = tokens.access_by(secret)
    assert access
    assert (access.user, access.scopes) == (alice, {"tickets:read", "shops:read"})
    page = as_alice.get(reverse("tokens")).content.decode()
    assert not SECRET.search(page)
    assert f"{secret[:7]}…" in page
    assert "Warehouse" in page
    assert "shops:read, tickets:read" in page
    assert all(secret not in str(session.get_decoded()) for session in Session.objects.all())


def test_without_a_name_or_for_nothing_none_is_made(as_alice: Client) -> None:
    answer = as_alice.post(reverse("tokens"), {"name": " "})
    assert answer.status_code == 422
    assert "Give it a name, so that you know later what it is for." in answer.content.decode()
    assert "Tick at least one, or it opens nothing." in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_a_revoked_token_leaves_the_page(as_alice: Client, alice: Agent) -> None:
    token, secret = tokens.make(alice, name="Warehouse", by=alice.actor)
    answer = as_alice.post(reverse("token_revoke", args=[token.public_id]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("tokens"))
    assert tokens.access_by(secret) is None
    page = as_alice.get(reverse("tokens")).content.decode()
    assert "Warehouse opens nothing any more." in page
    assert "No token yet" in page


def test_tokens_of_others_are_neither_shown_nor_revoked(as_alice: Client, bob: Agent) -> None:
    token, secret = tokens.make(bob, name="Of Bob", by=bob.actor)
    assert "Of Bob" not in as_alice.get(reverse("tokens")).content.decode()
    assert as_alice.post(reverse("token_revoke", args=[token.public_id])).status_code == 404
    assert tokens.access_by(secret)


def test_the_settings_lead_there(as_alice: Client) -> None:
    assert f'href="{reverse("tokens")}"' in as_alice.get(reverse("settings")).content.decode()
