"""Figures of views: exact where the counters know, else up to a limit, and counted once for all who see the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shopbell.core import clock
from shopbell.core.search import parse
from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions import assignment, status, tagging
from shopbell.tickets.models import Message, Ticket
from shopbell.tickets.queries import teams_of
from shopbell.tickets.queries.counting import FRESH, LIMIT, Figure, Shelf, asked, counted, exact, forget, tickets_of
from shopbell.tickets.queries.filters import FILTERS

EXACT = [
    "status:open",
    "-status:open",
    "status:active",
    "assignee:me",
    "assignee:nobody",
    "-assignee:me",
    'assignee:"Bob Baker"',
    "-assignee:nobody status:open",
    "team:Care",
    "-team:Care",
    "status:open status:on-hold assignee:me team:Care",
]


@pytest.fixture(autouse=True)
def nothing_is_known() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def a_few(a_message: Callable[..., Message], alice: Agent, bob: Agent) -> list[Ticket]:
    """Open for nobody, for alice and for bob; on hold for alice; spam."""
    made = [a_message().ticket for _ in range(5)]
    for ticket, agent in zip(made[1:4], (alice, bob, alice), strict=True):
        assignment.assign(ticket, to=agent, by=alice.actor)
    status.set_status(made[3], status="on_hold", by=alice.actor)
    status.set_spam(made[4], is_spam=True, by=alice.actor)
    return made


@pytest.mark.parametrize("text", EXACT)
def test_the_counters_give_what_counting_would(text: str, a_few: list[Ticket], alice: Agent, owner: Agent) -> None:
    wish = parse(text, keys=FILTERS)
    for agent in (alice, owner):
        one = asked(wish, agent, teams_of(agent))
        assert exact([one]) == {one: Figure(tickets_of(wish, agent).count())}


def test_the_counters_do_not_answer_for_what_they_do_not_know(a_few: list[Ticket], alice: Agent) -> None:
    for text in ("tag:VIP", "status:open is:unread", "mug", "status:open priority:high", "is:spam", "team:nowhere"):
        assert exact([asked(parse(text, keys=FILTERS), alice, teams_of(alice))]) == {}


def test_all_exact_figures_come_in_one_query(a_few: list[Ticket], alice: Agent) -> None:
    wanted = [asked(parse(text, keys=FILTERS), alice, teams_of(alice)) for text in ("status:open", "assignee:me")]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert [figure.tickets for figure in exact(wanted).values()] == [3, 2]
    assert len(queries) == 1


def test_others_who_see_the_same_share_a_figure_and_it_lasts_some_seconds(
    a_few: list[Ticket], alice: Agent, bob: Agent, charlie: Agent
) -> None:
    def figure(agent: Agent) -> Figure | None:
        return counted(asked(parse("tag:VIP", keys=FILTERS), agent, teams_of(agent)))

    now = clock.now()
    with clock.frozen(now):
        tagging.tag(a_few[0], add=["VIP"], by=alice.actor)
        assert figure(alice) == Figure(1)
        tagging.tag(a_few[1], add=["VIP"], by=alice.actor)
        assert figure(bob) == Figure(1)
        assert figure(charlie) == Figure(0)
    with clock.frozen(now + FRESH):
        assert figure(bob) == Figure(2)


def test_mine_are_not_shared(a_few: list[Ticket], alice: Agent, bob: Agent) -> None:
    wish = parse("assignee:me is:unread", keys=FILTERS)
    assert [counted(asked(wish, agent, teams_of(agent))) for agent in (alice, bob)] == [Figure(2), Figure(1)]


def test_there_is_an_end_to_counting(ticket: Ticket, alice: Agent, team: Team) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tickets_ticket SELECT (jsonb_populate_record(t, jsonb_build_object('id', t.id + n,"
            " 'public_id', 'x' || n))).* FROM tickets_ticket t, generate_series(1, %s) n WHERE t.id = %s",
            [LIMIT + 5, ticket.pk],
        )
    figure = counted(asked(parse("is:unread", keys=FILTERS), alice, [team]))
    assert figure == Figure(LIMIT, is_more=True)
    assert str(figure) == "1k+"


def test_words_are_counted_too(a_few: list[Ticket], a_message: Callable[..., Message], alice: Agent) -> None:
    a_message(text="A broken mug")
    assert counted(asked(parse("mug", keys=FILTERS), alice, teams_of(alice))) == Figure(1)


def test_what_takes_too_long_is_left_alone_for_a_while() -> None:
    shelf, asks = Shelf(), []

    def give_up() -> Figure | None:
        asks.append(1)
        return None

    now = clock.now()
    with clock.frozen(now):
        assert shelf.get_or_count(("view",), give_up) is None
    with clock.frozen(now + FRESH * 2):
        assert shelf.get_or_count(("view",), give_up) is None
    assert len(asks) == 1
    with clock.frozen(now + timedelta(seconds=61)):
        assert shelf.get_or_count(("view",), give_up) is None
    assert len(asks) == 2


def test_one_counts_while_the_others_take_what_there_was() -> None:
    shelf, begun, go_on = Shelf(), Event(), Event()
    with clock.frozen(clock.now() - FRESH):
        shelf.get_or_count(("view",), lambda: Figure(1))

    def slow() -> Figure:
        begun.set()
        assert go_on.wait(10)
        return Figure(2)

    first = Thread(target=lambda: shelf.get_or_count(("view",), slow))
    first.start()
    assert begun.wait(10)
    others = [shelf.get_or_count(("view",), lambda: Figure(3)) for _ in range(20)]
    go_on.set()
    first.join(10)
    assert others == [Figure(1)] * 20
    assert shelf.get(("view",)) == Figure(2)
