"""What streams have missed, asked for many at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from shopbell.core import clock
from shopbell.core.live import replay
from shopbell.core.live.postgres import Line, Row, Values
from shopbell.core.live.replay import AT_ONCE, Events, Replay
from shopbell.core.models import Event

from .conftest import happened

pytestmark = pytest.mark.django_db(transaction=True)


class Counting(Line):
    """Counts its statements."""

    asked = 0

    async def ask(self, statement: Any, values: Values) -> list[Row]:
        self.asked += 1
        return await super().ask(statement, values)


def _ask(*questions: tuple[int, list[str] | None]) -> tuple[list[Events | BaseException | None], int]:
    """The answers to questions put at the same moment, and the number of statements."""

    async def ask() -> tuple[list[Events | BaseException | None], int]:
        line = Counting()
        asking = Replay(line)
        answers = await asyncio.gather(*(asking.missed(*one) for one in questions), return_exceptions=True)
        await line.close()
        return answers, line.asked

    return asyncio.run(ask())


def test_each_hears_of_its_own_topics_since_its_own_last_event() -> None:
    with clock.frozen(clock.now() - timedelta(minutes=5)):
        old = happened("matter:1")
    first, second = happened("matter:1", "matter:2"), happened("matter:2")
    answers, statements = _ask((old, ["matter:1"]), (first, ["matter:2"]), (second, ["matter:9"]), (old, []))
    assert answers == [
        [(old, ["matter:1"]), (first, ["matter:1", "matter:2"])],
        [(first, ["matter:1", "matter:2"]), (second, ["matter:2"])],
        [],
        [],
    ]
    assert statements == 2  # the first at once, the others together when it is answered


def test_nobody_is_given_the_answer_of_another_who_cannot_be_told() -> None:
    last = happened("matter:1")
    answers, _ = _ask((last, ["matter:1"]), (last + 1000, ["matter:1"]), (last, ["matter:1"]))
    assert answers == [[(last, ["matter:1"])], None, [(last, ["matter:1"])]]


def test_all_topics_are_asked_for_without_naming_one() -> None:
    last = happened("matter:1")
    answers, _ = _ask((last, None))
    assert answers == [[(last, ["matter:1"])]]


def test_thousands_are_answered_in_a_few_statements() -> None:
    last = happened("matter:1")
    answers, statements = _ask(*[(last, ["matter:1"])] * (3 * AT_ONCE))
    assert answers == [[(last, ["matter:1"])]] * (3 * AT_ONCE)
    assert statements == 4


def test_whoever_asks_when_the_database_refuses_is_told() -> None:
    too_large = 2**70
    answers, _ = _ask((too_large, ["matter:1"]), (too_large, ["matter:1"]))
    assert [type(answer).__name__ for answer in answers] == ["NumericValueOutOfRange"] * 2


def test_the_plan_walks_the_index_over_time(db: None) -> None:
    now = clock.now()
    Event.objects.bulk_create(
        Event(at=now - timedelta(seconds=n), name="x", subject="y:1", actor="system", topics=["matter:1"])
        for n in range(20_000, 0, -1)
    )
    last = Event.objects.latest("id").pk
    given = {"numbers": [0, 1], "lasts": [last, last - 1], "topics": ["matter:1", "matter:2,matter:3"]}
    given |= {"oldest": now, "overlap": replay.OVERLAP, "most": 501}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE core_event")
        cursor.execute(f"EXPLAIN {replay._MISSED}", given)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Seq Scan on core_event" not in plan
    assert "event_at" in plan
