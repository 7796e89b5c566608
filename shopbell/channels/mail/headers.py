"""Header values to text, ids and dates; every function takes any bytes and never raises."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz

from shopbell.channels.mail.charsets import decode
from shopbell.channels.mail.clean import clean_line

_WORD = re.compile(r"=\?([^?\s]{1,80})\?([bBqQ])\?([^?]*)\?=")
_ID = re.compile(r"<([^<>]{1,998})>")
_BARE_ID = re.compile(r"[^\s<>,;\"]{1,500}@[^\s<>,;\"]{1,500}")


def header_text(raw: bytes, limit: int = 1000) -> str:
    """A header value as one clean line, encoded words decoded."""
    return clean_line(words(loose(raw)), limit)


def loose(raw: bytes) -> str:
    """Raw header bytes as text: UTF-8, else by guess."""
    return raw.decode("ascii") if raw.isascii() and b"\x1b" not in raw else decode(raw)[0]


def words(value: str) -> str:
    """`value` with RFC 2047 words decoded; neighbours of one charset are joined before decoding."""
    if "=?" not in value:
        return value
    result: list[str] = []
    waiting, label, position = b"", "", 0
    for found in _WORD.finditer(value):
        between = value[position : found.start()]
        charset = found.group(1).partition("*")[0].lower()
        if waiting and (between.strip() or charset != label):
            result.append(_decoded(waiting, label))
            waiting = b""
        if between.strip() or not position:
            result.append(between)
        waiting += _word_bytes(found.group(2), found.group(3))
        label, position = charset, found.end()
    if waiting:
        result.append(_decoded(waiting, label))
    return "".join(result) + value[position:]


def _decoded(data: bytes, label: str) -> str:
    return decode(data, label)[0]


def _word_bytes(kind: str, body: str) -> bytes:
    raw = body.encode("utf-8", "replace")
    if kind in "qQ":
        return binascii.a2b_qp(raw.replace(b"_", b" "), header=False)
    return from_base64(raw)


def from_base64(data: bytes) -> bytes:
    """Base64 decoded as far as it goes: foreign characters skipped, padding mended."""
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    if len(kept) % 4 == 1:
        kept = kept[:-1]
    try:
        return base64.b64decode(kept + b"=" * (-len(kept) % 4))
    except ValueError:
        return b""


def message_ids(raw: bytes, limit: int = 200) -> tuple[str, ...]:
    """All ids in a header in their order, brackets kept: folded, glued, comma-separated, junk between."""
    value = words(loose(raw))
    found = ["".join(inner.split()) for inner in _ID.findall(value)]
    ids = [clean_line(f"<{inner}>", 1000) for inner in found if inner]
    if not ids:
        ids = [clean_line(f"<{bare}>", 1000) for bare in _BARE_ID.findall(value)]
    unique = list(dict.fromkeys(ids))
    # The first id names the thread, the newest are the ones we may have stored.
    return tuple(unique if len(unique) <= limit else unique[:1] + unique[1 - limit :])


def header_date(raw: bytes) -> datetime | None:
    """A date in UTC (a missing zone counts as UTC), or None when invalid or not in 1990-2099."""
    try:
        fields = parsedate_tz(raw[:200].decode("latin-1"))
        if fields is None:
            return None
        year, month, day, hour, minute, second = fields[:6]
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        moment -= timedelta(seconds=fields[9] or 0)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if 1990 <= moment.year < 2100 else None


def received_date(values: list[bytes]) -> datetime | None:
    """When the last server took the mail: the date of the topmost Received header that has one."""
    for value in values[:5]:
        moment = header_date(value.rpartition(b";")[2].strip())
        if moment is not None:
            return moment
    return None
