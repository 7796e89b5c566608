"""API tokens: making one, revoking it, and telling whose it is."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db import transaction

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.clean import one_line
from shopbell.core.events import record
from shopbell.core.ids import public_id
from shopbell.staff.events import TokenMade, TokenRevoked
from shopbell.staff.models import Agent, ApiToken

PREFIX = "sb_"
# Fine enough to tell a token that is used from one that is not, without a write for every request.
GRAIN = timedelta(minutes=1)


@transaction.atomic
def make(agent: Agent, *, name: str, by: Actor) -> tuple[ApiToken, str]:
    """A new token with which a program acts as this agent, and its secret, which nobody can ask for again."""
    secret = PREFIX + public_id()
    token = ApiToken.objects.create(
        agent=agent,
        name=one_line(name, 80),
        prefix=secret[:7],
        digest=_digest(secret),
        created_at=clock.now(),
    )
    record(TokenMade(agent=agent.pk), about=token, by=by)
    return token, secret


@transaction.atomic
def revoke(token: ApiToken, *, by: Actor) -> ApiToken:
    """From now on it opens nothing."""
    locked = ApiToken.objects.select_for_update(no_key=True).get(pk=token.pk)
    if locked.revoked_at is None:
        locked.revoked_at = clock.now()
        locked.save(update_fields=["revoked_at"])
        record(TokenRevoked(agent=locked.agent_id), about=locked, by=by)
    return locked


def owner_of(secret: str) -> Agent | None:
    """The active agent behind a token that is not revoked; its use is noted."""
    if not secret.startswith(PREFIX):
        return None
    found = ApiToken.objects.select_related("agent").filter(
        digest=_digest(secret), revoked_at=None, agent__is_active=True
    )
    token = found.first()
    if token is None:
        return None
    now = clock.now()
    if token.last_used_at is None or now - token.last_used_at > GRAIN:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token.agent


def _digest(secret: str) -> str:
    """SHA-256 is enough: the secret is 130 random bits, nothing that could be guessed from a list."""
    return hashlib.sha256(secret.encode()).hexdigest()
