"""What higher apps bring in about customers: claims of identities, and what they add to somebody's history."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.db.models import Model, Q, QuerySet

from shopbell.core.clean import clean
from shopbell.core.registry import Registered
from shopbell.customers.models import Customer
from shopbell.staff.models import Agent

M = TypeVar("M", bound=Model)


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


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where a page of a history ends: everything on the next one sorts before it."""

    at: datetime
    kind: str
    key: int


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened with a customer: who did what, in a sentence, with an excerpt and where it stands."""

    place: Place
    sentence: str
    text: str = ""
    url: str = ""
    icon: str = "circle"
    extra: dict[str, Any] = field(default_factory=dict, compare=False)


class TimelineSource(Registered):
    """Part of a customer's history that an app knows; one class a file in the folder `timelines`."""

    folder: ClassVar[str] = "timelines"

    def moments(self, customer: Customer, agent: Agent, *, before: Place | None, size: int) -> list[Moment]:
        """The newest `size` moments that `agent` may see and that come before that place, the newest first."""
        raise NotImplementedError

    def earlier(self, rows: QuerySet[M], column: str, before: Place | None) -> QuerySet[M]:
        """Those of `rows` before the place, the newest first by `column` and key."""
        if before is not None:
            at_that_time = Q(**{column: before.at})
            if self.kind == before.kind:
                at_that_time &= Q(pk__lt=before.key)
            same = at_that_time if self.kind <= before.kind else Q(pk__in=[])
            rows = rows.filter(Q(**{f"{column}__lt": before.at}) | same)
        return rows.order_by(f"-{column}", "-pk")


class Holding(Registered):
    """A kind of thing that an app keeps about customers; one class a file in the folder `holdings`.

    It goes along when two customers become one, and comes back. `models` are the labels of what it answers for, so
    that a test finds what nobody answers for.
    """

    folder: ClassVar[str] = "holdings"
    models: ClassVar[tuple[str, ...]] = ()
    order: ClassVar[int] = 50

    def lock(self, *customers: Customer) -> None:
        """Lock the rows that must be locked before the customers themselves."""

    def move(self, source: Customer, target: Customer) -> Any:
        """Give all of it to `target`; what comes back as JSON tells `move_back` what went."""

    def move_back(self, moved: Any, *, source: Customer, target: Customer) -> None:
        """Give back to `source` what `move` took, as far as it is still the target's."""


def holdings() -> list[Holding]:
    """One of every kind, in the order in which they are asked."""
    return sorted((kind() for kind in Holding.kinds().values()), key=lambda one: (one.order, one.kind))
