"""Following the event log from outside: in order, and without gaps."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from shopbell.core import clock
from shopbell.core.models import Event

# Numbers are given out before commit, so 41 may become visible before 40. What is younger than this, or than the
# oldest transaction that is still writing, waits for the next look.
SETTLING = timedelta(seconds=2)
_WRITING = """
SELECT min(xact_start) FROM pg_stat_activity
WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
"""


def settled(*, after: int, size: int) -> list[Event]:
    """The events behind the number `after`, as far as nothing can appear between them any more."""
    return list(Event.objects.filter(pk__gt=after, at__lt=_horizon()).order_by("pk")[:size])


def _horizon() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute(_WRITING)
        (oldest,) = cursor.fetchone()
    settled_until = clock.now() - SETTLING
    return min(settled_until, oldest - SETTLING) if oldest else settled_until
