"""Nine months of ordinary customers: who writes why and when, and what is still to do today."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from shopbell.project.demo.acts import Act, Answers, Assigns, Says, Tags, TicketStory
from shopbell.project.demo.cast import CARE, DELIVERY, HOUSE, RETURNS, REVIEWS, Member, who_answers
from shopbell.project.demo.catalogue import PRODUCTS, SHELF, WEARABLE, Product
from shopbell.project.demo.incidents import BY_REASON, INCIDENTS, SNOW
from shopbell.project.demo.orders import OrderBook
from shopbell.project.demo.people import Person, contacts
from shopbell.project.demo.phrases import Slots, phrases
from shopbell.project.demo.scenes import Plan, Scene, ended_at
from shopbell.project.demo.times import Calendar

_REASONS = {
    "where": 36, "return": 16, "exchange": 9, "change": 8, "damaged": 6, "product": 6, "refund": 5,
    "fault": 4, "payment": 3, "invoice": 3, "complaint": 2, "praise": 1, "review": 2,
}  # fmt: skip
_ARABIC = {"where": 6, "exchange": 2, "refund": 2}
_TAGS = {
    "where": ("Delivery",), "return": ("Return",), "exchange": ("Exchange",), "change": ("Change",),
    "damaged": ("Damaged",), "product": ("Advice",), "refund": ("Refund",), "invoice": ("Invoice",),
    "payment": ("Payment",), "fault": ("Fault",), "praise": ("Praise",), "complaint": ("Complaint",),
    "review": ("Review",), "strike": ("Carrier strike", "Delivery"), "boots": ("Boots batch 31", "Fault"),
    "outage": ("Payment", "Payment outage"), "zip": ("Fault", "Zip batch 46"), "snow": ("Delivery", "Leipzig"),
}  # fmt: skip
_TEAMS = {
    "where": ((DELIVERY, 45), (CARE, 55)),
    "change": ((DELIVERY, 30), (CARE, 70)),
    "snow": ((DELIVERY, 70), (CARE, 30)),
    "strike": ((DELIVERY, 70), (CARE, 30)),
    "return": ((RETURNS, 70), (CARE, 30)),
    "exchange": ((RETURNS, 55), (CARE, 45)),
    "refund": ((RETURNS, 50), (CARE, 50)),
    "boots": ((RETURNS, 60), (CARE, 40)),
    "review": ((REVIEWS, 100),),
}
_WITHOUT_ORDER = {"product", "praise", "review", "spam", "outage"}
# What is still to do, of 3,000 tickets. The teams' open tickets are those of the sidebar in the picture.
_OPEN = ((DELIVERY, 16), (RETURNS, 9), (REVIEWS, 2), (CARE, 84))
_WAITING, _ON_HOLD, _SNOOZED, _SPAM, _UNASSIGNED = 37, 10, 4, 12, 4


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in the history to be filled: how the ticket ends, and what is given of it."""

    ending: str
    team: str = ""
    reason: str = ""
    is_unassigned: bool = False
    channel: str = ""
    days_ago: int = 0


def history(
    people: list[Person], tickets: int, calendar: Calendar, orders: OrderBook, *, seed: int
) -> list[TicketStory]:
    """`tickets` stories of these people."""
    rng = random.Random(f"{seed}/history")
    seats = list(_seats(tickets, rng))
    turns = contacts([person for person in people if person.language != "ar"], len(seats), rng)
    for place in range(0, len(turns), 60):  # a few of them write Arabic
        turns[place] = rng.choice([person for person in people if person.language == "ar"] or turns)
    solved = sum(seat.ending == "solved" and not seat.reason for seat in seats)
    stories, ordinary = [], 0
    for number, (seat, person) in enumerate(zip(seats, turns, strict=True)):
        own = random.Random(f"{seed}/{number}")
        start = None
        if seat.ending == "solved" and not seat.reason:
            ordinary += 1
            start = (ordinary - own.random()) / solved
        if seat.reason == "spam":
            person = _sender(number, own)
            people.append(person)
        elif seat.reason:
            wanted = own.choice(SNOW if seat.reason == "snow" else BY_REASON[seat.reason].languages)
            person = own.choice([one for one in people if one.language == wanted])
        stories.append(_Ticket(number, seat, person, calendar, orders, own).story(start))
    return stories


def earlier(
    person: Person, visits: list[tuple[int, str, str]], calendar: Calendar, orders: OrderBook, *, seed: int
) -> list[TicketStory]:
    """What somebody wrote before; each visit is days ago, reason, channel."""
    stories = []
    for days_ago, reason, channel in visits:
        number = 100_000 + days_ago
        seat = Seat("solved", reason=reason, channel=channel, days_ago=days_ago)
        ticket = _Ticket(number, seat, person, calendar, orders, random.Random(f"{seed}/{person.key}/{days_ago}"))
        story = ticket.story(None)
        story.key = f"{person.key}-{days_ago}"
        stories.append(story)
    return stories


