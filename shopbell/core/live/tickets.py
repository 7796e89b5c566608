"""What lets a visitor in without a cookie: a stream ticket that works once, and the key of an open stream."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing

from shopbell.core import clock
from shopbell.core.live.access import Listener
from shopbell.core.throttle import is_first

TICKET_SECONDS = 60
KEY_SECONDS = 12 * 3600
_TICKET, _KEY = "shopbell.live.ticket", "shopbell.live.key"


class Invalid(Exception):
    """The ticket or key is forged, expired or spent."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Who may listen to what."""

    who: Listener
    topics: tuple[str, ...]


def issue(listener: Listener, topics: Sequence[str]) -> str:
    """A ticket for `GET /live/?ticket=`: valid once, within 60 seconds."""
    return _seal(_TICKET, listener, topics, seconds=TICKET_SECONDS)


def spend(ticket: str) -> Pass:
    """Who holds this ticket, which is then used up. Raises `Invalid`."""
    allowed, nonce = _unseal(_TICKET, ticket)
    if not is_first(f"live-ticket:{nonce}", seconds=2 * TICKET_SECONDS):
        raise Invalid("spent")
    return allowed


def key_of(listener: Listener, topics: Iterable[str]) -> str:
    """The key of an open stream: what its visitor types is posted with it."""
    return _seal(_KEY, listener, sorted(topics), seconds=KEY_SECONDS)


def read_key(key: str) -> Pass:
    """Who holds this key. Raises `Invalid`."""
    return _unseal(_KEY, key)[0]


def _seal(purpose: str, listener: Listener, topics: Sequence[str], *, seconds: int) -> str:
    until = clock.now() + timedelta(seconds=seconds)
    content = {
        "who": [listener.kind, listener.id, listener.name],
        "topics": list(topics),
        "until": int(until.timestamp()),
        "nonce": secrets.token_urlsafe(12),
    }
    return signing.dumps(content, salt=purpose)


def _unseal(purpose: str, text: str) -> tuple[Pass, str]:
    try:
        content: dict[str, Any] = signing.loads(text, salt=purpose)
    except signing.BadSignature as error:
        raise Invalid("forged") from error
    if content["until"] <= clock.now().timestamp():
        raise Invalid("expired")
    return Pass(Listener(*content["who"]), tuple(content["topics"])), content["nonce"]
