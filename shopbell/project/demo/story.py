"""The whole story in memory: people, orders and tickets, up to a given moment."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from shopbell.project.demo.acts import TicketStory
from shopbell.project.demo.heroes import heroes
from shopbell.project.demo.history import earlier, history
from shopbell.project.demo.orders import OrderBook, StoryOrder
from shopbell.project.demo.people import Person, crowd
from shopbell.project.demo.times import Calendar
from shopbell.shops.queries import OpeningHours

DAYS = 270


@dataclass(frozen=True, slots=True)
class Profile:
    """How large the story is; `niamh` is the number of the ticket in the pictures."""

    customers: int
    tickets: int
    niamh: int


PROFILES = {"demo": Profile(4000, 3000, 4042), "ci": Profile(150, 150, 1042)}


@dataclass(frozen=True, slots=True)
class Story:
    """`today` are the heroes' tickets that the desk still works on, `past` all others; both are in order."""

    people: list[Person]
    past: list[TicketStory]
    today: list[TicketStory]
    orders: dict[str, StoryOrder]

    def since(self, now: datetime) -> dict[str, datetime]:
        """Since when each person is known: their own date, else their first word; else some day before."""
        first: dict[str, datetime] = {}
        for ticket in [*self.past, *self.today]:
            key = ticket.person.key
            first[key] = min(first.get(key, ticket.began), ticket.began)
        rng = random.Random(len(self.people))
        return {
            person.key: min(person.since or first.get(person.key, now), first.get(person.key, now))
            if person.since or person.key in first
            else now - timedelta(days=rng.uniform(1, 500))
            for person in self.people
        }


def tell(profile: Profile, seed: int, now: datetime, hours: OpeningHours) -> Story:
    """The story of that profile and seed as it stands at `now`."""
    calendar = Calendar(now, hours, days=DAYS)
    orders = OrderBook(now)
    people = crowd(profile.customers, random.Random(f"{seed}/people"))
    today, long_ago, visits_of = heroes(calendar)
    past = [
        *long_ago,
        *(
            story
            for person, visits in visits_of.items()
            for story in earlier(person, visits, calendar, orders, seed=seed)
        ),
    ]
    past += history(people, profile.tickets - len(past) - len(today), calendar, orders, seed=seed)
    people = [*visits_of, *people]
    _number([*past, *today], profile.niamh)
    past.sort(key=lambda ticket: ticket.number)
    today.sort(key=lambda ticket: ticket.number)
    return Story(people, past, today, orders.orders)


def _number(tickets: list[TicketStory], niamh: int) -> None:
    """Number the tickets as they came in, so that the one of the pictures has its number."""
    tickets.sort(key=lambda ticket: (ticket.began, ticket.key))
    place = next((n for n, ticket in enumerate(tickets) if ticket.key == "niamh-zip"), 0)
    for number, ticket in enumerate(tickets):
        ticket.number = niamh - place + number
