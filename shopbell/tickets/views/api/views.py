"""Saved views for programs, and the tickets of one."""

from __future__ import annotations

from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from shopbell.core.api import Bearer, Invalid, Named, Paging, Sent, respond, valid
from shopbell.core.search import TooManyHits
from shopbell.staff.request import AgentRequest
from shopbell.tickets.actions import views as acting
from shopbell.tickets.forms.views import ONESELF, ViewForm, key_of
from shopbell.tickets.models import View
from shopbell.tickets.panels import desk_queues
from shopbell.tickets.permissions import may_change_view
from shopbell.tickets.queries import teams_of
from shopbell.tickets.queries.counting import Figure
from shopbell.tickets.queries.filters import UnknownValue
from shopbell.tickets.queries.views import as_queue, page_in, view_figures, views_of
from shopbell.tickets.views.api.reading import rows_of
from shopbell.tickets.views.api.shapes import TicketPage, named

router = Router()
READING = Bearer("tickets:read")
WRITING = Bearer("tickets:write")
Order = Literal["due", "recent", "waiting", "priority"]


class ViewOut(Schema):
    """A saved view: its query in the search language, and for whom it is. Without team and shop it is one's own."""

    id: str = Field(alias="public_id")
    name: str
    query: str
    order: Order
    team: Named | None
    shop: Named | None


class ViewFigure(ViewOut):
    """The same with its figure. `has_more` when there are more than that; null when it cannot be counted in time."""

    id: str
    tickets: int | None
    has_more: bool


class ViewList(Schema):
    """The views, in the order of the desk."""

    items: list[ViewFigure]


class ViewIn(Sent):
    """A new view. `whose` is `me`, or `team:` or `shop:` with the id of one, which takes a permission."""

    name: str
    query: str
    order: Order = "due"
    whose: str = Field(ONESELF, max_length=40)


class ViewChange(Sent):
    """What is left out stays as it is."""

    name: str | None = None
    query: str | None = None
    order: Order | None = None
    whose: str | None = Field(None, max_length=40)


class Arrangement(Sent):
    """Ids in the order wanted; each view moves among those of the same person, team or shop."""

    views: list[str] = Field(max_length=200)


@router.get("/views", response=ViewList, auth=READING, summary="Saved views with their figures")
def views(request: AgentRequest) -> HttpResponse:
    desk = desk_queues(request)
    figures = view_figures(desk.agent, desk.teams, desk.views).by_key
    return respond({"items": [_shown(queue.view, figures[queue.key]) for queue in desk.views]})


@router.post("/views", response={201: ViewOut}, auth=WRITING, summary="Save a view")
def add_view(request: AgentRequest, sent: ViewIn) -> View:
    return acting.save(None, **_given(request, sent.dict(), View()), by=request.user.actor)


@router.patch("/views/{view}", response=ViewOut, auth=WRITING, summary="Change a view")
def change_view(request: AgentRequest, view: str, sent: ViewChange) -> View:
    found = _changeable(request, view)
    present = {"name": found.name, "query": found.query, "order": found.order, "whose": key_of(found)}
    given = _given(request, {**present, **sent.dict(exclude_none=True)}, found)
    return acting.save(found, **given, by=request.user.actor)


@router.delete("/views/{view}", response={204: None}, auth=WRITING, summary="Delete a view")
def delete_view(request: AgentRequest, view: str) -> None:
    acting.remove(_changeable(request, view), by=request.user.actor)


@router.put("/view-order", response={204: None}, auth=WRITING, summary="Put views in another order")
def arrange_views(request: AgentRequest, sent: Arrangement) -> None:
    acting.arrange([_changeable(request, view) for view in dict.fromkeys(sent.views)], by=request.user.actor)


@router.get("/views/{view}/tickets", response=TicketPage, auth=READING, summary="The tickets of a view")
def tickets_of_view(
    request: AgentRequest, view: str, wanted: Query[Paging], order: Order | None = None
) -> HttpResponse:
    """In the view's own order unless told; a view with words gives the newest hit first."""
    teams = teams_of(request.user)
    queue = as_queue(get_object_or_404(views_of(request.user, teams), public_id=view))
    try:
        page = page_in(request.user, queue, teams=teams, order=order or "", cursor=wanted.cursor, size=wanted.limit)
    except UnknownValue as error:
        raise Invalid({"query": [_(error.sentence).format(key=error.key, value=error.value)]}) from None
    except TooManyHits:
        raise Invalid({"query": [_("That took too long. A further filter makes it quick.")]}) from None
    return respond({"items": rows_of(page.rows), "next": page.older or None, "previous": page.newer or None})


def _given(request: AgentRequest, data: dict[str, Any], view: View) -> dict[str, Any]:
    return valid(ViewForm(data, instance=view, by=request.user, teams=desk_queues(request).teams))


def _changeable(request: AgentRequest, public_id: str) -> View:
    found = get_object_or_404(views_of(request.user, desk_queues(request).teams), public_id=public_id)
    if not may_change_view(request.user, found):
        raise PermissionDenied
    return found


def _shown(view: View, figure: Figure | None) -> dict[str, Any]:
    return {
        "id": view.public_id,
        "name": view.name,
        "query": view.query,
        "order": view.order,
        "team": named((view.team.public_id, view.team.name) if view.team else None),
        "shop": named((view.shop.public_id, view.shop.name) if view.shop else None),
        "tickets": figure.tickets if figure else None,
        "has_more": bool(figure and figure.is_more),
    }
