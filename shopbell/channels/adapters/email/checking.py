"""The live test of a mail account: every step against the real servers, each with a sentence."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from typing import Any

import dns.exception
import dns.resolver
from django.utils.translation import gettext as _

from shopbell.channels.base import CheckStep, NeedsReconnect, Unavailable

DNS_SECONDS = 3.0
PRIVATE_HEADER = "X-Shopbell-Test"


def step(label: str, run: Callable[[], str]) -> CheckStep:
    """Run one step; a refusal becomes its sentence."""
    started = time.perf_counter()
    try:
        state, detail = "ok", run()
    except (NeedsReconnect, Unavailable) as error:
        state, detail = "bad", str(error)
    return CheckStep(label, state, detail, round((time.perf_counter() - started) * 1000))


def test_word() -> str:
    """What the test letter carries, so that it is recognised when it returns."""
    return secrets.token_hex(8)


def sender_records(domain: str) -> Iterator[CheckStep]:
    """SPF, DKIM, DMARC and MX of the sending domain, as far as they can be looked up from here."""
    yield _record(
        "MX",
        lambda: _lookup(domain, "MX"),
        _("Mail to {domain} cannot arrive: it names no mail server.").format(domain=domain),
        bad=True,
    )
    yield _record(
        "SPF",
        lambda: [text for text in _lookup(domain, "TXT") if text.lower().startswith("v=spf1")],
        _("No SPF record: other servers cannot tell who may send for {domain}.").format(domain=domain),
    )
    yield _record(
        "DMARC",
        lambda: [text for text in _lookup(f"_dmarc.{domain}", "TXT") if text.lower().startswith("v=dmarc1")],
        _("No DMARC record: large providers trust mail from {domain} less.").format(domain=domain),
    )
    yield _record(
        "DKIM",
        lambda: _selectors(domain),
        _("No usual DKIM selector found. If your provider signs with another one, all is well."),
    )


_USUAL_SELECTORS = ("default", "dkim", "mail", "google", "selector1", "selector2", "k1", "s1", "key1")


def _selectors(domain: str) -> list[str]:
    return [name for name in _USUAL_SELECTORS if _lookup(f"{name}._domainkey.{domain}", "TXT")]


def _record(label: str, look: Callable[[], list[str]], missing: str, *, bad: bool = False) -> CheckStep:
    started = time.perf_counter()
    try:
        found = look()
    except dns.exception.DNSException:
        return CheckStep(label, "warn", _("Could not be checked: no answer from the name servers."))
    spent = round((time.perf_counter() - started) * 1000)
    if found:
        return CheckStep(label, "ok", found[0][:200], spent)
    return CheckStep(label, "bad" if bad else "warn", missing, spent)


def _lookup(name: str, kind: str) -> list[str]:
    resolver = dns.resolver.Resolver()
    resolver.lifetime = DNS_SECONDS
    try:
        answer: Any = resolver.resolve(name, kind)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    if kind == "TXT":
        return [b"".join(record.strings).decode("latin-1") for record in answer]
    return [record.to_text() for record in answer]
