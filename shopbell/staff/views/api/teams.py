"""Teams for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from shopbell.core.api import Bearer, Invalid, Named, Paging, Sent, page_of, valid
from shopbell.shops.models import Shop
from shopbell.staff.actions import teams as acting
from shopbell.staff.forms import TeamForm
from shopbell.staff.models import Agent, Team
from shopbell.staff.permissions import may_manage_people, may_see_all
from shopbell.staff.request import AgentRequest

router = Router(tags=["People"])
READING = Bearer("people:read")
WRITING = Bearer("people:write", may_manage_people)


class TeamOut(Schema):
    """A team with its active members."""

    id: str = Field(alias="public_id")
    name: str
    shop: Named
    members: list[Named]
    is_archived: bool

    @staticmethod
    def resolve_members(team: Team) -> Sequence[Agent]:
        return list(team.members.all())


class TeamPage(Schema):
    items: list[TeamOut]
    next: str | None


class TeamIn(Sent):
    """A new team. `shop` may be left out where there is only one."""

    name: str
    shop: str = Field("", description="The id of a shop")
    members: list[str] = Field([], description="Ids of agents")


class TeamChange(Sent):
    """What is left out stays as it is."""

    name: str | None = None
    members: list[str] | None = Field(None, description="Ids of all members; others leave")
    is_archived: bool | None = Field(
        None, description="Archived, a team takes no more tickets; those it has stay with it"
    )


@router.get("/teams", response=TeamPage, auth=READING, summary="List one's teams; for admins all of them")
def teams(request: AgentRequest, wanted: Query[Paging], is_archived: bool = False) -> dict[str, Any]:
    """Those in use, or with `is_archived` the archived ones."""
    return page_of(_visible(request.user).filter(is_archived=is_archived), wanted)


@router.post("/teams", response={201: TeamOut}, auth=WRITING, summary="Make a team")
def add_team(request: AgentRequest, sent: TeamIn) -> Team:
    return _save(request, None, {"name": sent.name, "shop": _shop(sent.shop), "members": _members(sent.members)})


@router.patch("/teams/{team}", response=TeamOut, auth=WRITING, summary="Change a team, archive it, or bring it back")
def change_team(request: AgentRequest, team: str, sent: TeamChange) -> Team:
    found = get_object_or_404(_visible(request.user), public_id=team)
    members = [agent.pk for agent in found.members.all()] if sent.members is None else _members(sent.members)
    with transaction.atomic():
        if sent.is_archived is not None:
            (acting.archive if sent.is_archived else acting.restore)(found, by=request.user.actor)
        if sent.name is not None or sent.members is not None:
            _save(request, found, {"name": found.name if sent.name is None else sent.name, "members": members})
    return _visible(request.user).get(pk=found.pk)


def _save(request: AgentRequest, found: Team | None, data: dict[str, Any]) -> Team:
    form = TeamForm(data, instance=found or Team())
    given = valid(form)
    shop = given.get("shop") or form.instance.shop
    saved = acting.save(found, shop=shop, name=given["name"], members=given["members"], by=request.user.actor)
    return _visible(request.user).get(pk=saved.pk)


def _visible(asking: Agent) -> QuerySet[Team]:
    active = Prefetch("members", Agent.objects.filter(is_active=True).order_by("name", "pk"))
    found = Team.objects.select_related("shop").prefetch_related(active)
    return found if may_manage_people(asking) or may_see_all(asking) else found.filter(members=asking)


def _members(public_ids: Sequence[str]) -> list[int]:
    found = list(Agent.objects.filter(public_id__in=public_ids, is_active=True).values_list("pk", flat=True))
    if len(found) != len(set(public_ids)):
        raise Invalid({"members": [_("There is no such person.")]})
    return found


def _shop(public_id: str) -> int | None:
    """The key of a shop; None leaves the question to the form, which knows whether there is a choice."""
    if not public_id:
        return None
    found = Shop.objects.filter(public_id=public_id).values_list("pk", flat=True).first()
    if found is None:
        raise Invalid({"shop": [_("There is no such shop.")]})
    return found
