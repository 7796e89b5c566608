from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.db import connection

from shopbell.core import clock
from shopbell.core.event_log import SETTLING, settled
from shopbell.core.models import Event


def an_event(name: str, *, ago: timedelta = timedelta(minutes=1)) -> Event:
    return Event.objects.create(at=clock.now() - ago, name=name, subject="tickets.ticket:1", actor="system")


def test_events_come_in_order_behind_the_one_already_seen(db: None) -> None:
    made = [an_event(f"thing.{number}") for number in range(4)]
    assert settled(after=0, size=3) == made[:3]
    assert settled(after=made[2].pk, size=3) == made[3:]
    assert settled(after=made[3].pk, size=3) == []


def test_what_has_only_just_happened_waits_a_moment(db: None) -> None:
    event = an_event("thing.done", ago=timedelta())
    assert settled(after=0, size=10) == []
    with clock.frozen(clock.now() + SETTLING + timedelta(seconds=1)):
        assert settled(after=0, size=10) == [event]


@pytest.mark.django_db(transaction=True)
def test_what_is_still_being_written_holds_back_what_came_later() -> None:
    known = connection.get_connection_params()
    keys = {"host", "port", "user", "password", "dbname"}
    with psycopg.connect(**{key: value for key, value in known.items() if key in keys}) as slow:
        slow.execute(
            "INSERT INTO core_event (at, name, subject, actor, data, topics, depth)"
            " VALUES (now(), 'slow', 'x:1', 'system', '{}', '{}', 0)"
        )
        an_event("quick", ago=timedelta())
        later = clock.now() + timedelta(minutes=5)
        with clock.frozen(later):
            assert settled(after=0, size=10) == []
        slow.commit()
    with clock.frozen(later):
        assert [event.name for event in settled(after=0, size=10)] == ["slow", "quick"]
