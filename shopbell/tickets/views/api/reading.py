"""Reading: queues, lists, one ticket, its conversation. Lists go out without response models."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from shopbell.core.api import Bearer, Invalid, Paging, read_cursor, respond, write_cursor
from shopbell.customers.models import Customer
from shopbell.staff.models import Agent, Team
from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest
from shopbell.tickets.actions.reading import read_by_agent
from shopbell.tickets.models import Message, Ticket
from shopbell.tickets.panels import desk_queues
from shopbell.tickets.queries import Queue, find_queue, list_tickets, teams_of
from shopbell.tickets.queries import queues as queues_of
from shopbell.tickets.queries.pages import LIST_COLUMNS
from shopbell.tickets.views.agent.ticket import find
from shopbell.tickets.views.api.shapes import (
    PRIORITIES,
    MessagePage,
    QueueList,
    Status,
    TicketOut,
    TicketPage,
    due,
    named,
)

router = Router()
READING = Bearer("tickets:read")
ME, NOBODY = "me", "nobody"


class TicketFilter(Paging):
    """Without anything: the open tickets. `status` and `team` go before what `queue` says of them."""

    queue: str = Field("open", max_length=60, description="A key of `/queues`")
    status: Status | None = None
    team: str = Field("", max_length=26, description="The id of a team")
    assignee: str = Field("", max_length=26, description="`me`, `nobody`, or the id of an agent")
    order: Literal["due", "recent", "waiting", "priority"] | None = None


@router.get("/queues", response=QueueList, auth=READING, summary="Queues with their figures")
def queues(request: AgentRequest) -> dict[str, Any]:
    desk = desk_queues(request)
    rows = [
        {"key": one.key, "label": one.label, "order": one.order, "tickets": desk.figures[one.key]}
        for one in desk.queues
    ]
    return {"items": rows}


@router.get("/tickets", response=TicketPage, auth=READING, summary="List tickets")
def tickets(request: AgentRequest, wanted: Query[TicketFilter]) -> HttpResponse:
    teams = teams_of(request.user)
    if wanted.cursor:
        read_cursor(wanted.cursor, str, datetime, int)
    page = list_tickets(
        request.user,
        _queue(request.user, teams, wanted),
        teams=teams,
        assignee=_assignee(wanted.assignee),
        order=wanted.order or "",
        cursor=wanted.cursor,
        size=wanted.limit,
    )
    return respond({"items": rows_of(page.rows), "next": page.older or None, "previous": page.newer or None})


@router.get(
    "/customers/{customer}/tickets", response=TicketPage, auth=READING, summary="Tickets of a customer, newest first"
)
def tickets_of_customer(request: AgentRequest, customer: str, wanted: Query[Paging]) -> HttpResponse:
    owner = get_object_or_404(Customer.objects.visible_to(request.user), public_id=customer)
    found = Ticket.objects.visible_to(request.user).filter(customer=owner).order_by("-pk")
    if wanted.cursor:
        found = found.filter(pk__lt=read_cursor(wanted.cursor, int)[0])
    rows = list(found.values(*LIST_COLUMNS)[: wanted.limit + 1])
    has_more, rows = len(rows) > wanted.limit, rows[: wanted.limit]
    following = write_cursor(rows[-1]["id"]) if has_more else None
    return respond({"items": rows_of(rows), "next": following, "previous": None})


@router.get("/tickets/{int:number}", response=TicketOut, auth=READING, summary="One ticket")
def ticket(request: AgentRequest, number: int) -> Ticket:
    return find(request, number)


@router.get(
    "/tickets/{int:number}/messages", response=MessagePage, auth=READING, summary="Its conversation, the oldest first"
)
def conversation(request: AgentRequest, number: int, wanted: Query[Paging]) -> dict[str, Any]:
    messages = with_all(Message.objects.filter(ticket=find(request, number))).order_by("created_at", "pk")
    if wanted.cursor:
        at, pk = read_cursor(wanted.cursor, datetime, int)
        messages = messages.filter(created_at__gte=at).filter(Q(created_at__gt=at) | Q(pk__gt=pk))
    rows = list(messages[: wanted.limit + 1])
    has_more, rows = len(rows) > wanted.limit, rows[: wanted.limit]
    following = write_cursor(rows[-1].created_at, rows[-1].pk) if has_more else None
    return {"items": rows, "next": following}


@router.put(
    "/tickets/{int:number}/reading",
    response={204: None},
    auth=Bearer("tickets:write", may_answer),
    summary="Mark as read",
)
def reading(request: AgentRequest, number: int) -> None:
    read_by_agent(find(request, number), agent=request.user)


def with_all(messages: QuerySet[Message]) -> QuerySet[Message]:
    """The messages with everything that their shape shows."""
    return messages.select_related("agent", "thread").prefetch_related("attachments")


def _queue(agent: Agent, teams: Sequence[Team], wanted: TicketFilter) -> Queue:
    """The queue asked for, narrowed by status and team. Raises `Invalid` for names that mean nothing here."""
    base = find_queue(queues_of(agent, teams), wanted.queue)
    if base is None:
        raise Invalid({"queue": [_("There is no such queue.")]})
    keys = {team.public_id: team.pk for team in teams}
    if wanted.team and wanted.team not in keys:
        raise Invalid({"team": [_("There is no such team.")]})
    whose = {ME: "mine", NOBODY: "nobody", "": base.whose}.get(wanted.assignee, "any")
    return Queue(
        base.key,
        base.label,
        (wanted.status,) if wanted.status else base.statuses,
        whose,
        keys[wanted.team] if wanted.team else base.team_id,
        base.order,
        base.is_spam,
    )


def _assignee(wanted: str) -> Agent | None:
    if wanted in ("", ME, NOBODY):
        return None
    found = Agent.objects.filter(public_id=wanted).first()
    if found is None:
        raise Invalid({"assignee": [_("There is no such person.")]})
    return found


def rows_of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The columns of a list with public ids; names come in one query for each kind."""
    teams = _names(Team.objects.all(), {row["team_id"] for row in rows})
    agents = _names(Agent.objects.all(), {row["assignee_id"] for row in rows})
    customers = dict(
        Customer.objects.filter(pk__in={row["customer_id"] for row in rows} - {None}).values_list("pk", "public_id")
    )
    return [
        {
            "number": row["id"],
            "subject": row["subject"],
            "status": row["status"],
            "handling": row["handling"],
            "priority": PRIORITIES[row["priority"]],
            "channel": row["channel"],
            "language": row["language"],
            "tags": row["tags"],
            "is_unread": row["is_unread"],
            "customer": named((customers[row["customer_id"]], row["customer_name"]) if row["customer_id"] else None),
            "team": named(teams[row["team_id"]]),
            "assignee": named(agents.get(row["assignee_id"])),
            "preview": row["last_preview"],
            "last_activity_at": row["last_activity_at"],
            "waiting_since": row["waiting_since"],
            "due_at": due(row["due_at"]),
            "snoozed_until": row["snoozed_until"],
        }
        for row in rows
    ]


def _names(found: QuerySet[Any], keys: set[int | None]) -> dict[int | None, tuple[str, str]]:
    wanted = keys - {None}
    rows = found.filter(pk__in=wanted).values_list("pk", "public_id", "name") if wanted else []
    return {pk: (public_id, name) for pk, public_id, name in rows}
