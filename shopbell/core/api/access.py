"""Who asks: the token behind a request, as whom it acts, and what it may be used for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from ninja.security import HttpBearer

from shopbell.core.api.problems import ScopeMissing
from shopbell.core.throttle import Limit, count, network_of

WRONG_TOKENS = Limit("api-token", 20, 60)
_KEPT = "shopbell_access"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said to a request, to be said again to its repetition."""

    status: int
    content_type: str
    body: bytes


class Access(ABC):
    """What a token opens: it acts as `user`, only for `scopes`; `name` is the token's own in counters."""

    name: str
    user: Any
    scopes: frozenset[str]

    @abstractmethod
    def claim(self, key: str, digest: str) -> Answer | None:
        """The answer this key has had, or None: then it is claimed until the transaction ends.

        A simultaneous request with the same key waits. Raises `KeyReused` when `digest` is another request's.
        """

    @abstractmethod
    def keep(self, key: str, answer: Answer) -> None:
        """Write down the answer to a claimed key, in the claim's transaction."""


TokenFinder = Callable[[str], Access | None]
_finders: list[TokenFinder] = []


def token_finder(find: TokenFinder) -> TokenFinder:
    """Register what knows tokens: `find(secret)` gives what it opens, or None."""
    if find not in _finders:
        _finders.append(find)
    return find


def identify(request: HttpRequest) -> Access | None:
    """Look at the token of a request, once. Wrong ones are counted by address, and raise `TooOften` in the end."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    found = next((access for find in _finders if (access := find(secret.strip()))), None)
    if found is None:
        count(WRONG_TOKENS, network_of(request))
    request.__dict__[_KEPT] = found
    return found


def access_of(request: HttpRequest) -> Access | None:
    """What `identify` found."""
    found: Access | None = request.__dict__.get(_KEPT)
    return found


class Bearer(HttpBearer):
    """`Authorization: Bearer sb_…`: the request acts as the token's owner, with their role and teams.

    The token must include `scope`, if one is named, and `allowed(owner)` must hold; both are asked before
    anything in the request is looked at.
    """

    def __init__(self, scope: str = "", allowed: Callable[[Any], bool] | None = None) -> None:
        super().__init__()
        self.scope, self.allowed = scope, allowed

    def authenticate(self, request: HttpRequest, token: str) -> Access | None:
        access = access_of(request)
        if access is None:
            return None
        if self.scope and self.scope not in access.scopes:
            raise ScopeMissing(self.scope)
        if self.allowed and not self.allowed(access.user):
            raise PermissionDenied
        request.user = access.user
        return access
