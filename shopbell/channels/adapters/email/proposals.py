"""Settings proposed for an address: its provider's, or what most servers use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import dns.exception
import dns.resolver
from django.utils.translation import gettext as _

from shopbell.channels.adapters.email.providers import PROVIDERS, Place, Provider

LOOK_UP_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """Settings of a mailbox by their names in its form; without `provider` they are a guess."""

    provider: Provider | None
    settings: dict[str, Any]

    @property
    def words(self) -> str:
        """What was filled in, for the person who typed the address."""
        if self.provider is None:
            return _("Filled in is what most servers use. The test tells whether it fits.")
        known = _("Filled in is what {name} uses.").format(name=self.provider.name)
        return f"{known} {self.provider.note}".strip()


def exchangers(domain: str) -> list[str]:
    """The servers that take mail for a domain; none when that cannot be told soon."""
    resolver = dns.resolver.Resolver(configure=True)
    resolver.lifetime = LOOK_UP_SECONDS
    try:
        answer: Any = resolver.resolve(domain, "MX")
    except (dns.exception.DNSException, OSError):
        return []
    return [str(record.exchange).rstrip(".").lower() for record in answer]


def propose(address: str, *, look_up: Callable[[str], Sequence[str]] | None = None) -> Proposal | None:
    """What to fill in for an address; None when it is not one yet. May ask the name servers, for two seconds."""
    name, at, domain = address.strip().rpartition("@")
    domain = domain.lower().rstrip(".")
    if not (name and at and "." in domain):
        return None
    provider = _by_domain(domain) or _by_exchanger((look_up or exchangers)(domain))
    imap = provider.imap if provider else Place(f"imap.{domain}", 993, "tls")
    smtp = provider.smtp if provider else Place(f"smtp.{domain}", 465, "tls")
    settings = {
        "host": imap.host,
        "port": imap.port,
        "security": imap.security,
        "username": address.strip(),
        "smtp_host": smtp.host,
        "smtp_port": smtp.port,
        "smtp_security": smtp.security,
        "auth": "oauth" if provider and provider.sign_in == "microsoft" else "password",
        "provider": provider.sign_in if provider and provider.sign_in else "other",
    }
    return Proposal(provider, settings)


def _by_domain(domain: str) -> Provider | None:
    return next((provider for provider in PROVIDERS if domain in provider.domains), None)


def _by_exchanger(servers: Sequence[str]) -> Provider | None:
    """By the first server whose name ends like one that is known."""
    for server in servers:
        for provider in PROVIDERS:
            if any(server == ending or server.endswith(f".{ending}") for ending in provider.mail_exchangers):
                return provider
    return None
