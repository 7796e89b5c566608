"""A look at input that could not be read: by the plainest means, which nothing in it can break."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shopbell.channels.mail.headers import header_text
from shopbell.core.clean import clean

_HEADER = re.compile(rb"^([!-9;-~]{1,60}):[ \t]*(.*)$")
MOST_HEADERS = 60


@dataclass(frozen=True)
class Glimpse:
    """Who sent it and about what as far as that can be told, its headers and first text, and why it was parked."""

    sender: str
    subject: str
    headers: list[tuple[str, str]]
    text: str
    reason: str
    details: str


def glimpse(head: bytes, kept: Mapping[str, Any], error: str) -> Glimpse:
    """Look at the first bytes; `kept` are the headers of the transport, `error` a sentence or a traceback."""
    top, _, rest = head.replace(b"\r\n", b"\n").partition(b"\n\n")
    found = _headers(top)
    names = {name.lower(): value for name, value in reversed(found)}
    is_mail = bool(found) and ("from" in names or "received" in names)
    lines = [line for line in error.strip().splitlines() if line.strip()]
    is_traceback = len(lines) > 1
    return Glimpse(
        sender=names.get("from", "") if is_mail else "",
        subject=names.get("subject", "") if is_mail else "",
        headers=found if is_mail else [(str(key), str(value)) for key, value in kept.items()][:MOST_HEADERS],
        text=clean((rest if is_mail else head).decode("utf-8", "replace")),
        reason=lines[-1].strip()[:300] if lines else "",
        details=error.strip() if is_traceback else "",
    )


def _headers(top: bytes) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in re.sub(rb"\n[ \t]+", b" ", top).split(b"\n"):
        if match := _HEADER.match(line):
            found.append((match[1].decode("ascii"), header_text(match[2], 1000)))
        if len(found) >= MOST_HEADERS:
            break
    return found
