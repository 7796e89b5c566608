"""Saved views and changes of many tickets, as programs see them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions import tagging
from shopbell.tickets.actions.views import save
from shopbell.tickets.models import Message, Ticket, View
from tests.program import Program


@pytest.fixture
def program(alice: Agent) -> Program:
    return Program(alice, "tickets:write")


def test_a_view_is_saved_listed_changed_and_deleted(
    program: Program, ticket: Ticket, alice: Agent, a_message: Callable[..., Message]
) -> None:
    tagging.tag(ticket, add=["VIP"], by=alice.actor)
    a_message()
    made = program.post("/views", {"name": "Important", "query": "tag:VIP status:Open", "order": "priority"})
    assert (made.status_code, made.json()["query"]) == (201, "tag:VIP status:open")
    key = made.json()["id"]
    program.post("/views", {"name": "Mine", "query": "assignee:me"})
    listed = program.get("/views").json()["items"]
    assert [(one["name"], one["tickets"], one["has_more"], one["team"]) for one in listed] == [
        ("Important", 1, False, None),
        ("Mine", 0, False, None),
    ]
    assert [row["number"] for row in program.get(f"/views/{key}/tickets").json()["items"]] == [ticket.pk]
    assert program.patch(f"/views/{key}", {"name": "VIPs"}).json()["name"] == "VIPs"
    other = listed[1]["id"]
    assert program.put("/view-order", {"views": [other, key]}).status_code == 204
    assert [one["name"] for one in program.get("/views").json()["items"]] == ["Mine", "VIPs"]
    assert program.delete(f"/views/{key}").status_code == 204
    assert View.objects.get(public_id=key).is_archived


def test_a_view_that_means_nothing_or_is_for_others_is_refused(program: Program, team: Team) -> None:
    refused = program.post("/views", {"name": "X", "query": "status:soonish"})
    assert refused.status_code == 422
    assert refused.json()["errors"] == {"query": ["“soonish” means nothing for status:"]}
    shared = program.post("/views", {"name": "X", "query": "is:unread", "whose": f"team:{team.public_id}"})
    assert list(shared.json()["errors"]) == ["whose"]


def test_the_tickets_of_a_view_come_page_by_page(
    program: Program, alice: Agent, a_message: Callable[..., Message]
) -> None:
    made = [a_message(text="The mug is broken").ticket_id for _ in range(5)]
    for query in ("status:open", "mug"):
        view = save(None, name="All", query=query, order="recent", whose=alice, by=alice.actor)
        seen: list[int] = []
        cursor: str | None = ""
        while cursor is not None:
            page = program.get(f"/views/{view.public_id}/tickets?limit=2&cursor={cursor}").json()
            seen += [row["number"] for row in page["items"]]
            cursor = page["next"]
        assert seen == made[::-1]


def test_many_tickets_are_changed_and_taken_back(
    program: Program, alice: Agent, a_message: Callable[..., Message], run_jobs: Callable[[], int]
) -> None:
    made = [a_message().ticket_id for _ in range(3)]
    begun = program.post(
        "/tickets/bulk", {"query": "status:open", "change": {"status": "solved", "add_tags": ["Done"]}}
    )
    assert begun.status_code == 202
    job = begun.json()
    assert (job["state"], job["total"], job["done"]) == ("running", 3, 0)
    run_jobs()
    state = program.get(f"/tickets/bulk/{job['id']}").json()
    assert (state["state"], state["done"], state["failed"], state["failures"]) == ("done", 3, 0, [])
    assert set(Ticket.objects.filter(pk__in=made).values_list("status", flat=True)) == {"solved"}
    assert program.delete(f"/tickets/bulk/{job['id']}").json()["state"] == "undoing"
    run_jobs()
    assert list(Ticket.objects.filter(pk__in=made).values_list("status", "tags")) == [("open", [])] * 3


def test_what_fails_is_told_by_number(
    program: Program, ticket: Ticket, charlie: Agent, run_jobs: Callable[[], int]
) -> None:
    sent = {"tickets": [ticket.pk], "change": {"assignee": charlie.public_id}}
    job = program.post("/tickets/bulk", sent).json()["id"]
    run_jobs()
    failures = program.get(f"/tickets/bulk/{job}").json()["failures"]
    reason = "Charlie Clay is not in the team Care and would not see this ticket."
    assert failures == [{"number": ticket.pk, "reason": reason}]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"tickets": [1], "query": "status:open", "change": {"status": "open"}}, "tickets"),
        ({"change": {"status": "open"}}, "tickets"),
        ({"tickets": [999_999_999], "change": {"status": "open"}}, "tickets"),
        ({"query": "status:soonish", "change": {"status": "open"}}, "query"),
        ({"query": "-mug", "change": {"status": "open"}}, "query"),
        ({"tickets": [1], "change": {}}, "change"),
        ({"tickets": [1], "change": {"snooze_until": "2001-01-01T00:00:00Z"}}, "snooze_until"),
        ({"tickets": [1], "change": {"team": "x"}}, "team"),
        ({"tickets": [1], "change": {"assignee": "x"}}, "assignee"),
    ],
)
def test_a_change_that_means_nothing_is_refused(
    program: Program, ticket: Ticket, sent: dict[str, object], field: str
) -> None:
    answer = program.post("/tickets/bulk", sent)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
