"""The live test of a mail account: every step against the real servers, each with a sentence."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import dns.exception
import dns.resolver

from shopbell.channels.adapters.email.diagnosis import WrongSetting
from shopbell.channels.base import CheckStep, NeedsReconnect, Unavailable
from shopbell.core.sentences import say as _

DNS_SECONDS = 3.0
PRIVATE_HEADER, HEAD_BYTES = "X-Shopbell-Test", 16 * 1024


def step(label: str, run: Callable[[], str], *, prefix: str = "") -> CheckStep:
    """Run one step; a refusal becomes its sentence. `prefix` begins the names of the settings it tries."""
    started = time.perf_counter()
    change: Mapping[str, Any] = {}
    try:
        state, detail = "ok", run()
    except (NeedsReconnect, Unavailable) as error:
        state, detail = "bad", str(error)
        if isinstance(error, WrongSetting):
            change = {prefix + name: value for name, value in error.change.items()}
    return CheckStep(label, state, detail, round((time.perf_counter() - started) * 1000), change)


def running(label: str) -> CheckStep:
    """The step that is under way; its verdict takes its place."""
    return CheckStep(label, "running")


def test_word() -> str:
    """What the test letter carries, so that it is recognised when it returns."""
    return secrets.token_hex(8)


def sender_records(domain: str) -> list[CheckStep]:
    """SPF, DKIM, DMARC and MX of the sending domain, asked for all at once, as far as they can be looked up."""
    records: list[tuple[str, Callable[[], list[str]], str, str]] = [
        (
            "MX",
            lambda: _lookup(domain, "MX"),
            _("Mail to {domain} cannot arrive: it names no mail server.", domain=domain),
            "bad",
        ),
        (
            "SPF",
            lambda: [text for text in _lookup(domain, "TXT") if text.lower().startswith("v=spf1")],
            _("No SPF record: other servers cannot tell who may send for {domain}.", domain=domain),
            "warn",
        ),
        (
            "DMARC",
            lambda: [text for text in _lookup(f"_dmarc.{domain}", "TXT") if text.lower().startswith("v=dmarc1")],
            _("No DMARC record: large providers trust mail from {domain} less.", domain=domain),
            "warn",
        ),
        (
            "DKIM",
            lambda: _selectors(domain),
            _("No usual DKIM selector found. If your provider signs with another one, all is well."),
            "warn",
        ),
    ]
    with ThreadPoolExecutor(len(records)) as pool:
        answers = pool.map(lambda record: _answered(record[1]), records)
        return [_record(label, missing, state, *answer) for (label, _look, missing, state), answer in
                zip(records, answers, strict=True)]  # fmt: skip


def is_test_letter(raw: bytes) -> bool:
    """Whether a mail is the letter of a live test; whoever copies its header is merely not counted."""
    head = raw[:HEAD_BYTES].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return f"\n{PRIVATE_HEADER}:".lower().encode() in b"\n" + head.lower()


_USUAL_SELECTORS = ("default", "dkim", "mail", "google", "selector1", "selector2", "k1", "s1", "key1")


def _selectors(domain: str) -> list[str]:
    return [name for name in _USUAL_SELECTORS if _lookup(f"{name}._domainkey.{domain}", "TXT")]


def _answered(look: Callable[[], list[str]]) -> tuple[list[str] | None, int]:
    """What was found, None without any answer, and the milliseconds it took."""
    started = time.perf_counter()
    try:
        found: list[str] | None = look()
    except dns.exception.DNSException:
        found = None
    return found, round((time.perf_counter() - started) * 1000)


def _record(label: str, missing: str, state: str, found: list[str] | None, spent: int) -> CheckStep:
    if found is None:
        return CheckStep(label, "warn", _("Could not be checked: no answer from the name servers."))
    return CheckStep(label, "ok", found[0][:200], spent) if found else CheckStep(label, state, missing, spent)


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
