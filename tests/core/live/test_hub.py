"""Signals from the database to open streams, and resuming without a gap."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from shopbell.core import clock
from shopbell.core.live import replay, signal
from shopbell.staff.models import Agent

from .conftest import happened
from .house import PATIENCE, Heard, House, until

pytestmark = pytest.mark.django_db(transaction=True)


def _signal(event_id: int, *topics: str) -> Heard:
    return Heard("signal", {"topics": list(topics), "event": event_id}, event_id)


def test_an_event_reaches_the_streams_of_its_topics_alone(house: House, alices: str, bobs: str) -> None:
    with (
        house.stream("topics=matter:1,matter:2", alices) as one,
        house.stream("topics=matter:2", bobs) as two,
    ):
        one.next(), two.next()
        first = happened("matter:1", "matter:9")
        assert one.next() == _signal(first, "matter:1")
        second = happened("matter:2", "matter:1")
        assert one.next() == _signal(second, "matter:2", "matter:1")
        assert two.next() == _signal(second, "matter:2")


def test_a_rolled_back_event_is_not_told(house: House, alices: str) -> None:
    with house.stream("topics=matter:1", alices) as stream:
        stream.next()
        with transaction.atomic():
            happened("matter:1")
            transaction.set_rollback(True)
        later = happened("matter:1")
        assert stream.next() == _signal(later, "matter:1")


def test_the_headers_keep_proxies_from_holding_the_stream_back(house: House, alices: str) -> None:
    with house.stream("topics=matter:1", alices) as stream:
        headers = stream.response.headers
    assert headers["content-type"] == "text/event-stream; charset=utf-8"
    assert headers["cache-control"] == "no-cache, no-transform"
    assert headers["x-accel-buffering"] == "no"


def test_the_first_event_names_the_stream_its_place_and_what_was_refused(house: House, alices: str) -> None:
    with house.stream("topics=matter:1", alices) as other:
        other.next()
        last = happened("matter:1")
        other.next()
        with house.stream("topics=matter:1,matter:secret,nonsense:3", alices) as stream:
            hello = stream.next()
    assert hello is not None
    assert (hello.event, hello.id) == ("hello", last)
    assert hello.data == {
        "stream": hello.data["stream"],
        "refused": ["matter:secret", "nonsense:3"],
        "last": last,
    }


def test_a_resumed_stream_hears_what_it_missed(house: House, alices: str) -> None:
    seen = happened("matter:1", at=clock.now() - timedelta(seconds=60))
    happened("matter:2")
    missed = [happened("matter:1"), happened("matter:1", "matter:3")]
    with house.stream(f"topics=matter:1,matter:3&last={seen}", alices) as stream:
        hello, heard = stream.next(), stream.next()
    assert hello is not None
    assert hello.id is None
    assert heard is not None
    assert heard.id == missed[-1]
    assert set(heard.data["topics"]) == {"matter:1", "matter:3"}


def test_the_header_of_the_browser_resumes_as_well(house: House, alices: str) -> None:
    seen = happened("matter:1", at=clock.now() - timedelta(seconds=60))
    missed = happened("matter:1")
    with house.stream("topics=matter:1", alices, **{"Last-Event-ID": str(seen)}) as stream:
        stream.next()
        assert stream.next() == _signal(missed, "matter:1")


def test_replay_overlaps_by_ten_seconds_and_not_more(house: House, alices: str) -> None:
    base = clock.now() - timedelta(seconds=60)
    happened("matter:1", at=base - timedelta(seconds=11))
    happened("matter:2", at=base - timedelta(seconds=9))
    seen = happened("matter:3", at=base)
    with house.stream(f"topics=matter:1,matter:2,matter:3&last={seen}", alices) as stream:
        stream.next()
        assert stream.next() == _signal(seen, "matter:2", "matter:3")


def test_an_event_that_commits_after_a_higher_one_is_not_missed(house: House, alices: str) -> None:
    """The lower id is taken first and becomes visible last, while nobody is connected."""
    taken, commit, ids = threading.Event(), threading.Event(), []

    def slow() -> None:
        try:
            with transaction.atomic():
                ids.append(happened("matter:1"))
                taken.set()
                assert commit.wait(PATIENCE)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert taken.wait(PATIENCE)
    with house.stream("topics=matter:1,matter:2", alices) as stream:
        stream.next()
        higher = happened("matter:2")
        assert stream.next() == _signal(higher, "matter:2")
    commit.set()
    thread.join()
    assert ids[0] < higher
    with house.stream(f"topics=matter:1,matter:2&last={higher}", alices) as stream:
        stream.next()
        assert stream.next() == _signal(higher, "matter:1", "matter:2")


@pytest.mark.parametrize("last", ["999999999", "x", "0"])
def test_an_unknown_place_makes_the_page_read_everything_anew(house: House, alices: str, last: str) -> None:
    newest = happened("matter:9")
    with house.stream("topics=matter:9", alices) as stream:
        stream.next()
        newest = happened("matter:9")
        assert stream.next() == _signal(newest, "matter:9")
    with house.stream(f"topics=matter:1&last={last}", alices) as stream:
        stream.next()
        assert stream.next() == Heard("resync", {"last": newest}, newest)


def test_a_long_absence_makes_the_page_read_everything_anew(house: House, alices: str) -> None:
    seen = happened("matter:1", at=clock.now() - timedelta(hours=2))
    happened("matter:1", at=clock.now() - timedelta(hours=1))
    with house.stream(f"topics=matter:1&last={seen}", alices) as stream:
        stream.next()
        assert stream.next().event == "resync"  # type: ignore[union-attr]


def test_a_quiet_night_is_no_long_absence(house: House, alices: str) -> None:
    seen = happened("matter:1", at=clock.now() - timedelta(hours=2))
    fresh = happened("matter:1")
    with house.stream(f"topics=matter:1&last={seen}", alices) as stream:
        stream.next()
        assert stream.next() == _signal(fresh, "matter:1")


def test_too_many_missed_events_make_the_page_read_everything_anew(
    house: House, alices: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "MOST", 3)
    seen = happened("matter:1")
    for _ in range(3):
        happened("matter:1")
    with house.stream(f"topics=matter:1&last={seen}", alices) as stream:
        stream.next()
        assert stream.next().event == "resync"  # type: ignore[union-attr]


def test_a_failing_stream_does_not_end_the_others_nor_itself(
    house: House, alices: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        house.stream("topics=matter:1", alices) as one,
        house.stream("topics=matter:1", alices) as two,
    ):
        first = one.next().data["stream"]  # type: ignore[union-attr]
        two.next()
        broken = house.hub._streams[first]
        whole = type(broken).signal

        def fail_once(self: Any, *args: Any) -> None:
            if self is broken:
                monkeypatch.setattr(type(broken), "signal", whole)
                raise ValueError("no")
            whole(self, *args)

        monkeypatch.setattr(type(broken), "signal", fail_once)
        event = happened("matter:1")
        assert two.next() == _signal(event, "matter:1")
        after = happened("matter:1")
        assert one.next() == _signal(after, "matter:1")


def test_a_notice_that_makes_no_sense_ends_nothing(house: House, alices: str) -> None:
    with house.stream("topics=matter:1", alices) as stream:
        stream.next()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, 'what?'), pg_notify('shopbell_presence', '}')", [signal.CHANNEL])
        event = happened("matter:1")
        assert stream.next() == _signal(event, "matter:1")


def test_after_a_lost_connection_nothing_is_missed(house: House, alices: str) -> None:
    with house.stream("topics=matter:1,matter:2,matter:3", alices) as stream:
        stream.next()
        before = happened("matter:1")
        assert stream.next() == _signal(before, "matter:1")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE application_name LIKE 'shopbell live%%' AND datname = current_database()"
            )
            assert cursor.fetchone()[0] >= 1
        until(lambda: not house.hub.ear.listening.is_set())
        unheard = happened("matter:2")
        told = stream.next()
        while told and "matter:2" not in told.data["topics"]:
            told = stream.next()
        assert told is not None
        assert told.id == unheard
        house.wait_for(house.hub.ear.listening.wait())
        after = happened("matter:3")
        assert stream.next() == _signal(after, "matter:3")


def test_who_loses_access_is_cut_off_and_asked_again(house: House, alice: Agent, alices: str, bobs: str) -> None:
    with (
        house.stream("topics=matter:1", alices) as hers,
        house.stream("topics=matter:1", bobs) as his,
    ):
        hers.next(), his.next()
        with transaction.atomic():
            alice.is_active = False
            alice.save(update_fields=["is_active"])
            signal.close("agent", alice.pk)
        assert hers.rest() == [Heard("closed", {}, None)]
        event = happened("matter:1")
        assert his.next() == _signal(event, "matter:1")
    with house.client(alices) as client:
        assert client.get("/live/?topics=matter:1").status_code == 401


def test_who_was_cut_off_while_being_admitted_is_not_let_in(
    house: House, alice: Agent, alices: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question was answered before access changed, the stream registered after."""
    whole = house.hub.open

    async def late(stream: Any, **details: Any) -> None:
        house.hub.close_person(f"agent:{alice.pk}")
        await whole(stream, **details)

    monkeypatch.setattr(house.hub, "open", late)
    with house.stream("topics=matter:1", alices) as stream:
        assert stream.rest() == [Heard("closed", {}, None)]


