"""Tickets are found by the words of their messages, newest hit first, each once, and only those one may see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from shopbell.core import clock
from shopbell.core.search import hits
from shopbell.customers.models import Customer
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent
from shopbell.tickets.models import Message, Ticket
from shopbell.tickets.queries.search import marked, search, understood


def ids(agent: Agent, text: str, **more: object) -> list[int]:
    return [row["id"] for row in search(agent, understood(text), **more).rows]  # type: ignore[arg-type]


@pytest.fixture
def tickets(a_message: Callable[..., Message], shop: Shop) -> list[Ticket]:
    """Three tickets of three people; the first one is answered last."""
    shop.languages = ["en", "de"]
    shop.save()
    first = a_message(text="The blue mug is broken")
    second = a_message(text="Zwei blaue Tassen fehlen", language="de", subject="Bestellung AF-10233")
    third = a_message(text="A bowl of blue & <b>white</b> with a crack", order_number="AF-10233")
    a_message(text="Still broken, the mug", thread=first.thread)
    return [first.ticket, second.ticket, third.ticket]


def test_the_newest_hit_comes_first_and_a_ticket_once(tickets: list[Ticket], alice: Agent) -> None:
    first, _second, third = [ticket.pk for ticket in tickets]
    assert ids(alice, "mug") == [first]
    assert ids(alice, "blue") == [third, first]
    assert ids(alice, "broken blue") == [first]
    assert ids(alice, "blue -bowl") == [first]
    assert ids(alice, "blue status:open -from:nobody@here.example") == [third, first]


def test_words_are_found_in_the_customers_language(tickets: list[Ticket], alice: Agent) -> None:
    assert ids(alice, "tasse") == [tickets[1].pk]
    assert ids(alice, "Bestellungen") == [tickets[1].pk]


def test_numbers_and_order_numbers_stand_on_top(tickets: list[Ticket], alice: Agent) -> None:
    found = search(alice, understood(f"#{tickets[0].pk}"))
    assert [row["id"] for row in found.tickets] == [tickets[0].pk]
    found = search(alice, understood("af-10233"))
    assert [row["id"] for row in found.tickets] == [tickets[2].pk]
    assert [row["id"] for row in found.rows] == [tickets[1].pk]


def test_people_are_found_by_name_and_address(tickets: list[Ticket], alice: Agent) -> None:
    assert [one.name for one in search(alice, understood("moor")).customers] == ["Mia Moor"]
    assert [one.name for one in search(alice, understood("mia@post")).customers] == ["Mia Moor"]


def test_the_place_of_the_hit_is_shown_and_no_markup_of_a_customer(tickets: list[Ticket], alice: Agent) -> None:
    (row,) = search(alice, understood("crack")).rows
    assert row["snippet"] == "blue &amp; white with a <mark>crack</mark>"
    assert marked("\ue000<i>\ue001") == "<mark>&lt;i&gt;</mark>"


def test_tickets_of_other_teams_and_spam_are_not_found(tickets: list[Ticket], charlie: Agent, alice: Agent) -> None:
    assert ids(charlie, "blue") == []
    found = search(charlie, understood(f"AF-10233 {tickets[0].pk}"))
    assert (found.rows, found.tickets, found.customers) == ([], [], [])
    Ticket.objects.filter(pk=tickets[2].pk).update(is_spam=True)
    assert ids(alice, "blue") == [tickets[0].pk]
    assert ids(alice, "blue is:spam") == [tickets[2].pk]


def test_many_people_of_other_teams_do_not_hide_ones_own(
    tickets: list[Ticket], alice: Agent, a_message: Callable[..., Message]
) -> None:
    Customer.objects.bulk_create(Customer(name=f"Mia {n}", created_at=clock.now()) for n in range(60))
    assert [one.name for one in search(alice, understood("mia")).customers] == ["Mia Moor"]


@pytest.fixture(params=["walked", "collected", "within few tickets"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each way in which hits are found, whatever the planner thinks of so few rows."""
    few = {"walked": (99, 9), "collected": (9, 99), "within few tickets": (99, 1)}[request.param]
    monkeypatch.setattr(hits, "FREQUENT", 9)
    monkeypatch.setattr(hits, "_estimate", lambda select, parameters: few[0] if "@@" in select else few[1] * 10)
    return str(request.param)


def test_pages_show_every_ticket_once(a_message: Callable[..., Message], alice: Agent, way: str) -> None:
    made = [a_message(text="parcel") for _ in range(7)]
    for message in made[:3]:
        a_message(text="the parcel again", thread=message.thread)
    wanted = [made[place].ticket_id for place in (2, 1, 0, 6, 5, 4, 3)]
    seen, cursor = [], ""
    for _page in range(4):
        found = search(alice, understood("parcel"), cursor=cursor, size=2)
        seen += [row["id"] for row in found.rows]
        cursor = found.older
    assert (seen, cursor) == (wanted, "")


def test_filters_alone_list_the_most_recent_first(tickets: list[Ticket], alice: Agent) -> None:
    first, second, third = [ticket.pk for ticket in tickets]
    found = search(alice, understood("status:open"), size=2)
    assert [row["id"] for row in found.rows] == [first, third]
    assert ids(alice, "status:open", cursor=found.older) == [second]
    assert ids(alice, "") == []


def test_a_walk_whose_hits_come_too_seldom_is_followed_by_collecting(
    tickets: list[Ticket], alice: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hits, "FREQUENT", -1)
    monkeypatch.setattr(hits, "FIRST_STEP", 1)
    monkeypatch.setattr(hits, "MOST_WALKED", 1)
    with CaptureQueriesContext(connection) as captured:
        assert ids(alice, "Tassen") == [tickets[1].pk]
    assert any("MATERIALIZED" in query["sql"] for query in captured)


def test_the_walk_leaves_the_planner_as_it_was(tickets: list[Ticket], alice: Agent, way: str) -> None:
    with transaction.atomic():
        assert ids(alice, "blue") == [tickets[2].pk, tickets[0].pk]
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('enable_bitmapscan'), current_setting('enable_sort')")
            assert cursor.fetchone() == ("on", "on")
