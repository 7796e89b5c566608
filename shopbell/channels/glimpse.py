"""A look at input that could not be read: by the plainest means, which nothing in it can break."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shopbell.channels.mail.headers import header_text
from shopbell.core.clean import clean

_HEADER = re.compile(rb"^([!-9;-~]{1,60}):[ \t]*(.*)$")
MOST_HEADERS = 60


@dataclass(frozen=True)
class Glimpse:
    """Who sent it and about what as far as that can be told, its headers and first text, and why it was parked.

    `reason` and `advice` are for whoever answers mail, `details` for whoever looks after the program.
    """

    sender: str
    subject: str
    headers: list[tuple[str, str]]
    text: str
    reason: str
    advice: str
    details: str


def glimpse(head: bytes, kept: Mapping[str, Any], error: str) -> Glimpse:
    """Look at the first bytes; `kept` are the headers of the transport, `error` a sentence or a traceback."""
    top, _gap, rest = head.replace(b"\r\n", b"\n").partition(b"\n\n")
    found = _headers(top)
    names = {name.lower(): value for name, value in reversed(found)}
    is_mail = bool(found) and ("from" in names or "received" in names)
    reason, advice = why_parked(error)
    return Glimpse(
        sender=names.get("from", "") if is_mail else "",
        subject=names.get("subject", "") if is_mail else "",
        headers=found if is_mail else [(str(key), str(value)) for key, value in kept.items()][:MOST_HEADERS],
        text=clean((rest if is_mail else head).decode("utf-8", "replace")),
        reason=reason,
        advice=advice if head else _("Look for it in the mailbox itself; nothing of it was fetched."),
        details=error.strip() if _is_technical(error) else "",
    )


def why_parked(error: str) -> tuple[str, str]:
    """What happened and what to do, in plain words, from what was noted: a sentence, or a traceback."""
    if not _is_technical(error):
        return error.strip(), _(_LATER) if error else ""
    last = error.strip().splitlines()[-1]
    for pattern, reason, advice in _KNOWN:
        if re.search(pattern, last):
            return _(reason), _(advice)
    return _(_OURS), _(_LATER)


def _is_technical(error: str) -> bool:
    return len(error.strip().splitlines()) > 1


_OURS = gettext_noop("Shopbell does not understand something in it. That is a fault of the program, not of the sender.")
_LATER = gettext_noop("Replay it after the next update. Until then, download it and open it in a mail program.")
_UNREADABLE = gettext_noop("A Replay seldom helps here. Download it, look at it with care, then put it aside.")
_NOW = gettext_noop("Nothing is wrong with it. Replay it now.")
# The last line of a traceback, what happened, what to do.
_KNOWN = [
    (r"ParseFailed: (timeout|cpu)", gettext_noop("It is so entangled that reading it took too long."), _UNREADABLE),
    (r"ParseFailed: memory", gettext_noop("Reading it would have taken more memory than one mail may."), _UNREADABLE),
    (r"ParseFailed", gettext_noop("The program that reads mail broke down on it."), _UNREADABLE),
    (
        r"(OperationalError|InterfaceError|DeadlockDetected|LockNotAvailable|QueryCanceled)\b",
        gettext_noop("The database was busy or away while it was read."),
        _NOW,
    ),
    (
        r"OSError: .*No space left|DiskFull",
        gettext_noop("The disk was full."),
        gettext_noop("Make room, then Replay it."),
    ),
]


def _headers(top: bytes) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in re.sub(rb"\n[ \t]+", b" ", top).split(b"\n"):
        if match := _HEADER.match(line):
            found.append((match[1].decode("ascii"), header_text(match[2], 1000)))
        if len(found) >= MOST_HEADERS:
            break
    return found
