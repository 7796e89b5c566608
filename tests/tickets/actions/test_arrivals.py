from __future__ import annotations

from collections.abc import Callable

from shopbell.tickets.actions.arrivals import note_arrival
from shopbell.tickets.models import Message


def test_each_arrival_is_kept_once_and_nothing_noted_meanwhile_is_lost(a_message: Callable[..., Message]) -> None:
    stale = a_message(extra={"arrivals": [{"raw": 1}]})
    Message.objects.filter(pk=stale.pk).update(extra={"arrivals": [{"raw": 1}], "noted": "meanwhile"})
    for _ in range(2):
        note_arrival(stale, arrival={"raw": 2})
    stale.refresh_from_db()
    assert stale.extra == {"arrivals": [{"raw": 1}, {"raw": 2}], "noted": "meanwhile"}


def test_a_message_that_kept_no_arrivals_begins_to(a_message: Callable[..., Message]) -> None:
    assert note_arrival(a_message(), arrival={"raw": 7}).extra["arrivals"] == [{"raw": 7}]
