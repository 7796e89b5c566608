"""Is the sender genuine: what our own server found, else the DKIM signatures themselves."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from shopbell.channels.mail.addresses import addresses, ascii_domain
from shopbell.channels.mail.caps import OverLimit
from shopbell.channels.mail.clean import clean_line
from shopbell.channels.mail.forwarding import vouching_forwarder
from shopbell.channels.mail.headers import header_text, loose
from shopbell.channels.mail.structure import Part, read

MOST_SIGNATURES = 5
MOST_LOOKUPS = 20
DNS_SECONDS = 5.0
_COMMENT = re.compile(r"\([^()]{0,1000}\)")
_METHOD = re.compile(r"\A\s*([a-z0-9-]{1,40})\s*(?:/\s*\d+\s*)?=\s*([a-z]{1,20})\b", re.IGNORECASE)
_PROPERTY = re.compile(r"\b(header\.(?:d|i|from))\s*=\s*\"?@?([^\s;\"]{1,300})", re.IGNORECASE)
_LENGTH_TAG = re.compile(rb"(?:^|;)\s*l\s*=", re.IGNORECASE)
_DOMAIN_TAG = re.compile(rb"(?:^|;)\s*d\s*=\s*([^;\s]{1,255})", re.IGNORECASE)

Lookup = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class AuthResult:
    """`domain` is the aligned domain when the result is pass, else the From domain; `detail` for people.

    Forwarded: only the `forwarder`, whom the shop trusts, found the sender genuine. That is no proof for machines.
    """

    result: Literal["pass", "forwarded", "fail", "none", "not_checked"]
    domain: str = ""
    detail: str = ""
    forwarder: str = ""


def authenticate(
    raw: bytes,
    *,
    trusted_authserv_ids: Collection[str],
    dnsfunc: Lookup | None = None,
    trusted_sealers: Collection[str] = (),
) -> AuthResult:
    """Whether the From domain vouches for this mail; never raises.

    `trusted_authserv_ids` are the names our own mail server signs its Authentication-Results with.
    `trusted_sealers` are the domains of forwarders whose ARC seals are believed.
    `dnsfunc(name)` returns the TXT record of a name as text or None; without it nothing is looked up.
    """
    try:
        root = read(raw).root
    except OverLimit as error:
        return AuthResult("not_checked", "", error.reason)
    senders = [mailbox for value in root.all("from") for mailbox in addresses(value)]
    if len(senders) != 1 or len(root.all("from")) != 1:
        return AuthResult("none", "", "no single sender")
    domain = senders[0].domain
    reported = _reported(root, domain, {name.lower() for name in trusted_authserv_ids})
    if reported is not None and (reported.result == "pass" or dnsfunc is None):
        return reported
    if dnsfunc is None:
        return AuthResult("not_checked", domain, "no trusted server result")
    dns = _Dns(dnsfunc)
    found = reported or _verified(raw, root, domain, dns)
    if found.result == "pass":
        return found
    forwarder = vouching_forwarder(
        raw,
        root,
        trusted={ascii_domain(name) for name in trusted_sealers},
        is_genuine=lambda results: _passes(results, domain),
        dnsfunc=dns.for_dkim,
        seconds=int(DNS_SECONDS),
    )
    return AuthResult("forwarded", domain, "arc=pass", forwarder) if forwarder else found


def _passes(results: str, sender: str) -> bool:
    judged = _judged(clean_results(results), sender)
    return judged is not None and judged.result == "pass"


def clean_results(value: str) -> str:
    """Results without their comments, which may say anything."""
    return _COMMENT.sub(" ", clean_line(value, 20_000))


def organisation(domain: str) -> str:
    """The registrable domain (public suffix plus one label)."""
    found = str(_suffixes().get_public_suffix(domain) or "")
    # For a top-level domain the list does not know, it returns that alone, which would align everybody.
    return found if "." in found else ".".join(domain.split(".")[-2:])


def aligned(signer: str, sender: str) -> bool:
    """Relaxed DMARC alignment: the same registrable domain."""
    return bool(signer) and (signer == sender or organisation(signer) == organisation(sender))


@lru_cache(maxsize=1)
def _suffixes() -> Any:
    from importlib import resources

    from authheaders.dmarc_lookup import PublicSuffixList

    listed = resources.files("authheaders") / "public_suffix_list.txt"
    with listed.open(encoding="utf-8") as lines:
        return PublicSuffixList(lines)


def _reported(root: Part, sender: str, trusted: set[str]) -> AuthResult | None:
    """The verdict of our own server. Only the topmost results count: what is below came with the mail."""
    for value in _topmost(root):
        text = clean_results(loose(value))
        name, _, results = text.partition(";")
        if name.strip().split(" ")[0].lower() not in trusted:
            return None
        verdict = _judged(results, sender)
        if verdict is not None:
            return verdict
    return None


def _topmost(root: Part) -> list[bytes]:
    """The results our server wrote: all above its Received line, else only the first of them.

    Every receiving server puts its Received line on top of what the sender wrote, so nothing above it is forged.
    """
    above: list[bytes] = []
    received = False
    for header in root.headers:
        if header.key == "received":
            received = True
            if above:
                break
        elif header.key == "authentication-results":
            above.append(header.value)
            if received:
                break
    return above[:10] if received else above[:1]


def _judged(results: str, sender: str) -> AuthResult | None:
    dkim_seen = False
    for resinfo in results.split(";"):
        method = _METHOD.match(resinfo)
        if method is None:
            continue
        name, result = method.group(1).lower(), method.group(2).lower()
        properties = {key.lower(): ascii_domain(value.rpartition("@")[2]) for key, value in _PROPERTY.findall(resinfo)}
        if name == "dmarc" and result in ("pass", "fail"):
            if properties.get("header.from", sender) != sender:
                continue
            return AuthResult("pass" if result == "pass" else "fail", sender, f"dmarc={result}")
        if name == "dkim":
            dkim_seen = True
            signer = properties.get("header.d") or properties.get("header.i", "")
            if result == "pass" and aligned(signer, sender):
                return AuthResult("pass", signer, "dkim=pass")
    return AuthResult("none", sender, "no aligned signature") if dkim_seen else None


class _Dns:
    """The caller's lookup within our budget; takes bytes (dkimpy) and str (DMARC) alike."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._left = MOST_LOOKUPS
        self._until = time.monotonic() + DNS_SECONDS

    def text(self, name: str) -> str | None:
        """The TXT record, or None also when the budget is spent or the lookup fails."""
        self._left -= 1
        if self._left < 0 or time.monotonic() > self._until:
            return None
        try:
            answer = self._lookup(name.rstrip("."))
        except Exception:  # any resolver error is "not found" here; the badge then says "none"
            return None
        return answer.decode("latin-1") if isinstance(answer, bytes) else answer

    def for_dkim(self, name: bytes | str, timeout: int = 5) -> bytes | None:
        """The same for dkimpy, which passes and expects bytes."""
        answer = self.text(name.decode("latin-1") if isinstance(name, bytes) else name)
        return answer.encode("latin-1", "replace") if answer else None


