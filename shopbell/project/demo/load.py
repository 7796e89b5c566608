"""From story to rows, all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import connection, transaction

from shopbell.core import clock
from shopbell.core.events import unspread
from shopbell.project import demo_sign_in
from shopbell.project.demo import played, written
from shopbell.project.demo.acts import TicketStory
from shopbell.project.demo.cast import PASSWORD, SIGN_IN
from shopbell.project.demo.customers import Known
from shopbell.project.demo.shop import furnish, open_shop
from shopbell.project.demo.story import Profile, tell
from shopbell.shops.queries import opening_hours

_AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the demo consists of now."""

    customers: int
    tickets: int


@transaction.atomic
def load(profile: Profile, *, seed: int, now: datetime | None = None) -> Loaded:
    """Write the demo shop, ending at `now`. Nothing is sent for it and no job waits after it."""
    now = (now or clock.now()).replace(microsecond=0)
    with unspread():
        shop = open_shop(now)
        story = tell(profile, seed, now, opening_hours(shop))
        since = story.since(now)
        with clock.frozen(min(since.values())):
            house = furnish(shop, now)
        known = Known(house)
        known.write(story.people, since)
        written.sample(story.past, house)
        cells: Counter[tuple[int, int | None, str]] = Counter()
        for stories in _chunks(story.past):
            cells += written.write(stories, house, known)
        written.count(cells)
        for ticket in story.today:
            played.play(ticket, house, known)
    _go_on_counting()
    demo_sign_in.write(SIGN_IN.email, PASSWORD)
    return Loaded(len(story.people), len(story.past) + len(story.today))


def _chunks(stories: list[TicketStory]) -> Iterator[list[TicketStory]]:
    """Some hundreds at a time: the rows of all of them need not lie in memory together."""
    rest = iter(stories)
    while chunk := list(islice(rest, _AT_ONCE)):
        yield chunk


def _go_on_counting() -> None:
    """The next ticket follows the last; and the planner learns what is there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('tickets_ticket', 'id'), (SELECT max(id) FROM tickets_ticket))"
        )
        cursor.execute("ANALYZE")
