"""Each filter means what it says; a value that means nothing is refused by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from shopbell.core import clock
from shopbell.core.search import parse
from shopbell.staff.models import Agent, Team
from shopbell.tickets.models import Message, Ticket
from shopbell.tickets.queries.filters import FILTERS, UnknownValue, condition, moment_of


@pytest.fixture
def other(a_message: Callable[..., Message], ticket: Ticket, bob: Agent) -> Ticket:
    """A ticket that differs from `ticket` in everything that can be filtered."""
    made = a_message(
        claims=[], name="Noor", order_number="AF-10233", tags=["VIP"], language="de", channel="chat"
    ).ticket
    Ticket.objects.filter(pk=made.pk).update(
        status="on_hold",
        priority=Ticket.Priority.URGENT,
        assignee=bob,
        is_unread=False,
        is_spam=True,
        waiting_since=None,
        due_at=clock.now() - timedelta(hours=1),
        first_replied_at=clock.now(),
        last_activity_at=clock.now() - timedelta(days=40),
    )
    return Ticket.objects.get(pk=made.pk)


def found(text: str, agent: Agent) -> set[int]:
    wish = parse(text, keys=FILTERS)
    assert not wish.terms
    return set(Ticket.objects.filter(condition(wish.filters, agent)).values_list("pk", flat=True))


@pytest.mark.parametrize(
    "text",
    [
        "status:on-hold",
        'status:"On hold"',
        "-status:open",
        "assignee:me",
        "priority:urgent",
        "priority:Urgent",
        "channel:chat",
        "tag:VIP",
        "tag:vip",
        "order:af-10233",
        "language:de",
        "is:spam",
        "is:answered",
        "-is:unread",
        "-is:waiting",
        "is:overdue",
        "before:30d",
        "-after:yesterday",
        "-from:mia@post.example",
        "-from:mia",
    ],
)
def test_a_filter_finds_what_it_says(text: str, ticket: Ticket, other: Ticket, bob: Agent) -> None:
    assert found(text, bob) == {other.pk}


def test_two_values_of_one_key_are_alternatives(ticket: Ticket, other: Ticket, bob: Agent) -> None:
    assert found("status:open status:on-hold", bob) == {ticket.pk, other.pk}
    assert found("status:active assignee:nobody", bob) == {ticket.pk}


def test_several_tags_must_all_be_there(other: Ticket, bob: Agent) -> None:
    assert found("tag:vip tag:gift", bob) == set()


def test_teams_shops_and_names_in_any_case(ticket: Ticket, bob: Agent, team: Team) -> None:
    assert found(f'team:"{team.name.upper()}"', bob) == {ticket.pk}
    assert found(f"shop:{team.shop.slug}", bob) == {ticket.pk}
    assert found('assignee:"bob baker"', bob) == set()


def test_notes_and_files_are_found(ticket: Ticket, bob: Agent) -> None:
    assert found("has:note", bob) == set()
    assert found("has:file", bob) == set()
    Message.objects.create(
        ticket=ticket, kind="note", text="call back", sent_at=clock.now(), created_at=clock.now(), agent=bob
    )
    assert found("has:note", bob) == {ticket.pk}


@pytest.mark.parametrize(
    "text", ["status:blue", "priority:9", "assignee:Zed", "team:Zed", "shop:zed", "is:blue", "has:blue", "before:soon"]
)
def test_what_means_nothing_is_refused(text: str, ticket: Ticket, bob: Agent) -> None:
    with pytest.raises(UnknownValue, match=text):
        found(text, bob)


def test_a_day_begins_in_the_agents_zone(bob: Agent) -> None:
    bob.timezone = "Asia/Tokyo"
    assert str(moment_of("2026-11-24", bob)) == "2026-11-24 00:00:00+09:00"
    assert str(moment_of("2026-11", bob)) == "2026-11-01 00:00:00+09:00"
    assert moment_of("999999999999d", bob) is None
