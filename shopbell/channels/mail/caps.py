"""How much of a mail we are willing to read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds, checked on the raw bytes; sizes in bytes, everything else in pieces."""

    raw: int = 50 * 1024 * 1024
    headers: int = 256 * 1024
    header: int = 32 * 1024
    header_lines: int = 1000
    nesting: int = 50
    parts: int = 1000
    addresses: int = 500
    encoded_words: int = 500
    comments: int = 50
    attachments: int = 100 * 1024 * 1024
    # Text beyond this stays in the raw mail; a page with more is unreadable anyway.
    text: int = 2 * 1024 * 1024


DEFAULT = Limits()


class OverLimit(Exception):
    """A mail exceeds a limit; `reason` is the code that is stored and shown."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
