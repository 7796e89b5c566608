"""A stream ticket opens one stream, once, within a minute."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shopbell.core import clock
from shopbell.core.live import tickets
from shopbell.core.live.access import Listener

from .house import House

pytestmark = pytest.mark.django_db(transaction=True)


def _status(house: House, ticket: str) -> int:
    with house.client() as client, client.stream("GET", f"/live/?ticket={ticket}") as response:
        return response.status_code


def test_a_ticket_spent_twice_is_refused(house: House, mia: Listener) -> None:
    ticket = tickets.issue(mia, ["chat:abc"])
    assert _status(house, ticket) == 200
    assert _status(house, ticket) == 401


def test_an_expired_ticket_is_refused(house: House, mia: Listener) -> None:
    with clock.frozen(clock.now() - timedelta(seconds=61)):
        old = tickets.issue(mia, ["chat:abc"])
    with clock.frozen(clock.now() - timedelta(seconds=50)):
        fresh = tickets.issue(mia, ["chat:abc"])
    assert _status(house, old) == 401
    assert _status(house, fresh) == 200


def test_a_forged_ticket_is_refused(house: House, mia: Listener) -> None:
    ticket = tickets.issue(mia, ["chat:abc"])
    assert _status(house, ticket[:-1] + ("A" if ticket[-1] != "A" else "B")) == 401
    assert _status(house, "") == 401
    assert _status(house, tickets.key_of(mia, ["chat:abc"])) == 401


def test_a_ticket_does_not_spare_the_question(house: House, mia: Listener) -> None:
    assert _status(house, tickets.issue(mia, ["matter:1"])) == 403


def test_an_agents_cookie_does_not_help_a_bad_ticket(house: House, alices: str) -> None:
    with house.client(alices) as client:
        assert client.get("/live/?ticket=x&topics=matter:1").status_code == 401


def test_nobody_and_nothing_are_refused(house: House, alices: str) -> None:
    with house.client() as client:
        assert client.get("/live/?topics=matter:1").status_code == 401
    with house.client(alices) as client:
        assert client.head("/live/?topics=matter:1").status_code == 405
        assert client.get("/live/?topics=matter:secret").status_code == 403
        assert client.get("/live/").status_code == 403
        cross = client.get("/live/?topics=matter:1", headers={"Sec-Fetch-Site": "cross-site"})
    assert cross.status_code == 403


def test_a_key_names_its_holder_and_expires(mia: Listener) -> None:
    key = tickets.key_of(mia, ["chat:abc"])
    assert tickets.read_key(key) == tickets.Pass(mia, ("chat:abc",))
    with clock.frozen(clock.now() + timedelta(hours=12)), pytest.raises(tickets.Invalid, match="expired"):
        tickets.read_key(key)