def _drawn(weights: dict[str, int], rng: random.Random) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _sender(number: int, rng: random.Random) -> Person:
    """Somebody who wants to sell something."""
    return Person(
        key=f"s{number}",
        name=rng.choice(("Ranking Partners", "Domain Registry Desk", "Growth Experts", "Office of Listings")),
        email=f"office{number}@offers.example",
        language="en",
        country="GB",
        city="London",
        is_proven=False,
    )


def _seats(tickets: int, rng: random.Random) -> Iterator[Seat]:
    def part(of_3000: int) -> int:
        return max(round(of_3000 * tickets / 3000), min(of_3000, 2))

    left = tickets
    special: list[Seat] = []
    for team, count in _OPEN:
        special += [Seat("open", team) for _ in range(part(count))]
    unassigned = rng.sample([n for n, seat in enumerate(special) if seat.team in (CARE, DELIVERY)], part(_UNASSIGNED))
    for place in unassigned:
        special[place] = Seat("open", special[place].team, is_unassigned=True)
    snowed_in = [n for n, seat in enumerate(special) if seat.team == DELIVERY and not seat.is_unassigned]
    for place in snowed_in[: part(6)]:
        special[place] = Seat("open", DELIVERY, "snow")
    special += [Seat("waiting", reason="snow" if number < part(8) else "") for number in range(part(_WAITING))]
    special += [Seat("on_hold") for _ in range(part(_ON_HOLD))]
    special += [Seat("snoozed") for _ in range(part(_SNOOZED))]
    special += [Seat("open", CARE, "spam") for _ in range(part(_SPAM))]
    for incident in INCIDENTS:
        special += [Seat("solved", reason=incident.reason) for _ in range(part(incident.tickets))]
    left -= len(special)
    yield from (Seat("solved") for _ in range(left))
    yield from special


