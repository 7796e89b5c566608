"""The live signal: ids and topics by NOTIFY, in the transaction of the event."""

from collections.abc import Sequence

from django.db import connection

CHANNEL = "shopbell_live"
CLOSE_CHANNEL = "shopbell_live_close"
_LONGEST = 7880  # PostgreSQL allows 8,000 bytes a payload, the event's id among them


def in_one(topics: Sequence[str]) -> str:
    """The topics as they stand behind an event's id in a payload; what is too much is left out."""
    words = " ".join(topics)
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0]


def tell(topics: Sequence[str]) -> None:
    """Make pages look again where no event happened, once the transaction commits; a page that was away is not told."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_notify(%s, (SELECT coalesce(max(id), 0) FROM core_event) || ' ' || %s)",
            [CHANNEL, in_one(topics)],
        )


def close(listener_kind: str, listener_id: str | int) -> None:
    """End every open stream of this person once the transaction commits: their access changed.

    Their pages reopen by themselves, and each topic is asked again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CLOSE_CHANNEL, f"{listener_kind}:{listener_id}"])


def last_event_id() -> int:
    """The newest event a page rendered now can show, for its `<meta name="live-last">`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM core_event")
        return int(cursor.fetchone()[0])
