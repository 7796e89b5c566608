"""API tokens: making one, revoking it, and telling what it opens."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.api import Access, Answer, KeyReused
from shopbell.core.clean import one_line
from shopbell.core.events import record
from shopbell.core.ids import public_id
from shopbell.core.origin import by_token
from shopbell.staff.events import TokenMade, TokenRevoked
from shopbell.staff.models import Agent, ApiAnswer, ApiToken
from shopbell.staff.scopes import ALL, included

PREFIX = "sb_"
# Fine enough to tell a token that is used from one that is not, without a write for every request.
GRAIN = timedelta(minutes=1)
KEYS_LAST = timedelta(days=1)


@transaction.atomic
def make(agent: Agent, *, name: str, by: Actor, scopes: Iterable[str] = ALL) -> tuple[ApiToken, str]:
    """A new token with which a program acts as this agent, and its secret, which nobody can ask for again."""
    secret = PREFIX + public_id()
    token = ApiToken.objects.create(
        agent=agent,
        name=one_line(name, 80),
        prefix=secret[:7],
        digest=_digest(secret),
        scopes=sorted(set(scopes) & set(ALL)),
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


class TokenAccess(Access):
    """What one of our tokens opens."""

    def __init__(self, token: ApiToken) -> None:
        self.token, self.name, self.user = token, str(token.pk), token.agent
        self.scopes = included(token.scopes)

    def claim(self, key: str, digest: str) -> Answer | None:
        if ApiAnswer.claim(self.token.pk, key, digest, at=clock.now()):
            return None
        known = ApiAnswer.objects.get(token=self.token, key=key)
        if known.digest != digest or known.status is None:
            raise KeyReused
        return Answer(known.status, known.content_type, bytes(known.body))

    def keep(self, key: str, answer: Answer) -> None:
        ApiAnswer.objects.filter(token=self.token, key=key).update(
            status=answer.status, content_type=answer.content_type, body=answer.body
        )


def access_by(secret: str) -> TokenAccess | None:
    """What a token opens that is not revoked and whose owner is active; its use is noted."""
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
    by_token(token.pk)
    return TokenAccess(token)


def forget_answers() -> int:
    """Drop the answers whose keys have lasted long enough; gives their number."""
    gone, _kinds = ApiAnswer.objects.filter(created_at__lt=clock.now() - KEYS_LAST).delete()
    return gone


def _digest(secret: str) -> str:
    """SHA-256 is enough: the secret is 130 random bits, nothing that could be guessed from a list."""
    return hashlib.sha256(secret.encode()).hexdigest()
