"""How many tickets a filter finds: exact from the counters where they know, else counted up to a limit, and kept.

The cost depends on how many different figures are asked for, not on how many people ask: a figure is kept for some
seconds for everybody who sees the same tickets, one at a time counts it, and one that takes too long is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from shopbell.core import clock, formats
from shopbell.core.search import Wish, configurations, to_tsquery
from shopbell.core.search.hits import is_timeout
from shopbell.staff.models import Agent, Sight, Team
from shopbell.staff.permissions import sight_of
from shopbell.tickets.models import Message, Tally, Ticket
from shopbell.tickets.queries.filters import UnknownValue, condition, is_spam_wanted, statuses_of
from shopbell.tickets.queries.search import languages

LIMIT = 1_000
BUDGET_MS = 20
FRESH = timedelta(seconds=4)
GIVEN_UP_FOR = timedelta(minutes=1)
_MOST_KEPT = 5_000
_CELLS = {"status": "status", "team": "team_id", "assignee": "assignee_id"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of tickets; `is_more` when there are more than that."""

    tickets: int
    is_more: bool = False

    def __str__(self) -> str:
        return _("1k+") if self.is_more else formats.number(self.tickets)


@dataclass(frozen=True)
class Asked:
    """A figure that somebody wants: of the tickets that meet a wish, and that they may see."""

    wish: Wish
    agent: Agent
    teams: tuple[int, ...]

    @property
    def key(self) -> tuple[Any, ...]:
        """The same for everybody for whom it is the same figure."""
        sight = sight_of(self.agent)
        seen = {Sight.ALL: (), Sight.TEAMS: self.teams, Sight.OWN: self.agent.pk, None: None}[sight]
        is_mine = any(one.key == "assignee" and one.value.lower() == "me" for one in self.wish.filters)
        has_days = any(one.key in ("before", "after") for one in self.wish.filters)
        mine, zone = self.agent.pk if is_mine else None, self.agent.timezone if has_days else None
        return (sight, seen, mine, zone, self.wish.terms, self.wish.filters)


def asked(wish: Wish, agent: Agent, teams: Iterable[Team]) -> Asked:
    """What to ask for, for an agent who sees the tickets of these teams."""
    return Asked(wish, agent, tuple(sorted(team.pk for team in teams)))


def exact(wanted: Sequence[Asked]) -> dict[Asked, Figure]:
    """Those that the counters know, in one query over the counters; what they do not know is left out."""
    conditions: dict[str, Q] = {}
    of_name: dict[str, Asked] = {}
    for at, one in enumerate(wanted):
        try:
            cells = _cells(one)
        except UnknownValue:
            continue
        if cells is not None:
            of_name[f"f{at}"], conditions[f"f{at}"] = one, cells
    if not conditions:
        return {}
    sums = Tally.objects.aggregate(**{name: Sum("delta", filter=where) for name, where in conditions.items()})
    return {of_name[name]: Figure(total or 0) for name, total in sums.items()}


def kept(wanted: Asked) -> Figure | None:
    """The figure, if it has been counted within the last seconds."""
    return _shelf.get(wanted.key)


def counted(wanted: Asked) -> Figure | None:
    """The figure up to `LIMIT`, kept or counted now; None when it cannot be counted in time, or means nothing."""
    return _shelf.get_or_count(wanted.key, lambda: _count(wanted))


def _cells(one: Asked) -> Q | None:
    """The condition on the counters' cells; None when the wish speaks of what they do not know."""
    if one.wish.terms:
        return None
    where = _on_cells(condition([each for each in one.wish.filters if each.key != "status"], one.agent))
    sight = sight_of(one.agent)
    if where is None or sight is None:
        return None
    where &= Q(status__in=statuses_of(one.wish.filters))
    if sight == Sight.OWN:
        where &= Q(assignee_id=one.agent.pk)
    return where if sight == Sight.ALL else where & Q(team_id__in=one.teams)


def _on_cells(where: Q) -> Q | None:
    children: list[Any] = []
    for child in where.children:
        if isinstance(child, Q):
            inner = _on_cells(child)
            if inner is None:
                return None
            children.append(inner)
            continue
        if not isinstance(child, tuple):
            return None
        name, _sign, how = child[0].partition("__")
        if name not in _CELLS:
            return None
        value = child[1].pk if isinstance(child[1], Agent) else child[1]
        children.append((f"{_CELLS[name]}{how and f'__{how}'}", value))
    return Q(*children, _connector=where.connector, _negated=where.negated)


def _count(one: Asked) -> Figure | None:
    try:
        with _at_most(BUDGET_MS):
            found = tickets_of(one.wish, one.agent)[: LIMIT + 1].count()
    except UnknownValue:
        return None
    except OperationalError as error:
        if not is_timeout(error):
            raise
        return None
    return Figure(min(found, LIMIT), is_more=found > LIMIT)


def tickets_of(wish: Wish, agent: Agent) -> QuerySet[Ticket]:
    """The tickets that meet a wish and that this agent may see, in no order. Raises `UnknownValue`."""
    tickets = Ticket.objects.visible_to(agent).order_by()
    if not is_spam_wanted(wish.filters):
        tickets = tickets.wanted()
    statuses = statuses_of(wish.filters)
    if len(statuses) < len(Ticket.Status.values):
        tickets = tickets.filter(status__in=statuses)
    tickets = tickets.filter(condition([one for one in wish.filters if one.key != "status"], agent))
    if wish.terms:
        query = to_tsquery(wish.terms, configurations(languages()))
        if not query:
            return tickets.none()
        said = Message.objects.extra(where=["words @@ %s::tsquery"], params=[query]).values("ticket")
        tickets = tickets.filter(pk__in=said)
    return tickets


@contextmanager
def _at_most(milliseconds: int) -> Iterator[None]:
    """A transaction whose statements end after that long."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        before = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{milliseconds}ms"])
        yield
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])


class Shelf:
    """Figures of this process with their age; of one key, one thread counts while the others take what there was."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[tuple[Any, ...], tuple[Figure | None, datetime]] = {}
        self._in_work: set[tuple[Any, ...]] = set()

    def get(self, key: tuple[Any, ...]) -> Figure | None:
        """What is known and fresh."""
        figure, until = self._known.get(key, (None, datetime.min.replace(tzinfo=clock.now().tzinfo)))
        return figure if until > clock.now() else None

    def get_or_count(self, key: tuple[Any, ...], count: Callable[[], Figure | None]) -> Figure | None:
        """What is known and fresh, else counted; while another thread counts it, what was known before."""
        with self._lock:
            known = self._known.get(key)
            if (known and known[1] > clock.now()) or key in self._in_work:
                return known[0] if known else None
            self._in_work.add(key)
        figure = None
        try:
            figure = count()
        finally:
            with self._lock:
                self._in_work.discard(key)
                if len(self._known) >= _MOST_KEPT:
                    self._known.clear()
                self._known[key] = (figure, clock.now() + (FRESH if figure else GIVEN_UP_FOR))
        return figure

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._known.clear()


_shelf = Shelf()
forget = _shelf.clear
