"""The people of the pictures: what each of them wrote before, and what is on Mara's desk today.

Times in the scripts are those of the pictures, told on a Wednesday at 14:05; they are moved so that this moment is
the moment of loading.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from shopbell.project.demo.acts import Acknowledges, Act, Answers, Reads, Says, Sets, Tags, TicketStory
from shopbell.project.demo.cast import CARE
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


def heroes(calendar: Calendar) -> tuple[list[TicketStory], list[TicketStory], dict[Person, Visits]]:
    """Today's tickets, those of long ago, and what else each person wrote: days ago, reason, channel."""
    people: dict[Person, Visits] = {
        person: [(min(days, len(calendar.days) - 1), reason, channel) for days, reason, channel in visits]
        for person, visits in _VISITS.items()
    }
    for person in people:
        person.since = _since(person, calendar.now)
    return desk(calendar), [_long_back(calendar)], people


def _since(person: Person, now: datetime) -> datetime:
    """Known since the year of the pictures, told from now."""
    return now - timedelta(days=365 * (1 if person is LAYLA else 3) + 40)


def _long_back(calendar: Calendar) -> TicketStory:
    """The ticket below Niamh's name in the picture."""
    asked = calendar.at(calendar.day_before(246), time(8, 52))
    answered = calendar.after(asked, timedelta(hours=1, minutes=12))
    thanked = answered + timedelta(minutes=21)
    done = calendar.after(thanked, timedelta(minutes=6))
    acts: list[Act] = [
        Says(
            at=asked,
            channel="email",
            text="Hello,\n\nI am 164 cm, but most of it is back. Jackets that fit my shoulders end above the belt."
            " Which size of the Cairn shell would you take?\n\nNiamh Gallagher",
        ),
        Acknowledges(at=asked + timedelta(seconds=20)),
        Reads(at=answered - timedelta(minutes=2), by="mara"),
        Tags(at=answered - timedelta(minutes=1), by="mara", add=("Advice",)),
        Answers(
            at=answered,
            who="mara",
            channel="email",
            then="waiting",
            text="Good morning Niamh,\n\nthen take M: it is 71 cm long at the back, four more than S, and the waist"
            " can be drawn in. I have had both on the table. If it is too wide, the exchange is free.",
        ),
        Says(at=thanked, channel="email", text="You measured it for me? M it is. Thank you."),
        Reads(at=done - timedelta(seconds=30), by="mara"),
        Sets(at=done, status="solved", by="mara"),
        Sets(at=done + timedelta(days=7), status="closed"),
    ]
    return TicketStory(
        key="niamh-back", person=NIAMH, team=CARE, reason="product", subject="Which size for a long back?", acts=acts
    )


_VISITS: dict[Person, Visits] = {
    NIAMH: [(171, "where", "chat"), (96, "exchange", "email"), (52, "praise", "email")],
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
