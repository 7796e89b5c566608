"""Where something came from: the address, and the token, that an event notes beside who did it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LONGEST = 80
_origin: ContextVar[str] = ContextVar("origin", default="")


def origin() -> str:
    """An address, then perhaps `token:` and its number; empty for what no request of the staff has caused."""
    return _origin.get()


@contextmanager
def came_from(address: str) -> Iterator[None]:
    """What is recorded inside came from this address."""
    token = _origin.set(address[:45])
    try:
        yield
    finally:
        _origin.reset(token)


def by_token(number: int) -> None:
    """The request is a program's, with this token; until the surrounding `came_from` ends."""
    _origin.set(f"{_origin.get().partition(' ')[0]} token:{number}".strip()[:LONGEST])
