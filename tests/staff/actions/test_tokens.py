from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from shopbell.core import clock
from shopbell.core.api import Answer
from shopbell.core.models import Event
from shopbell.staff.actions import tokens
from shopbell.staff.models import Agent, ApiToken

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_a_token_is_kept_as_its_digest_alone(alice: Agent) -> None:
    token, secret = tokens.make(alice, name="  Ware\nhouse ", by=alice.actor)
    assert (len(secret), secret[:3]) == (29, "sb_")
    assert (token.name, token.prefix) == ("Ware house", secret[:7])
    stored = ApiToken.objects.values().get()
    assert stored["digest"] == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(stored)
    event = Event.objects.get(name="token.made")
    assert (event.actor, event.data) == (f"agent:{alice.pk}", {"agent": alice.pk})


def test_it_tells_its_owner_and_when_it_was_used(alice: Agent) -> None:
    token, secret = tokens.make(alice, name="Warehouse", by=alice.actor)
    for at in (NOON, NOON + timedelta(seconds=30), NOON + timedelta(seconds=61)):
        with clock.frozen(at):
            access = tokens.access_by(secret)
            assert access
            assert access.user == alice
        token.refresh_from_db()
        assert token.last_used_at == (NOON if at < NOON + timedelta(seconds=60) else at)


def test_a_revoked_one_opens_nothing_and_is_revoked_once(alice: Agent) -> None:
    token, secret = tokens.make(alice, name="Warehouse", by=alice.actor)
    with clock.frozen(NOON):
        tokens.revoke(token, by=alice.actor)
    assert tokens.revoke(token, by=alice.actor).revoked_at == NOON
    assert tokens.access_by(secret) is None
    assert Event.objects.filter(name="token.revoked").count() == 1


def test_nobody_who_is_switched_off_is_behind_a_token(alice: Agent) -> None:
    _, secret = tokens.make(alice, name="Warehouse", by=alice.actor)
    Agent.objects.filter(pk=alice.pk).update(is_active=False)
    assert tokens.access_by(secret) is None
    Agent.objects.filter(pk=alice.pk).update(is_active=True)
    assert tokens.access_by(secret)


def test_other_words_are_nobodys(alice: Agent) -> None:
    token, secret = tokens.make(alice, name="Warehouse", by=alice.actor)
    for wrong in ("", "sb_", secret[:-1], secret + "a", secret.upper(), secret[3:], token.digest):
        assert tokens.access_by(wrong) is None


def test_a_scope_that_writes_reads_too_and_unknown_ones_are_left_out(alice: Agent) -> None:
    token, secret = tokens.make(alice, name="Test", by=alice.actor, scopes=["tickets:write", "moon:write"])
    assert token.scopes == ["tickets:write"]
    access = tokens.access_by(secret)
    assert access
    assert access.scopes == {"tickets:read", "tickets:write"}


def test_answers_are_forgotten_after_a_day(alice: Agent) -> None:
    _, secret = tokens.make(alice, name="Test", by=alice.actor)
    access = tokens.access_by(secret)
    assert access
    with clock.frozen(NOON):
        assert access.claim("k", "digest") is None
        access.keep("k", Answer(201, "application/json", b"{}"))
    with clock.frozen(NOON + timedelta(hours=23)):
        assert tokens.forget_answers() == 0
        assert access.claim("k", "digest") == Answer(201, "application/json", b"{}")
    with clock.frozen(NOON + timedelta(hours=25)):
        assert tokens.forget_answers() == 1
        assert access.claim("k", "other") is None
