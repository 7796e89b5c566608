"""Saved views: which ones somebody has, and each as a queue like any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Case, Q, QuerySet, Value, When

from shopbell.core.search import Wish, parse
from shopbell.staff.models import Agent, Team
from shopbell.tickets.models import View
from shopbell.tickets.queries.counting import Figure, asked, counted, exact, kept
from shopbell.tickets.queries.filters import FILTERS
from shopbell.tickets.queries.pages import PAGE_SIZE, Page
from shopbell.tickets.queries.queues import Queue, list_tickets
from shopbell.tickets.queries.search import search

PREFIX = "view-"


@dataclass(frozen=True)
class ViewQueue(Queue):
    """A saved view as a list of the inbox; with words in it, a search."""

    view: View = field(default_factory=View)
    wish: Wish = field(default_factory=Wish)


@dataclass(frozen=True)
class ViewFigures:
    """Figures by queue key. `has_counted` when some of them are counted, and so may be some seconds old."""

    by_key: dict[str, Figure | None]
    has_counted: bool


def views_of(agent: Agent, teams: Sequence[Team]) -> QuerySet[View]:
    """The views of an agent who sees these teams: their own, then those of teams, then those of whole shops."""
    alive = [team.pk for team in teams if not team.is_archived]
    seen = Q(owner=agent) | Q(team__in=alive) | Q(shop__in={team.shop_id for team in teams})
    kind = Case(When(owner__isnull=False, then=Value(0)), When(team__isnull=False, then=Value(1)), default=Value(2))
    found = View.objects.filter(seen, is_archived=False).select_related("team", "shop")
    return found.order_by(kind, "shop__name", "team__name", "position", "pk")


def as_queue(view: View) -> ViewQueue:
    """The list that a view shows."""
    wish = parse(view.query, keys=FILTERS)
    return ViewQueue(
        f"{PREFIX}{view.public_id}",
        view.name,
        (),
        order=view.order,
        written=view.query,
        filters=wish.filters,
        view=view,
        wish=wish,
    )


def figure(agent: Agent, teams: Sequence[Team], wish: Wish) -> Figure | None:
    """How many tickets of these teams meet a wish; None when that cannot be said in time."""
    one = asked(wish, agent, teams)
    return exact([one]).get(one) or counted(one)


def view_figures(
    agent: Agent, teams: Sequence[Team], queues: Sequence[ViewQueue], *, only_kept: bool = False
) -> ViewFigures:
    """The figures by the queues' keys; with `only_kept` nothing is counted now but what the counters know."""
    wanted = {queue.key: asked(queue.wish, agent, teams) for queue in queues}
    known = exact(list(wanted.values()))
    count = kept if only_kept else counted
    found = {key: known[one] if one in known else count(one) for key, one in wanted.items()}
    return ViewFigures(found, has_counted=any(one not in known for one in wanted.values()))


def wish_of(queue: Queue) -> Wish:
    """What a list shows, as a search."""
    terms = queue.wish.terms if isinstance(queue, ViewQueue) else ()
    return Wish(terms, queue.filters or parse(queue.written, keys=FILTERS).filters)


def is_worded(queue: Queue) -> bool:
    """Whether a list is a search for words, which has an order of its own."""
    return isinstance(queue, ViewQueue) and bool(queue.wish.terms)


def page_in(
    agent: Agent, queue: Queue, *, teams: Sequence[Team], order: str = "", cursor: str = "", size: int = PAGE_SIZE
) -> Page:
    """One page of a queue or view. Raises `UnknownValue`, and `TooManyHits` where a view looks for words."""
    if not is_worded(queue):
        return list_tickets(agent, queue, teams=teams, order=order, cursor=cursor, size=size)
    found = search(agent, wish_of(queue), cursor=cursor, size=size)
    return Page(found.rows, older=found.older, newer="")
