"""The claim of an identity, as channels bring it in, and its normal form."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from shopbell.core.clean import clean


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody says to be reachable there. `proof` names what proved it, empty when nothing did."""

    scheme: str
    value: str
    scope: int | None = None
    display: str = field(default="", compare=False)
    proof: str = field(default="", compare=False)

    def normal(self) -> Claim:
        """The form that is compared and stored: e-mail domains in IDNA, all of it in lower case."""
        value = clean(self.value)
        value = normal_email(value) if self.scheme == "email" else value.strip()
        return Claim(self.scheme, value[:320], self.scope, self.display.strip()[:200], self.proof)


def normal_email(address: str) -> str:
    """Lower case with the domain in ASCII; plus tags and dots stay as they are."""
    local, at, domain = address.strip().rpartition("@")
    with suppress(UnicodeError):  # not a domain name: compared as written
        domain = domain.encode("idna").decode("ascii") if not domain.isascii() else domain
    return f"{local}{at}{domain}".lower()
