"""How often somebody may do something, counted over all processes in a table of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import ClassVar

from django.db import connection
from django.http import HttpRequest
from django.utils.translation import gettext_noop

from shopbell.core import clock
from shopbell.core.errors import Refused


class TooOften(Refused):
    """`retry_after` is in seconds; `most` is how often it may be."""

    sentence: ClassVar[str] = gettext_noop("That was a lot in a short time. Wait {seconds} seconds, nothing is lost.")

    def __init__(self, retry_after: int, most: int = 0) -> None:
        super().__init__(seconds=retry_after)
        self.retry_after, self.most = retry_after, most


@dataclass(frozen=True, slots=True)
class Limit:
    """`most` times within each window of `seconds`."""

    name: str
    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Spent:
    """How often it was in this window, which ends in `reset` seconds."""

    most: int
    times: int
    reset: int

    def check(self) -> None:
        """Raises `TooOften` when it was once too often."""
        if self.times > self.most:
            raise TooOften(self.reset, self.most)


def count(limit: Limit, who: str) -> None:
    """Count one more for `who`. Raises `TooOften` when it is one too many."""
    spend(limit, who).check()


def spend(limit: Limit, who: str) -> Spent:
    """Count one more for `who`, whether it is too many or not.

    One statement, so that two processes never count the same one twice. Not the cache's table: there, a flood of
    such rows would push out the failed sign-ins, which are counted too.
    """
    now = clock.now().timestamp()
    window = int(now // limit.seconds)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_throttle AS kept (key, times, expires) VALUES (%s, 1, to_timestamp(%s))"
            " ON CONFLICT (key) DO UPDATE SET times = kept.times + 1 RETURNING times",
            [f"{window}:{limit.name}:{who}"[:200], (window + 1) * limit.seconds],
        )
        (times,) = cursor.fetchone()
    return Spent(limit.most, times, max(1, int((window + 1) * limit.seconds - now)))


def is_first(what: str, *, seconds: int) -> bool:
    """Whether nobody has asked this of `what` within so many seconds, in any process: for what works once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_throttle (key, times, expires) VALUES (%s, 1, %s) ON CONFLICT (key) DO NOTHING",
            [f"once:{what}"[:200], clock.now() + timedelta(seconds=seconds)],
        )
        return bool(cursor.rowcount)


def network_of(request: HttpRequest) -> str:
    """Where a request comes from. Whoever has an IPv6 address has at least the /64 around it, which counts as one."""
    given = str(request.META.get("REMOTE_ADDR", ""))
    try:
        found = ip_address(given)
    except ValueError:
        return given
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((int(found), 64), strict=False))


def forget() -> None:
    """Delete what belongs to windows that are over."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_throttle WHERE expires < %s", [clock.now()])
