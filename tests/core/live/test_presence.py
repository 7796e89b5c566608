"""Who is looking and who is writing, in one process and over several."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from django.core.cache import caches
from django.db import connection

from shopbell.core.live import presence, tickets
from shopbell.core.live.access import Listener
from shopbell.core.live.roster import Present, Roster, Sighting
from shopbell.staff.models import Agent

from .conftest import happened
from .house import Heard, House, until

pytestmark = pytest.mark.django_db(transaction=True)


def _present(topic: str, *who: dict[str, str]) -> Heard:
    return Heard("presence", {"topic": topic, "who": list(who)}, None)


def _say(house: House, session: str | None, topic: str, state: str, **headers: str) -> httpx.Response:
    with house.client(session) as client:
        return client.post("/live/presence/", json={"topic": topic, "state": state}, headers=headers)


def _chat(who: Listener) -> str:
    return "ticket=" + tickets.issue(who, [f"chat:{who.id}"])


def test_agents_see_each_other_come_write_and_go(house: House, alice: Agent, alices: str, bobs: str) -> None:
    her = {"kind": "agent", "id": str(alice.pk), "name": "Alice Archer"}
    with house.stream("topics=matter:1", bobs) as stream:
        stream.next()
        for state in ("viewing", "noting", "writing"):
            assert _say(house, alices, "matter:1", state).status_code == 204
            assert stream.next() == _present("matter:1", {**her, "state": state})
        _say(house, alices, "matter:1", "gone")
        assert stream.next(nobody=True) == _present("matter:1")


def test_a_renewal_without_news_is_not_told(house: House, alices: str, bobs: str) -> None:
    with house.stream("topics=matter:1", bobs) as stream:
        stream.next()
        for state in ("viewing", "viewing", "writing"):
            _say(house, alices, "matter:1", state)
        assert [stream.next().data["who"][0]["state"] for _ in range(2)] == ["viewing", "writing"]  # type: ignore[union-attr]


def test_nobody_is_told_about_themselves(house: House, alices: str) -> None:
    with house.stream("topics=matter:1", alices) as stream:
        stream.next()
        _say(house, alices, "matter:1", "writing")
        event = happened("matter:1")
        assert stream.next().id == event  # type: ignore[union-attr]


def test_who_subscribes_learns_who_is_there(house: House, alices: str, bobs: str) -> None:
    _say(house, alices, "matter:1", "writing")
    with house.stream("topics=matter:1", bobs) as stream:
        stream.next()
        assert stream.next().data["who"][0]["name"] == "Alice Archer"  # type: ignore[union-attr]


def test_visitor_and_agent_see_each_other_write(house: House, alices: str, mia: Listener) -> None:
    with house.stream("topics=chat:abc", alices) as hers, house.stream(_chat(mia)) as mias:
        hers.next()
        hello = mias.next()
        assert hello is not None
        key = {"Authorization": f"Bearer {hello.data['key']}"}
        assert _say(house, None, "chat:abc", "writing", **key).status_code == 204
        assert hers.next() == _present(
            "chat:abc", {"kind": "visitor", "id": "abc", "name": "Mia Moor", "state": "writing"}
        )
        _say(house, alices, "chat:abc", "writing")
        assert mias.next() == _present("chat:abc", {"kind": "agent", "name": "Alice Archer", "state": "writing"})


def test_a_visitor_cannot_see_who_looks_or_writes_a_note(house: House, alices: str, bobs: str, mia: Listener) -> None:
    """Not even that something changed: the next thing she hears is the event."""
    with house.stream(_chat(mia)) as stream:
        stream.next()
        _say(house, alices, "chat:abc", "viewing")
        _say(house, alices, "chat:abc", "noting")
        _say(house, bobs, "chat:abc", "viewing")
        event = happened("chat:abc")
        heard = stream.next(nobody=True)
        assert heard is not None
        assert heard.id == event


def test_a_visitor_speaks_only_on_their_own_thread(house: House, mia: Listener) -> None:
    with house.stream(_chat(mia)) as stream:
        key = {"Authorization": f"Bearer {stream.next().data['key']}"}  # type: ignore[union-attr]
    assert _say(house, None, "chat:other", "writing", **key).status_code == 403
    assert _say(house, None, "chat:abc", "noting", **key).status_code == 403
    assert _say(house, None, "chat:abc", "writing", Authorization="Bearer x").status_code == 401
    assert _say(house, None, "chat:abc", "writing").status_code == 401


def test_a_ticket_is_no_key(house: House, mia: Listener) -> None:
    key = {"Authorization": "Bearer " + tickets.issue(mia, ["chat:abc"])}
    assert _say(house, None, "chat:abc", "writing", **key).status_code == 401


def test_an_agent_is_not_present_where_they_may_not_listen(house: House, alices: str) -> None:
    assert _say(house, alices, "matter:secret", "viewing").status_code == 403
    assert _say(house, alices, "matter:1", "dancing").status_code == 400
    assert _say(house, alices, "matter:1", "viewing", **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert house.hub.present("matter:1") == []


def test_presence_crosses_processes_both_ways(house: House, other_house: House, alices: str, bobs: str) -> None:
    with (
        house.stream("topics=matter:1", alices) as hers,
        other_house.stream("topics=matter:1", bobs) as his,
    ):
        hers.next(), his.next()
        _say(house, alices, "matter:1", "writing")
        assert his.next().data["who"][0]["name"] == "Alice Archer"  # type: ignore[union-attr]
        _say(other_house, bobs, "matter:1", "viewing")
        assert hers.next().data["who"][0]["name"] == "Bob Baker"  # type: ignore[union-attr]


def test_who_is_connected_is_known_outside_the_hub(house: House, alice: Agent, alices: str, mia: Listener) -> None:
    assert presence.agents_online() == set()
    for _ in range(2):
        house.wait_for(presence.renew(house.hub.line, ["live-agent:7"]))
    assert presence.agents_online() == {7}


def test_an_open_stream_makes_its_agent_online(house: House, alice: Agent, alices: str) -> None:
    with house.stream("topics=matter:1", alices) as stream:
        stream.next()
        until(presence.agents_online)
    assert presence.agents_online() == {alice.pk}


def test_an_open_chat_takes_no_room_among_the_agents_online(house: House, mia: Listener, alices: str) -> None:
    with (
        house.stream("ticket=" + tickets.issue(mia, ["thread:abc"])) as hers,
        house.stream("topics=matter:1", alices) as stream,
    ):
        hers.next(), stream.next()
        until(presence.agents_online)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shopbell_cache WHERE cache_key ~ 'live-(agent|visitor)'")
        assert cursor.fetchone() == (1,)


def test_a_view_of_the_process_sees_who_is_there(house: House, alice: Agent, alices: str) -> None:
    _say(house, alices, "matter:1", "noting")
    assert presence.present("matter:1") == [Present("agent", str(alice.pk), "Alice Archer", "noting")]


def test_a_batch_too_long_for_one_notice_is_split(house: House, other_house: House, alices: str) -> None:
    people = [Listener("agent", str(number), "ä" * 80) for number in range(1000, 1100)]

    def all_at_once() -> None:
        for who in people:
            house.hub.see(Sighting("matter:1", who, "viewing"))

    house.call(all_at_once)
    until(lambda: len(other_house.hub.present("matter:1")) == 100)


def test_who_was_last_seen_long_ago_is_offline(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "KEPT_SECONDS", -1)
    house.wait_for(presence.renew(house.hub.line, ["live-agent:7"]))
    assert presence.agents_online() == set()


@pytest.fixture(autouse=True)
def _nobody_online(transactional_db: None) -> Any:
    caches["shared"].clear()


ALICE, BOB = Listener("agent", "1", "Alice"), Listener("agent", "2", "Bob")


def test_what_is_not_renewed_is_forgotten() -> None:
    roster = Roster()
    roster.see(Sighting("matter:1", ALICE, "viewing"), now=0)
    roster.see(Sighting("matter:1", BOB, "viewing"), now=10)
    assert roster.expire(now=29) == set()
    assert roster.expire(now=30) == {"matter:1"}
    assert roster.present("matter:1") == [Present("agent", "2", "Bob", "viewing")]
    assert roster.expire(now=40) == {"matter:1"}
    assert roster.present("matter:1") == []


def test_of_several_pages_the_most_active_counts() -> None:
    roster = Roster()
    roster.see(Sighting("matter:1", ALICE, "writing", "one"), now=0)
    roster.see(Sighting("matter:1", ALICE, "viewing", "two"), now=1)
    assert roster.present("matter:1") == [Present("agent", "1", "Alice", "writing")]
    roster.see(Sighting("matter:1", ALICE, "gone", "one"), now=2)
    assert roster.present("matter:1") == [Present("agent", "1", "Alice", "viewing")]


def test_going_from_where_one_never_was_is_harmless() -> None:
    roster = Roster()
    roster.see(Sighting("matter:1", ALICE, "gone"), now=0)
    assert roster.present("matter:1") == []