def _verified(raw: bytes, root: Part, sender: str, dns: _Dns) -> AuthResult:
    signatures = root.all("dkim-signature")
    for index, signature in enumerate(signatures[:MOST_SIGNATURES]):
        # l= covers only the beginning of the body: anybody can append to it.
        if _LENGTH_TAG.search(signature):
            continue
        found = _DOMAIN_TAG.search(signature)
        signer = ascii_domain(header_text(found.group(1), 255)) if found else ""
        if aligned(signer, sender) and _signature_holds(raw, index, dns):
            return AuthResult("pass", signer, "dkim=pass")
    return _policy(sender, dns, signed=bool(signatures))


def _signature_holds(raw: bytes, index: int, dns: _Dns) -> bool:
    import dkim

    try:
        return bool(dkim.DKIM(raw, minkey=1024, timeout=int(DNS_SECONDS)).verify(index, dnsfunc=dns.for_dkim))
    except Exception:  # hostile signatures meet many parsers in there; none of their errors is a pass
        return False


def _policy(sender: str, dns: _Dns, *, signed: bool) -> AuthResult:
    """No aligned signature: a domain that publishes DMARC signs its mail, so its absence is a failure."""
    from authheaders.dmarc_lookup import receiver_record

    for domain in dict.fromkeys((sender, organisation(sender))):
        try:
            record, _ = receiver_record(domain, dnsfunc=dns.text)
        except Exception:  # malformed records raise several kinds
            record = {}
        if record and record.get("p") in ("quarantine", "reject"):
            return AuthResult("fail", sender, f"dmarc policy {record['p']}, no valid signature")
    return AuthResult("none", sender, "signature does not hold" if signed else "not signed")
