"""Who vouches for a mail's sender; asked before its transaction, because it may ask the network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import dns.exception
import dns.resolver

from shopbell.channels.base import ChannelAdapter, Inbound
from shopbell.channels.mail.authentication import AuthResult, authenticate
from shopbell.channels.mail.model import ParsedMail
from shopbell.channels.models import RawInput

_DNS_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Read:
    """A mail that has been parsed and whose sender has been looked at."""

    item: Inbound
    mail: ParsedMail
    auth: AuthResult


def read(raw: RawInput, item: Inbound, adapter: ChannelAdapter) -> Read:
    """Look at who vouches for the sender. Old mail is not checked: keys rotate."""
    mail = item.mail
    if mail is None:
        raise TypeError("not a mail")
    settings = adapter.settings
    if raw.is_backfill or raw.headers.get("folder") == "sent":
        return Read(item, mail, AuthResult("not_checked"))
    auth = authenticate(
        bytes(raw.body),
        trusted_authserv_ids=words(settings.get("authserv_ids")),
        trusted_sealers=words(settings.get("trusted_sealers")),
        dnsfunc=_txt if settings.get("check_dkim") else None,
    )
    return Read(item, mail, auth)


def words(value: Any) -> list[str]:
    """A setting that lists names, as one text or as a list."""
    return value.replace(",", " ").split() if isinstance(value, str) else list(value or ())


@lru_cache(maxsize=1)
def _resolver() -> dns.resolver.Resolver:
    resolver = dns.resolver.Resolver()
    resolver.lifetime, resolver.cache = _DNS_SECONDS, dns.resolver.LRUCache(2000)
    return resolver


def _txt(name: str) -> str | None:
    try:
        answer = _resolver().resolve(name, "TXT", raise_on_no_answer=False)
    except dns.exception.DNSException:
        return None
    records = [b"".join(record.strings) for record in answer.rrset or ()]
    return records[0].decode("latin-1") if records else None