def test_a_closed_page_leaves_nothing_behind(house: House, alices: str) -> None:
    with house.stream("topics=matter:1", alices) as stream:
        stream.next()
        assert house.call(len, house.hub) == 1
    until(lambda: not house.call(len, house.hub))
    assert house.hub._listening == {}
    assert house.hub._of_person == {}


def test_when_the_process_stops_every_stream_ends(house: House, alices: str) -> None:
    with house.stream("topics=matter:1", alices) as stream:
        stream.next()
        house.call(house.hub.end_streams)
        assert stream.rest() == []
    with house.stream("topics=matter:1", alices) as late:
        assert late.rest() == [Heard("closed", {}, None)]


def test_a_person_has_a_bounded_number_of_streams(house: House, alices: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shopbell.core.live.hub.MOST_PER_PERSON", 1)
    with house.stream("topics=matter:1", alices) as old:
        old.next()
        with house.stream("topics=matter:1", alices) as young:
            young.next()
            assert old.rest() == [Heard("closed", {}, None)]


@pytest.fixture
def post(house: House, alices: str) -> Callable[..., Any]:
    def post(content: object, **headers: str) -> Any:
        with house.client(alices) as client:
            return client.post("/live/topics/", json=content, headers=headers)

    return post


def test_a_page_changes_its_topics_and_hears_what_it_missed_of_the_new_one(
    house: House, alices: str, post: Callable[..., Any]
) -> None:
    with house.stream("topics=matter:1", alices) as stream:
        name = stream.next().data["stream"]  # type: ignore[union-attr]
        happened("matter:7")
        shown = happened("matter:8", at=clock.now() - timedelta(seconds=60))
        missed = happened("matter:2")
        asked = {"stream": name, "add": ["matter:2", "matter:secret"], "remove": ["matter:1"], "last": shown}
        answer = post(asked)
        assert (answer.status_code, answer.json()) == (200, {"refused": ["matter:secret"]})
        assert stream.next(nobody=True) == Heard("presence", {"topic": "matter:2", "who": []}, None)
        assert stream.next() == _signal(missed, "matter:2")
        happened("matter:1")
        later = happened("matter:2")
        assert stream.next() == _signal(later, "matter:2")


def test_topics_change_when_another_process_holds_the_stream(
    house: House, other_house: House, alices: str, post: Callable[..., Any]
) -> None:
    with other_house.stream("topics=matter:1", alices) as stream:
        name = stream.next().data["stream"]  # type: ignore[union-attr]
        assert post({"stream": name, "add": ["matter:2"], "remove": []}).status_code == 200
        assert stream.next(nobody=True) == Heard("presence", {"topic": "matter:2", "who": []}, None)
        event = happened("matter:2")
        heard = stream.next()
        assert heard is not None
        assert heard.id == event


def test_nobody_changes_the_topics_of_another(house: House, bobs: str, post: Callable[..., Any]) -> None:
    with house.stream("topics=matter:1", bobs) as stream:
        name = stream.next().data["stream"]  # type: ignore[union-attr]
        post({"stream": name, "add": ["matter:2"], "remove": ["matter:1"]})
        happened("matter:2")
        event = happened("matter:1")
        assert stream.next() == _signal(event, "matter:1")


def test_another_site_cannot_post(post: Callable[..., Any]) -> None:
    assert post({}, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert post({}, **{"Content-Type": "text/plain"}).status_code == 415
    assert post([]).status_code == 400
    assert post({"add": "x" * 20_000}).status_code == 413
