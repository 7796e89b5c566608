"""The orders that customers write about: numbers that rise with time, as a store counts them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shopbell.project.demo.catalogue import Product
from shopbell.project.demo.people import Person

_NEWEST, _A_DAY = 20_930, 12
_HEROES = frozenset({20871, 20902, 20914, 20655})


@dataclass(frozen=True, slots=True)
class StoryOrder:
    """An order of the story; what else it holds, a store may add."""

    number: str
    person: Person
    product: Product
    placed_at: datetime


class OrderBook:
    """Gives each ticket its order; the same ticket asks again and gets the same number."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._by_ticket: dict[str, int] = {}
        self._taken: set[int] = set(_HEROES)
        self.orders: dict[str, StoryOrder] = {}

    def place(self, ticket: str, person: Person, product: Product, at: datetime) -> str:
        """The number of the order that this ticket is about."""
        number = self._by_ticket.get(ticket)
        if number is None:
            number = _NEWEST - round((self.now - at).total_seconds() / 86_400 * _A_DAY)
            while number in self._taken:
                number -= 1
            self._taken.add(number)
            self._by_ticket[ticket] = number
        name = f"AF-{number}"
        self.orders[name] = StoryOrder(name, person, product, at)
        return name
