"""Queues: what an agent can choose from, how many tickets lie there, and a page of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from shopbell.core.search import parse
from shopbell.core.search.syntax import Filter
from shopbell.staff.models import Agent, Sight, Team
from shopbell.staff.permissions import sight_of
from shopbell.tickets.models import Tally, Ticket
from shopbell.tickets.queries.filters import ADDING, FILTERS, condition, is_spam_wanted, statuses_of
from shopbell.tickets.queries.pages import LIST_COLUMNS, PAGE_SIZE, Page, page_of

__all__ = ["LIST_COLUMNS", "PAGE_SIZE", "Page", "Queue", "counts", "find_queue", "list_tickets", "queues", "teams_of"]

_ACTIVE = (Ticket.Status.OPEN,)


@dataclass(frozen=True)
class Queue:
    """One list of the inbox. `statuses` and `whose` decide both the list and its figure."""

    key: str
    label: str
    statuses: tuple[str, ...]
    whose: str = "any"  # any | mine | nobody
    team_id: int | None = None
    order: str = "due"  # one of `pages.ORDERS`
    is_spam: bool = False
    written: str = ""  # the same in the search language
    filters: tuple[Filter, ...] = ()  # of a saved view, in place of `statuses`

    @property
    def counted(self) -> tuple[str, ...]:
        """The statuses of the counter cells that belong here."""
        return ("spam",) if self.is_spam else self.statuses

    def holds(self, team_id: int, assignee_id: int | None, agent: Agent) -> bool:
        """Whether tickets of this team and assignee, in one of the counted statuses, lie in this queue."""
        if self.team_id not in (None, team_id):
            return False
        return self.whose == "any" or assignee_id == (agent.pk if self.whose == "mine" else None)


def queues(agent: Agent, teams: Sequence[Team]) -> list[Queue]:
    """The queues of an agent, in the order of the sidebar."""
    status = Ticket.Status
    return [
        Queue("yours", _("Yours"), _ACTIVE, "mine", written="status:open assignee:me"),
        Queue("unassigned", _("Unassigned"), _ACTIVE, "nobody", written="status:open assignee:nobody"),
        Queue("open", _("All open"), _ACTIVE, written="status:open"),
        *(_of_team(team) for team in teams if not team.is_archived),
        _standing("waiting", _("Waiting for customer"), status.WAITING),
        _standing("on-hold", _("On hold"), status.ON_HOLD),
        _standing("snoozed", _("Snoozed"), status.SNOOZED),
        _standing("solved", _("Solved"), status.SOLVED),
        _standing("closed", _("Closed"), status.CLOSED),
        Queue("spam", _("Spam"), (), order="recent", is_spam=True, written="is:spam"),
    ]


def _of_team(team: Team) -> Queue:
    written = f"status:open {Filter('team', team.name).written}"
    return Queue(f"team-{team.pk}", team.name, _ACTIVE, team_id=team.pk, written=written)


def _standing(key: str, label: str, status: str) -> Queue:
    return Queue(key, label, (status,), order="recent", written=f"status:{key}")


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
    return list(Team.objects.all() if sight == Sight.ALL else agent.teams.all())


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
    """One page of a queue by keyset, in one of `ORDERS`; only those of `assignee` if there is one.

    A broken cursor gives the first page. Raises `UnknownValue`.
    """
    tickets = select(agent, queue, teams)
    if assignee is not None:
        tickets = tickets.filter(assignee=assignee)
    return page_of(tickets, statuses=_statuses(queue), order=order or queue.order, cursor=cursor, size=size)


def narrowed(queue: Queue, filters: Sequence[Filter]) -> Queue:
    """The queue with further filters. What they say of status, assignee and the like replaces what the queue says."""
    if not filters:
        return queue
    said = {one.key for one in filters} - ADDING
    own = queue.filters or parse(queue.written, keys=FILTERS).filters
    every = (*(one for one in own if one.key not in said), *filters)
    return replace(
        queue,
        whose="any" if "assignee" in said else queue.whose,
        team_id=None if "team" in said else queue.team_id,
        written=" ".join([*(one.written for one in every)]),
        filters=every,
    )


def select(agent: Agent, queue: Queue, teams: Sequence[Team]) -> QuerySet[Ticket]:
    """The tickets of a queue, of whatever status: `_statuses` says which."""
    tickets = Ticket.objects.filter(merged_into=None)
    if not is_spam_wanted(queue.filters):
        tickets = tickets.filter(is_spam=queue.is_spam)
    sight = sight_of(agent)
    if sight is None:
        return tickets.none()
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
    rest = [one for one in queue.filters if one.key != "status"]
    return tickets.filter(condition(rest, agent)) if rest else tickets


def _statuses(queue: Queue) -> tuple[str, ...]:
    return statuses_of(queue.filters) if queue.filters else queue.statuses
