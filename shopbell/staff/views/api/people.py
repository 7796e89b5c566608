"""People for programs: colleagues, and for admins their accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from shopbell.core.api import Bearer, Invalid, Named, Paging, Sent, page_of, valid
from shopbell.staff.actions import agents as acting
from shopbell.staff.actions.invitation import invite
from shopbell.staff.forms import LINK, PASSWORD, NewPersonForm, PersonForm
from shopbell.staff.models import Agent, Team
from shopbell.staff.permissions import may_manage, may_manage_people, may_see_all
from shopbell.staff.request import AgentRequest

router = Router(tags=["People"])
READING = Bearer("people:read")
WRITING = Bearer("people:write", may_manage_people)
BuiltIn = Literal["owner", "admin", "lead", "agent", "observer"]
Role = Literal["owner", "admin", "lead", "agent", "observer", "own"]


class AgentOut(Schema):
    """Somebody who answers. The address is told to admins only, and to oneself."""

    id: str = Field(alias="public_id")
    name: str
    email: str | None
    role: Role
    own_role: Named | None = Field(description="The role when `role` is `own`")
    availability: Literal["available", "busy", "away"]
    is_active: bool
    language: str
    timezone: str
    teams: list[Named]

    @staticmethod
    def resolve_email(agent: Agent, context: Any) -> str | None:
        asking: Agent = context["request"].user
        return agent.email if may_manage_people(asking) or asking.pk == agent.pk else None

    @staticmethod
    def resolve_teams(agent: Agent) -> Sequence[Team]:
        return list(agent.teams.all())


class AgentPage(Schema):
    items: list[AgentOut]
    next: str | None


class AgentIn(Sent):
    """A new account. Without a password, its owner gets a link to choose one by mail."""

    name: str
    email: str
    role: BuiltIn = "agent"
    own_role: str = Field("", description="The id of a role of your own, instead of `role`")
    teams: list[str] = Field([], description="Ids of teams")
    language: str = "en"
    timezone: str = "UTC"
    password: str = Field("", max_length=128, description="A first password, never given back")


class AgentChange(Sent):
    """What is left out stays as it is."""

    name: str | None = None
    email: str | None = None
    role: BuiltIn | None = None
    own_role: str = Field("", description="The id of a role of your own, instead of `role`")
    teams: list[str] | None = Field(None, description="Ids of all teams; others are left")
    language: str | None = None
    timezone: str | None = None
    is_active: bool | None = None


@router.get("/agents", response=AgentPage, auth=READING, summary="List colleagues; for admins everybody")
def agents(request: AgentRequest, wanted: Query[Paging]) -> dict[str, Any]:
    return page_of(_visible(request.user), wanted)


@router.get("/agents/{agent}", response=AgentOut, auth=READING, summary="One person")
def agent(request: AgentRequest, agent: str) -> Agent:
    return get_object_or_404(_visible(request.user), public_id=agent)


@router.post("/agents", response={201: AgentOut}, auth=WRITING, summary="Add a person")
def add_agent(request: AgentRequest, sent: AgentIn) -> Agent:
    teams = _teams(sent.teams)
    access = PASSWORD if sent.password else LINK
    data = {**sent.dict(), "role": sent.own_role or sent.role, "access": access, "teams": [team.pk for team in teams]}
    given = valid(NewPersonForm(data, by=request.user))
    with transaction.atomic():
        made = acting.create(
            email=given["email"],
            name=given["name"],
            role=given["role"],
            own_role=given["own_role"],
            password=given["password"] or None,
            by=request.user.actor,
            language=given["language"],
            timezone=given["timezone"],
        )
        acting.join(made, teams=teams, by=request.user.actor)
        if not sent.password:
            invite(made, by=request.user.actor)
    return with_teams(Agent.objects.all()).get(pk=made.pk)


@router.post("/agents/{agent}/invitation", response={202: None}, auth=WRITING, summary="Mail a link for a password")
def invitation(request: AgentRequest, agent: str) -> None:
    """It works once, for three days, and goes to the person alone: no answer of ours holds it."""
    found = get_object_or_404(Agent, public_id=agent, is_active=True)
    if not may_manage(request.user, found):
        raise PermissionDenied
    invite(found, by=request.user.actor)


@router.patch("/agents/{agent}", response=AgentOut, auth=WRITING, summary="Change a person")
def change_agent(request: AgentRequest, agent: str, sent: AgentChange) -> Agent:
    found = get_object_or_404(with_teams(Agent.objects.all()), public_id=agent)
    if not may_manage(request.user, found):
        raise PermissionDenied
    wanted = {**sent.dict(exclude_none=True), "role": sent.own_role or sent.role or _role_of(found)}
    teams = _teams(sent.teams) if sent.teams is not None else list(found.teams.all())
    present = {name: getattr(found, name) for name in ("name", "email", "language", "timezone")}
    form = PersonForm({**present, **wanted, "teams": [team.pk for team in teams]}, by=request.user, instance=found)
    given = dict(valid(form))
    given.pop("teams", None)
    if sent.is_active is not None:
        given["is_active"] = sent.is_active
    with transaction.atomic():
        acting.change(found, by=request.user.actor, **given)
        if sent.teams is not None:
            acting.join(found, teams=teams, by=request.user.actor)
    return with_teams(Agent.objects.all()).get(pk=found.pk)


def with_teams(agents: QuerySet[Agent]) -> QuerySet[Agent]:
    return agents.select_related("own_role").prefetch_related(Prefetch("teams", Team.objects.filter(is_archived=False)))


def _visible(asking: Agent) -> QuerySet[Agent]:
    """Everybody for admins; else those who are in a team with the one who asks, and active."""
    if may_manage_people(asking) or may_see_all(asking):
        return with_teams(Agent.objects.all())
    teams = Team.objects.filter(members=asking, is_archived=False)
    known = Agent.objects.filter(teams__in=teams, is_active=True) | Agent.objects.filter(pk=asking.pk)
    return with_teams(Agent.objects.filter(pk__in=known.values("pk")))


def _role_of(agent: Agent) -> str:
    return agent.own_role.public_id if agent.own_role else agent.role


def _teams(public_ids: Sequence[str]) -> list[Team]:
    found = list(Team.objects.filter(public_id__in=public_ids, is_archived=False))
    if len(found) != len(set(public_ids)):
        raise Invalid({"teams": [_("There is no such team.")]})
    return found
