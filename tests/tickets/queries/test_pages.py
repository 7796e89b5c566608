"""Every order of a list walks an index from where the last page ended, and shows each ticket once."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shopbell.core import clock
from shopbell.staff.models import Agent, Team
from shopbell.tickets.models import NEVER, Ticket
from shopbell.tickets.queries import find_queue, queues, teams_of
from shopbell.tickets.queries.narrowing import filters_in
from shopbell.tickets.queries.pages import ORDERS, Page, page_of
from shopbell.tickets.queries.queues import Queue, list_tickets, narrowed

MANY = 20_000
_FILL = """
INSERT INTO tickets_ticket SELECT (jsonb_populate_record(t, jsonb_build_object(
    'id', t.id + n, 'public_id', 'x' || n,
    'status', ('{closed,closed,closed,solved,solved,open,open,waiting,on_hold,snoozed}'::text[])[1 + n %% 10],
    'priority', (ARRAY[20,20,20,20,20,20,20,30,10,40])[1 + (n / 10) %% 10],
    'channel', (ARRAY['email','email','chat','form'])[1 + (n / 3) %% 4],
    'tags', CASE WHEN n %% 400 = 5 THEN '["VIP"]'::jsonb ELSE '["Parcel"]'::jsonb END,
    'order_number', 'AF-' || n,
    'is_unread', n %% 7 = 0,
    'assignee_id', CASE WHEN n %% 3 = 0 THEN %s ELSE NULL END,
    'last_activity_at', t.last_activity_at - n * interval '7 minutes',
    'waiting_since', CASE WHEN n %% 10 = 5 THEN t.last_activity_at - n * interval '8 minutes' END,
    'due_at', CASE WHEN n %% 10 = 5 THEN t.last_activity_at - (n - 9000) * interval '5 minutes' ELSE %s END
))).* FROM tickets_ticket t, generate_series(1, %s) n WHERE t.id = %s
"""


@pytest.fixture
def many(ticket: Ticket, alice: Agent) -> Ticket:
    """Tickets of every status, channel and priority; an index that is chosen here is chosen at a million too."""
    with connection.cursor() as cursor:
        cursor.execute(_FILL, [alice.pk, NEVER, MANY, ticket.pk])
        cursor.execute("ANALYZE tickets_ticket")
    return ticket


def _plan(sql: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        answer = cursor.fetchone()[0]
    plan = json.loads(answer) if isinstance(answer, str) else answer
    nodes, left = [], [plan[0]["Plan"]]
    while left:
        node = left.pop()
        nodes.append(node)
        left += node.get("Plans", [])
    return nodes


FILTERED = ["", "status:active", "priority:urgent", "tag:VIP", "order:AF-17", "is:overdue", "channel:chat assignee:me"]


def _asked(agent: Agent, queue: Queue, order: str, cursor: str = "") -> tuple[Page, list[list[dict[str, Any]]]]:
    """A page, and how each query read the tickets for it."""
    with CaptureQueriesContext(connection) as queries:
        page = list_tickets(agent, queue, teams=teams_of(agent), order=order, cursor=cursor)
    plans = [_plan(one["sql"]) for one in queries if 'FROM "tickets_ticket"' in one["sql"]]
    scans = [[node for node in plan if node.get("Relation Name") == "tickets_ticket"] for plan in plans]
    assert scans
    assert all(scans)
    return page, scans


def test_no_order_and_no_filter_reads_the_whole_table(many: Ticket, alice: Agent, owner: Agent, team: Team) -> None:
    for key, agent in (("open", owner), ("closed", owner), ("yours", alice), ("unassigned", alice), ("team", alice)):
        queue = find_queue(queues(agent, teams_of(agent)), f"team-{team.pk}" if key == "team" else key)
        assert queue is not None
        for order in ORDERS:
            for text in FILTERED:
                listed = narrowed(queue, filters_in(text))
                first, _scans = _asked(agent, listed, order)
                _page, scans = _asked(agent, listed, order, first.older)
                kinds = {node["Node Type"] for scan in scans for node in scan}
                assert "Seq Scan" not in kinds, (key, order, text)


def test_a_page_reads_about_as_many_rows_as_it_shows_however_deep(many: Ticket, owner: Agent) -> None:
    queue = find_queue(queues(owner, teams_of(owner)), "closed")
    assert queue is not None
    for order in ORDERS:
        page, _scans = _asked(owner, queue, order)
        for _ in range(3):
            page, scans = _asked(owner, queue, order, page.older)
            read = [node["Actual Rows"] + node.get("Rows Removed by Filter", 0) for scan in scans for node in scan]
            assert sum(read) <= 30, order


def _key(order: str, row: dict[str, Any]) -> tuple[Any, ...]:
    """How the rows of an order are sorted, told another way."""
    recent = (-row["last_activity_at"].timestamp(), -row["id"])
    if order == "due":
        return row["due_at"], row["id"]
    if order == "recent":
        return recent
    if order == "priority":
        return -row["priority"], row["due_at"], row["id"]
    waiting = row["waiting_since"]
    return (0, waiting.timestamp(), row["id"]) if waiting else (1, *recent)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("statuses", [("open",), ("open", "waiting", "snoozed"), ()])
def test_pages_show_every_ticket_once_forth_and_back(
    ticket: Ticket, alice: Agent, order: str, statuses: tuple[str, ...]
) -> None:
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            _FILL.replace("n * interval", "(n %% 9) * interval"), [alice.pk, now + timedelta(days=1), 60, ticket.pk]
        )
    tickets = Ticket.objects.all()
    wanted = [row for row in tickets.values() if not statuses or row["status"] in statuses]
    expected = [row["id"] for row in sorted(wanted, key=lambda row: _key(order, row))]
    pages, cursor_text = [], ""
    while True:
        pages.append(page_of(tickets, statuses=statuses, order=order, cursor=cursor_text, size=7))
        cursor_text = pages[-1].older
        if not cursor_text:
            break
    assert [row["id"] for page in pages for row in page.rows] == expected
    for earlier, later in pairwise(pages):
        back = page_of(tickets, statuses=statuses, order=order, cursor=later.newer, size=7)
        assert back.rows == earlier.rows
    assert pages[0].newer == ""


def test_a_cursor_of_another_order_gives_the_first_page(ticket: Ticket) -> None:
    for cursor in ("x", "WyJuZXh0OSIsICIyMDI2LTAxLTAxVDAwOjAwOjAwKzAwOjAwIiwgMV0", "W10"):
        assert [
            row["id"] for row in page_of(Ticket.objects.all(), statuses=(), order="due", cursor=cursor, size=5).rows
        ] == [ticket.pk]
