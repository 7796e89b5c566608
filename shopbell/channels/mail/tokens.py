"""Signed tokens in addresses and headers: they say where a mail belongs, never who sent it.

Everything is lower-case base32, since mail servers and people fold case.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable

# 16 base32 characters = 80 bits.
_MAC = 16
_REPLY = re.compile(r"(?<![a-z0-9.])r\.([a-z0-9]{6,40})\.([a-z2-7]{16})(?![a-z0-9])")
_BOUNCE = re.compile(r"(?<![a-z0-9.])b\.([a-z0-9][a-z0-9.-]{0,39})\.([a-z2-7]{16})(?![a-z0-9])")
_LOOP = re.compile(r"\s*([a-z2-7]{16})\.([a-z2-7]{16})\s*\Z")
_THREAD = re.compile(r"[a-z0-9]{6,40}")
_PART = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")
_LONGEST = 200_000


def reply_token(thread_public_id: str, account_key: str, secret: bytes) -> str:
    """r.<thread>.<mac> for a thread at a channel account."""
    thread = thread_public_id.lower()
    if not _THREAD.fullmatch(thread):
        raise ValueError("a public id is 6 to 40 letters and digits")
    return f"r.{thread}.{_mac('reply', thread, account_key, secret)}"


def bounce_token(part_key: str, account_key: str, secret: bytes) -> str:
    """b.<part>.<mac> for the envelope sender of one sent part."""
    part = part_key.lower()
    if not _PART.fullmatch(part):
        raise ValueError("a part key is up to 40 letters, digits, dots and hyphens")
    return f"b.{part}.{_mac('bounce', part, account_key, secret)}"


def reply_address(address: str, token: str) -> str:
    """`address` with the token as its plus tag; a tag it already has stays in front."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{token}@{domain}"


bounce_address = reply_address


def read_token(addresses: Iterable[str], texts: Iterable[str], account_key: str, secret: bytes) -> str | None:
    """The thread id of the first genuine reply token in the addresses, then in the texts."""
    return _read(_REPLY, "reply", (*addresses, *texts), account_key, secret)


def read_bounce_token(addresses: Iterable[str], account_key: str, secret: bytes) -> str | None:
    """The part key of the first genuine bounce token in the addresses, in lower case."""
    return _read(_BOUNCE, "bounce", tuple(addresses), account_key, secret)


def loop_token(secret: bytes) -> str:
    """A fresh value for X-Shopbell-Loop."""
    nonce = base64.b32encode(secrets.token_bytes(10)).decode("ascii").lower()
    return f"{nonce}.{_mac('loop', nonce, '', secret)}"


def is_own_loop(value: str, secret: bytes) -> bool:
    """Whether an X-Shopbell-Loop value was signed by this installation."""
    found = _LOOP.match(value.lower()) if len(value) < 100 else None
    return found is not None and hmac.compare_digest(found.group(2), _mac("loop", found.group(1), "", secret))


def _read(
    pattern: re.Pattern[str], purpose: str, places: tuple[str, ...], account_key: str, secret: bytes
) -> str | None:
    for place in places:
        for subject, mac in pattern.findall(place[:_LONGEST].lower())[:50]:
            if hmac.compare_digest(mac, _mac(purpose, subject, account_key, secret)):
                return str(subject)
    return None


def _mac(purpose: str, subject: str, account_key: str, secret: bytes) -> str:
    message = "\0".join((purpose, subject, account_key)).encode("utf-8")
    digest = hmac.new(secret, message, hashlib.sha256).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:_MAC]
