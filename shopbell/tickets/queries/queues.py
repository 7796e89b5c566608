"""Queues: what an agent can choose from, how many tickets lie there, and a page of one."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from shopbell.staff.models import Agent, Sight, Team
from shopbell.staff.permissions import sight_of
from shopbell.tickets.models import Tally, Ticket

PAGE_SIZE = 25
LIST_COLUMNS = (
    "id",
    "customer_id",
    "customer_name",
    "subject",
    "last_preview",
    "last_activity_at",
    "waiting_since",
    "due_at",
    "status",
    "priority",
    "channel",
    "handling",
    "tags",
    "is_unread",
    "language",
    "assignee_id",
    "team_id",
    "snoozed_until",
)
_ACTIVE = (Ticket.Status.OPEN,)


@dataclass(frozen=True)
class Queue:
    """One list of the inbox. `statuses` and `whose` decide both the list and its figure."""

    key: str
    label: str
    statuses: tuple[str, ...]
    whose: str = "any"  # any | mine | nobody
    team_id: int | None = None
    order: str = "due"  # due | recent
    is_spam: bool = False

    @property
    def counted(self) -> tuple[str, ...]:
        """The statuses of the counter cells that belong here."""
        return ("spam",) if self.is_spam else self.statuses

    def holds(self, team_id: int, assignee_id: int | None, agent: Agent) -> bool:
        """Whether tickets of this team and assignee, in one of the counted statuses, lie in this queue."""
        if self.team_id not in (None, team_id):
            return False
        return self.whose == "any" or assignee_id == (agent.pk if self.whose == "mine" else None)


@dataclass(frozen=True)
class Page:
    """A keyset page: its rows, and the cursors of its neighbours (empty at the ends)."""

    rows: list[dict[str, Any]]
    older: str
    newer: str


def queues(agent: Agent, teams: Sequence[Team]) -> list[Queue]:
    """The queues of an agent, in the order of the sidebar."""
    status = Ticket.Status
    return [
        Queue("yours", _("Yours"), _ACTIVE, "mine"),
        Queue("unassigned", _("Unassigned"), _ACTIVE, "nobody"),
        Queue("open", _("All open"), _ACTIVE),
        *(Queue(f"team-{team.pk}", team.name, _ACTIVE, team_id=team.pk) for team in teams if not team.is_archived),
        Queue("waiting", _("Waiting for customer"), (status.WAITING,), order="recent"),
        Queue("on-hold", _("On hold"), (status.ON_HOLD,), order="recent"),
        Queue("snoozed", _("Snoozed"), (status.SNOOZED,), order="recent"),
        Queue("solved", _("Solved"), (status.SOLVED,), order="recent"),
        Queue("closed", _("Closed"), (status.CLOSED,), order="recent"),
        Queue("spam", _("Spam"), (), order="recent", is_spam=True),
    ]


def find_queue(all_queues: Iterable[Queue], key: str) -> Queue | None:
    """The queue of that key."""
    return next((queue for queue in all_queues if queue.key == key), None)


def counts(agent: Agent, all_queues: Sequence[Queue], teams: Sequence[Team]) -> dict[str, int]:
    """How many tickets lie in each queue: one query over the counters, never over tickets."""
    tallies = Tally.objects.filter(team_id__in=[team.pk for team in teams])
    if sight_of(agent) == Sight.OWN:
        tallies = tallies.filter(assignee_id=agent.pk)
    cells = tallies.values_list("team_id", "assignee_id", "status").annotate(total=Sum("delta")).order_by()
    figures = dict.fromkeys((queue.key for queue in all_queues), 0)
    by_status: dict[str, list[Queue]] = {}
    for queue in all_queues:
        for status in queue.counted:
            by_status.setdefault(status, []).append(queue)
    for team_id, assignee_id, status, total in cells:
        for queue in by_status.get(status, ()):
            if queue.holds(team_id, assignee_id, agent):
                figures[queue.key] += total
    return figures


def teams_of(agent: Agent) -> list[Team]:
    """The teams whose tickets this agent sees; of archived ones there are tickets still, but no queue."""
    sight = sight_of(agent)
    if sight is None:
        return []
    return list(Team.objects.all() if sight == Sight.ALL else Team.objects.filter(members=agent))


def list_tickets(
    agent: Agent,
    queue: Queue,
    *,
    teams: Sequence[Team],
    assignee: Agent | None = None,
    order: str = "",
    cursor: str = "",
    size: int = PAGE_SIZE,
) -> Page:
    """One page of a queue by keyset: due first or most recent first; only those of `assignee` if there is one.

    A broken cursor gives the first page.
    """
    order = order or queue.order
    position, is_backwards = _read(cursor)
    tickets = _select(agent, queue, teams)
    if assignee is not None:
        tickets = tickets.filter(assignee=assignee)
    if order == "due":
        tickets = _after(tickets, "due_at", position, descending=is_backwards)
    else:
        tickets = _after(tickets, "last_activity_at", position, descending=not is_backwards)
    rows = list(tickets.values(*LIST_COLUMNS)[: size + 1])
    has_more, rows = len(rows) > size, rows[:size]
    if is_backwards:
        rows.reverse()
    column = "due_at" if order == "due" else "last_activity_at"
    has_older = has_more if not is_backwards else True
    has_newer = has_more if is_backwards else position is not None
    return Page(
        rows,
        older=_write(rows[-1], column, "next") if rows and has_older else "",
        newer=_write(rows[0], column, "back") if rows and has_newer else "",
    )


def _select(agent: Agent, queue: Queue, teams: Sequence[Team]) -> Any:
    tickets = Ticket.objects.filter(merged_into=None, is_spam=queue.is_spam)
    if queue.statuses:
        tickets = (
            tickets.filter(status=queue.statuses[0])
            if len(queue.statuses) == 1
            else tickets.filter(status__in=queue.statuses)
        )
    sight = sight_of(agent)
    if sight == Sight.OWN:
        tickets = tickets.filter(assignee_id=agent.pk)
    if queue.team_id is not None:
        tickets = tickets.filter(team_id=queue.team_id)
    elif sight != Sight.ALL:
        tickets = tickets.filter(team_id__in=[team.pk for team in teams])
    if queue.whose == "mine":
        tickets = tickets.filter(assignee_id=agent.pk)
    elif queue.whose == "nobody":
        tickets = tickets.filter(assignee=None)
    return tickets


def _after(tickets: Any, column: str, position: tuple[datetime, int] | None, *, descending: bool) -> Any:
    sign, compare = ("-", "lt") if descending else ("", "gt")
    if position:
        at, pk = position
        # The first condition alone lets the index jump to the place; the second settles equal times.
        tickets = tickets.filter(Q(**{f"{column}__{compare}e": at})).filter(
            Q(**{f"{column}__{compare}": at}) | Q(**{f"id__{compare}": pk})
        )
    return tickets.order_by(f"{sign}{column}", f"{sign}id")


def _write(row: dict[str, Any], column: str, way: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([way, row[column].isoformat(), row["id"]]).encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[tuple[datetime, int] | None, bool]:
    try:
        way, at, pk = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return (datetime.fromisoformat(at), int(pk)), way == "back"
    except (ValueError, TypeError, binascii.Error):
        return None, False
