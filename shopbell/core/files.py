"""Stored files: a random path, a sniffed type, a cleaned name."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

import puremagic
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from shopbell.core import clock
from shopbell.core.clean import clean
from shopbell.core.ids import ALPHABET

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]+")
_TEXTUAL = {"text/plain", "text/csv", "text/calendar", "application/json", "message/rfc822"}
_OCTETS = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a file went and what it turned out to be."""

    path: str
    name: str
    mime: str
    size: int


def store(content: bytes, *, name: str, claimed: str = "") -> Stored:
    """Keep a file; its type is read from its bytes, `claimed` counts only for plain text kinds."""
    mime = sniff(content, claimed)
    now = clock.now()
    path = f"{now:%Y/%m}/{''.join(secrets.choice(ALPHABET) for _ in range(32))}"
    saved = default_storage.save(path, ContentFile(content))
    return Stored(saved, safe_name(name, mime), mime, len(content))


def sniff(content: bytes, claimed: str = "") -> str:
    """The type told by the bytes; `application/octet-stream` when they do not say."""
    try:
        found = puremagic.from_string(content[:4096], mime=True) if content else ""
    except puremagic.PureError:
        found = ""
    if (
        claimed in _TEXTUAL
        and not found.startswith(("image/", "video/", "audio/", "application/"))
        and _is_text(content)
    ):
        return claimed
    return found.lower()[:100] or ("text/plain" if _is_text(content) else _OCTETS)


def safe_name(name: str, mime: str = "") -> str:
    """A file name without path, control or direction characters, at most 150 characters."""
    name = _CONTROL.sub("_", clean(name)).strip(" ._") or "file"
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: 149 - len(ending)]}.{ending}" if dot and len(ending) <= 10 else name[:150]


def _is_text(content: bytes) -> bool:
    head = content[:4096]
    if b"\x00" in head or head.lstrip()[:1] == b"<":  # markup is never trusted as plain text
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4
    return True
