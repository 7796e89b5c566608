"""The people of the pictures: what each of them wrote before, and what is on Mara's desk today.

Times in the scripts are those of the pictures, told on a Wednesday at 14:05; they are moved so that this moment is
the moment of loading.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from shopbell.project.demo.acts import TicketStory
from shopbell.project.demo.heroes_cast import (
    AOIFE,
    BARTHOLOMEW,
    CARL,
    GERDA,
    GRACE,
    HANS,
    INIGO,
    LAYLA,
    LENA,
    MARGUERITE,
    NIAMH,
    NOOR,
    PRIYA,
    SOFIA,
    TOMAS,
)
from shopbell.project.demo.heroes_desk import desk
from shopbell.project.demo.people import Person
from shopbell.project.demo.times import Calendar

Visits = list[tuple[int, str, str]]


def heroes(calendar: Calendar) -> tuple[list[TicketStory], dict[Person, Visits]]:
    """Today's tickets, and each person's earlier visits: days ago, reason, channel."""
    people: dict[Person, Visits] = {
        person: [(min(days, len(calendar.days) - 1), reason, channel) for days, reason, channel in visits]
        for person, visits in _VISITS.items()
    }
    for person in people:
        person.since = _since(person, calendar.now)
    return desk(calendar), people


def _since(person: Person, now: datetime) -> datetime:
    """Known since the year of the pictures, told from now."""
    years = {"Since 2023": 3, "Since 2025": 1}
    return now - timedelta(days=365 * years["Since 2025" if person is LAYLA else "Since 2023"] + 40)


_VISITS: dict[Person, Visits] = {
    NIAMH: [(246, "product", "email"), (171, "where", "chat"), (96, "exchange", "email"), (52, "praise", "email")],
    PRIYA: [(198, "invoice", "email"), (24, "return", "email")],
    LAYLA: [(140, "where", "email")],
    LENA: [(210, "where", "email"), (120, "exchange", "chat"), (33, "where", "email")],
    BARTHOLOMEW: [
        (240, "product", "chat"), (188, "invoice", "email"), (110, "change", "email"), (61, "praise", "email"),
    ],
    TOMAS: [(155, "product", "chat"), (80, "boots", "email")],
    SOFIA: [(132, "return", "email"), (47, "where", "form")],
    CARL: [(230, "fault", "email"), (104, "where", "chat")],
    AOIFE: [(166, "product", "form"), (73, "outage", "chat"), (36, "where", "email")],
    GERDA: [(150, "exchange", "email"), (34, "strike", "email")],
    MARGUERITE: [(222, "product", "chat"), (160, "return", "email"), (84, "boots", "email"), (38, "strike", "email")],
    INIGO: [(176, "where", "chat"), (92, "invoice", "email")],
    HANS: [(201, "complaint", "email"), (118, "fault", "email"), (37, "strike", "email")],
    GRACE: [(190, "invoice", "email"), (73, "outage", "email"), (20, "change", "form")],
    NOOR: [(145, "damaged", "email"), (64, "product", "chat")],
}  # fmt: skip
