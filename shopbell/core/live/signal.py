"""The live signal: ids and topics by NOTIFY, in the transaction of the event."""

from collections.abc import Sequence

from django.db import connection

CHANNEL = "shopbell_live"
CLOSE_CHANNEL = "shopbell_live_close"
_LONGEST = 7900  # PostgreSQL allows 8,000 bytes a payload


def notify(event_id: int, topics: Sequence[str]) -> None:
    """Tell every web process, once the surrounding transaction commits, that these topics changed."""
    payload = f"{event_id} {' '.join(topics)}"
    if len(payload) > _LONGEST:
        payload = payload[:_LONGEST].rpartition(" ")[0]
    _send(CHANNEL, payload)


def close(listener_kind: str, listener_id: str | int) -> None:
    """End every open stream of this person once the transaction commits: their access changed.

    Their pages reopen by themselves, and each topic is asked again.
    """
    _send(CLOSE_CHANNEL, f"{listener_kind}:{listener_id}")


def last_event_id() -> int:
    """The newest event a page rendered now can show, for its `<meta name="live-last">`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM core_event")
        return int(cursor.fetchone()[0])


def _send(channel: str, payload: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [channel, payload])
