"""Saved views: saving, sharing, arranging, and deleting with a way back."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from shopbell.core.actor import Actor
from shopbell.core.events import Fact, record
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.errors import TooManyViews
from shopbell.tickets.events import ViewRemoved, ViewRestored, ViewsArranged, ViewSaved
from shopbell.tickets.models import View

MOST_VIEWS = 50


@transaction.atomic
def save(view: View | None, *, name: str, query: str, order: str, whose: Agent | Team | Shop, by: Actor) -> View:
    """Make a view (None) or change it; one that gets others to see it goes behind theirs. Raises `TooManyViews`."""
    view = View.objects.select_for_update(no_key=True).get(pk=view.pk) if view else View()
    listeners = _topics(view)
    before = view.whose if view.pk else None
    view.name, view.query, view.order = name, query, order
    view.owner = whose if isinstance(whose, Agent) else None
    view.team = whose if isinstance(whose, Team) else None
    view.shop = whose if isinstance(whose, Shop) else None
    if view.whose != before:
        _put_last(view)
    view.save()
    _say(ViewSaved(**view.whose), view, by=by, topics=listeners)
    return view


@transaction.atomic
def remove(view: View, *, by: Actor) -> View:
    """Put a view away; `restore` brings it back."""
    view = View.objects.select_for_update(no_key=True).get(pk=view.pk)
    if not view.is_archived:
        view.is_archived = True
        view.save(update_fields=["is_archived"])
        _say(ViewRemoved(), view, by=by)
    return view


@transaction.atomic
def restore(view: View, *, by: Actor) -> View:
    """Bring a view back to where it was. Raises `TooManyViews`."""
    view = View.objects.select_for_update(no_key=True).get(pk=view.pk)
    if view.is_archived:
        _check_number(view)
        view.is_archived = False
        view.save(update_fields=["is_archived"])
        _say(ViewRestored(), view, by=by)
    return view


@transaction.atomic
def arrange(views: Sequence[View], *, by: Actor) -> None:
    """Put views in this order among those of the same owner, team or shop; others stay behind them as they are."""
    places = {view.pk: at for at, view in enumerate(views)}
    for whose in {tuple(view.whose.items()) for view in views}:
        beside = list(View.objects.select_for_update(no_key=True).filter(**dict(whose)).order_by("pk"))
        beside.sort(key=lambda view: (places.get(view.pk, len(places)), view.position, view.pk))
        moved = [(at, view) for at, view in enumerate(beside) if view.position != at]
        for at, view in moved:
            view.position = at
            view.save(update_fields=["position"])
        if moved:
            _say(ViewsArranged(), beside[0], by=by)


def _put_last(view: View) -> None:
    _check_number(view)
    last: int | None = View.objects.filter(**view.whose).aggregate(last=Max("position"))["last"]
    view.position = 0 if last is None else last + 1


def _check_number(view: View) -> None:
    if View.objects.filter(**view.whose, is_archived=False).count() >= MOST_VIEWS:
        raise TooManyViews(limit=MOST_VIEWS)


def _topics(view: View) -> list[str]:
    """The live pages that show this view in their navigation."""
    if view.owner_id:
        return [f"agent:{view.owner_id}"]
    if view.team_id:
        return [f"team:{view.team_id}"]
    teams = Team.objects.filter(shop=view.shop_id) if view.shop_id else Team.objects.none()
    return [f"team:{pk}" for pk in teams.values_list("pk", flat=True)]


def _say(fact: Fact, view: View, *, by: Actor, topics: Sequence[str] = ()) -> None:
    record(fact, about=view, by=by, topics=[*topics, *_topics(view)])