class _Ticket:
    """Fills one seat: chooses why, what about, how and by whom, and lets the scene be played."""

    def __init__(
        self, number: int, seat: Seat, person: Person, calendar: Calendar, orders: OrderBook, rng: random.Random
    ) -> None:
        self.number, self.seat, self.person, self.calendar, self.rng = number, seat, person, calendar, rng
        self.reason = seat.reason or self._reason()
        self.team = seat.team or self._team()
        self.product = self._product()
        self.channel = seat.channel or self._channel()
        self.orders = orders

    def story(self, quantile: float | None) -> TicketStory:
        plan = self._plan()
        start = self._start(quantile)
        acts = self._play(plan, start)
        if self.seat.ending == "solved":
            while acts[-1].at > self.calendar.now - timedelta(minutes=3):
                start -= timedelta(days=1)
                acts = self._play(plan, start)
        else:
            end = self._end()
            acts = self._play(plan, end - (acts[-1].at - start))
            acts = ended_at(acts, end, self.calendar)
        if self.seat.ending == "open" and self.reason != "spam":
            acts = self._sorted(plan, acts)
        slots = self._slots(acts[0].at)
        subject = phrases(self._words).pick(self.reason, "subject", self.rng)
        return TicketStory(
            key=f"t{self.number}",
            person=self.person,
            team=self.team,
            reason=self.reason,
            subject=slots.fill(subject, acts[0].at) if self.channel != "chat" else "",
            acts=acts,
            order=slots.order if self.reason not in _WITHOUT_ORDER else "",
            kind={"review": "review", "complaint": "complaint"}.get(self.reason, "contact")
            if self.channel == "form"
            else "",
            origin=f"https://alderandflax.example/{self.product.key}" if self.channel == "chat" else "",
            is_spam=self.reason == "spam",
        )

    def _play(self, plan: Plan, start: datetime) -> list[Act]:
        """The same choices at every start: the scene draws from a generator of its own."""
        words = phrases(self._words)
        own = random.Random(f"{self.number}/{plan.rounds}/{self.person.key}")
        slots = self._slots(start)
        if self.reason == "spam":
            text = slots.fill(words.pick("spam", "ask", own), start)
            return [Says(at=start, text=text, channel="email")]
        return Scene(plan, slots, words, self.calendar, own).play(start, self.seat.ending)

    def _plan(self) -> Plan:
        rng, ending = self.rng, self.seat.ending
        agent = self._agent()
        incident = BY_REASON.get(self.reason)
        until = self.calendar.after(self.calendar.now, timedelta(hours=rng.choice((9, 17, 26))))
        return Plan(
            reason=self.reason,
            channel=self.channel,
            mood=rng.choices((0, 1, 2), (30, 30, 40) if self.reason == "complaint" else (75, 18, 7))[0]
            if self.reason not in ("praise", "product", "review")
            else 0,
            rounds=0 if self.seat.is_unassigned else rng.choices((0, 1, 2), (55, 36, 9))[0],
            tags=_TAGS.get(self.reason, ()),
            agent=agent,
            lead=HOUSE["jonas"] if rng.random() < 0.3 and agent.key != "jonas" else None,
            slowness=incident.slowness if incident else 1.0,
            is_thankful=ending == "solved" and rng.random() < 0.42,
            until=until,
        )

    def _start(self, quantile: float | None) -> datetime:
        if self.seat.days_ago:
            return self.calendar.moment(self.calendar.day_before(self.seat.days_ago), self.channel, self.rng)
        if quantile is not None:
            day = self.calendar.day_at(quantile)
            return min(self.calendar.moment(day, self.channel, self.rng), self.calendar.now - timedelta(minutes=20))
        if self.reason in BY_REASON and self.seat.ending == "solved":
            return BY_REASON[self.reason].when(self.calendar, self.rng)
        return self.calendar.now - timedelta(hours=8)

    def _end(self) -> datetime:
        """When the last word of a ticket fell that is still to do."""
        now, rng = self.calendar.now, self.rng
        if self.reason == "spam":
            return now - timedelta(hours=rng.uniform(2, 400))
        if self.reason == "snow":
            return now - timedelta(hours=rng.uniform(0.3, 17))
        if self.seat.ending == "open":
            if self.seat.is_unassigned:
                return now - timedelta(minutes=rng.uniform(4, 90))
            return self._written(*((7, 15) if rng.random() < 0.16 else (0, 3.5)))
        return self.calendar.open_before(now - timedelta(hours=rng.uniform(1, 120)))

    def _written(self, least: float, most: float) -> datetime:
        """A moment since which the shop was open for that many hours: what is late is late by the shop's hours."""
        now, rng = self.calendar.now, self.rng
        for _ in range(300):
            at = now - timedelta(hours=rng.uniform(0.1, 80))
            open_for = self.calendar.hours.between(at, now) / timedelta(hours=1)
            if least <= open_for <= most:
                return at
        return now - timedelta(hours=least, minutes=10)

    def _sorted(self, plan: Plan, acts: list[Act]) -> list[Act]:
        """With what the rules did to a ticket that nobody has answered yet."""
        if any(isinstance(act, Answers) and act.who in HOUSE for act in acts):
            return acts
        at = min(acts[-1].at + timedelta(seconds=self.rng.randrange(3, 90)), self.calendar.now)
        tags = Tags(at=at, by="rule", add=plan.tags)
        return [*acts, tags] if self.seat.is_unassigned else [*acts, tags, Assigns(at=at, by="rule", to=plan.agent.key)]

    def _agent(self) -> Member:
        members = who_answers(self.team, self.person.language)
        if self.seat.ending != "solved":  # what Mara still has to do is told by the heroes
            members = [one for one in members if one.key != "mara"] or [HOUSE["ruth"]]
        return self.rng.choice(members)

    def _reason(self) -> str:
        if self.person.language == "ar":
            return _drawn(_ARABIC, self.rng)
        if self.seat.team:
            fits = {
                reason: weight
                for reason, weight in _REASONS.items()
                if self.seat.team in dict(_TEAMS.get(reason, ((CARE, 1),)))
            }
            return _drawn(fits, self.rng)
        return _drawn(_REASONS, self.rng)

    def _team(self) -> str:
        return _drawn(dict(_TEAMS.get(self.reason, ((CARE, 1),))), self.rng)

    def _channel(self) -> str:
        if self.reason in ("spam", "strike"):
            return "email"
        if self.reason == "review" or self.rng.random() < 0.12:
            return "form"
        often = 0.65 if self.reason in ("product", "outage") else 0.36
        if self.seat.ending == "open":  # whoever chats has an answer within minutes
            often = 0.04
        return "chat" if self.rng.random() < often else "email"

    def _product(self) -> Product:
        incident = BY_REASON.get(self.reason)
        if incident and incident.product:
            return SHELF[incident.product]
        return self.rng.choice(WEARABLE if self.reason in ("exchange", "product", "review") else PRODUCTS)

    def _slots(self, start: datetime) -> Slots:
        own = random.Random(f"{self.number}/{self.person.key}/thing")
        place = own.randrange(len(self.product.sizes))
        other = place + 1 if place + 1 < len(self.product.sizes) else place - 1
        ordered = start - timedelta(days=own.choice((2, 3, 4, 5, 6, 8, 11)), hours=own.randrange(20))
        return Slots(
            person=self.person,
            product=self.product,
            size=self.product.sizes[place],
            size2=self.product.sizes[other],
            colour=own.choice(self.product.colours),
            order=self.orders.place(f"{self.person.key}/{self.number}", self.person, self.product, ordered),
            ordered_at=ordered,
            calendar=self.calendar,
        )

    @property
    def _words(self) -> str:
        return "en" if self.reason == "spam" else self.person.language
