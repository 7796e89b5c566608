"""Failed addresses by the wording of old mail systems, from flufl.bounce, on a short leash."""

from __future__ import annotations

import logging
from email import message_from_bytes

from shopbell.channels.mail.addresses import addresses

_LARGEST = 200_000


def guessed_failures(raw: bytes) -> tuple[list[str], list[str]]:
    """(temporary, permanent) failed addresses, both empty when nothing is recognised; never raises."""
    # Imported here: only mail that already looks like a bounce pays for it.
    from flufl.bounce import all_failures

    # It logs every detector and, with a traceback, what we catch here.
    logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL + 1)
    try:
        temporary, permanent = all_failures(message_from_bytes(raw[:_LARGEST]))
    except Exception:  # raises on about one bounce in a hundred: empty or non-ASCII From and the like
        return [], []
    return _readable(temporary), _readable(permanent)


def _readable(found: object) -> list[str]:
    result = []
    for value in sorted(found, key=repr) if isinstance(found, (set, frozenset)) else ():
        raw = value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
        result += [mailbox.email for mailbox in addresses(raw, 1)]
    return result[:200]
