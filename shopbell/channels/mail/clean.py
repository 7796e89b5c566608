"""The gate every string of a mail passes before anybody else sees it."""

from __future__ import annotations

import re

from shopbell.core.clean import clean

__all__ = ["clean", "clean_block", "clean_line"]

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Direction overrides make "exe.pdf" out of "fdp.exe" in names and senders.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


def clean_line(text: str, limit: int = 1000) -> str:
    """`text` as one line without control and direction characters, cut at `limit` characters."""
    return " ".join(_CONTROL.sub(" ", _DIRECTION.sub("", clean(text))).split())[:limit].rstrip()


def clean_block(text: str, limit: int | None = None) -> str:
    """`text` with plain line feeds, cut at `limit` characters."""
    return clean(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n"), limit)
