"""The customers' rows, all at once: people are known before the first of their tickets is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from shopbell.core.actor import SYSTEM
from shopbell.core.events import Fact
from shopbell.core.models import Event
from shopbell.customers.base import Claim
from shopbell.customers.events import CustomerCreated, IdentityVerified
from shopbell.customers.models import Customer, Identity
from shopbell.project.demo.copied import copy_in
from shopbell.project.demo.people import Person
from shopbell.project.demo.shop import House


class Known:
    """Who is who: the rows of the story's people, and the claims with which they write."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.customers: dict[str, Customer] = {}
        self.identities: dict[tuple[str, str], Identity] = {}
        self._seen: set[tuple[str, str]] = set()

    def write(self, people: Sequence[Person], since: dict[str, datetime]) -> None:
        """Insert customers and identities as a first contact would have made them, at `since`."""
        for person in people:
            self.customers[person.key] = Customer(
                name=person.name,
                language=person.language,
                timezone=person.timezone,
                city=person.city,
                country=person.country,
                created_at=since[person.key],
            )
        copy_in(self.customers.values())
        for person in people:
            self._identify(person, since[person.key])
        copy_in(self.identities.values())
        copy_in(self._events(people))

    def claims(self, person: Person, channel: str) -> list[Claim]:
        """What a message of this person says about who sent it, the way of answering first."""
        mail = Claim("email", person.email, display=person.name, proof="dkim" if person.is_proven else "")
        if channel == "chat":
            return [
                Claim("visitor", person.visitor, self.house.accounts["chat"].pk),
                Claim("email", person.email, display=person.name),
            ]
        return [mail] if channel == "email" else [Claim("email", person.email, display=person.name)]

    def contact(self, person: Person, channel: str) -> Identity:
        """The identity to which answers on this channel go."""
        return self.identities[person.key, "visitor" if channel == "chat" else "email"]

    def _identify(self, person: Person, at: datetime) -> None:
        addresses = [
            ("email", None, person.email, person.name),
            ("visitor", self.house.accounts["chat"].pk, person.visitor, ""),
            ("phone", None, person.phone, ""),
        ]
        for scheme, scope, value, display in addresses:
            if not value or (scheme, value) in self._seen:  # two of them may share a phone
                continue
            self._seen.add((scheme, value))
            proven = person.is_proven and scheme == "email"
            self.identities[person.key, scheme] = Identity(
                customer=self.customers[person.key],
                scheme=scheme,
                scope=scope,
                value=value,
                display=display,
                verified_at=at if proven else None,
                verified_by="dkim" if proven else "",
                created_at=at,
            )

    def _events(self, people: Sequence[Person]) -> list[Event]:
        events = []
        for person in people:
            mail = self.identities[person.key, "email"]
            facts: list[Fact] = [CustomerCreated(scheme="email")]
            if mail.is_verified:
                facts.append(IdentityVerified(identity=mail.pk, how="dkim"))
            events += [
                Event(
                    at=mail.created_at,
                    name=fact.name,
                    subject=f"customers.customer:{mail.customer_id}",
                    actor=str(SYSTEM),
                    data=asdict(fact),
                )
                for fact in facts
            ]
        return events
