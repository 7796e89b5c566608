"""The one whose token it is: their account, whether they are there, and their tokens."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from shopbell.core.api import Bearer, Moment, Paging, Sent, page_of, valid
from shopbell.staff.actions import tokens as acting
from shopbell.staff.actions.agents import change
from shopbell.staff.actions.availability import say
from shopbell.staff.actions.sessions import end
from shopbell.staff.forms import ProfileForm
from shopbell.staff.models import Agent, ApiToken
from shopbell.staff.queries import open_sessions
from shopbell.staff.request import AgentRequest
from shopbell.staff.views.api.people import AgentOut, with_teams

router = Router(tags=["People"])
READING = Bearer("people:read")
WRITING = Bearer("people:write")
_PROFILE = ("name", "language", "timezone", "theme")


class ProfileIn(Sent):
    """What is left out stays as it is."""

    name: str | None = None
    language: str | None = None
    timezone: str | None = None
    theme: Literal["", "light", "dark"] | None = None


class AvailabilityIn(Sent):
    availability: Literal["available", "busy", "away"]
    back_at: Moment | None = Field(None, description="When one is back; counts only while away")


class TokenOut(Schema):
    """A token without its secret, which is shown once, on the desk, where it is made."""

    id: str = Field(alias="public_id")
    name: str
    prefix: str
    scopes: list[str]
    created_at: datetime
    last_used_at: datetime | None


class TokenPage(Schema):
    items: list[TokenOut]
    next: str | None


class SessionOut(Schema):
    """A browser in which somebody is signed in."""

    id: str = Field(alias="public_id")
    address: str
    browser: str
    started_at: datetime
    seen_at: datetime


class SessionPage(Schema):
    items: list[SessionOut]
    next: str | None


class MeOut(AgentOut):
    """Oneself, and what this token may be used for."""

    scopes: list[str]

    @staticmethod
    def resolve_scopes(agent: Agent, context: Any) -> list[str]:
        return sorted(context["request"].auth.scopes)


@router.get("/me", response=MeOut, summary="Whose token this is, and what for")
def me(request: AgentRequest) -> Agent:
    return _oneself(request)


@router.patch("/me", response=MeOut, auth=WRITING, summary="Change one's profile")
def change_me(request: AgentRequest, sent: ProfileIn) -> Agent:
    oneself = _oneself(request)
    present = {name: getattr(oneself, name) for name in _PROFILE}
    given = valid(ProfileForm({**present, **sent.dict(exclude_none=True)}, instance=oneself))
    change(request.user, by=request.user.actor, **given)
    return _oneself(request)


@router.put("/me/availability", response=MeOut, auth=WRITING, summary="Say whether one is there")
def availability(request: AgentRequest, sent: AvailabilityIn) -> Agent:
    say(request.user, sent.availability, by=request.user.actor, back_at=sent.back_at)
    return _oneself(request)


@router.get("/me/tokens", response=TokenPage, auth=READING, summary="One's own tokens that work")
def my_tokens(request: AgentRequest, wanted: Query[Paging]) -> dict[str, Any]:
    return page_of(request.user.api_tokens.filter(revoked_at=None), wanted, newest_first=True)


@router.delete("/me/tokens/{token}", response={204: None}, auth=WRITING, summary="Revoke a token")
def revoke(request: AgentRequest, token: str) -> None:
    """Also the one that asks: it opens nothing any more, at once."""
    mine = request.user.api_tokens.filter(revoked_at=None)
    acting.revoke(get_object_or_404(ApiToken, public_id=token, pk__in=mine.values("pk")), by=request.user.actor)


@router.get("/me/sessions", response=SessionPage, auth=READING, summary="Where one is signed in")
def my_sessions(request: AgentRequest, wanted: Query[Paging]) -> dict[str, Any]:
    return page_of(open_sessions(request.user), wanted, newest_first=True)


@router.delete("/me/sessions", response={204: None}, auth=WRITING, summary="End all of one's sessions")
def end_my_sessions(request: AgentRequest) -> None:
    end(open_sessions(request.user).select_related("agent"), by=request.user.actor)


def _oneself(request: AgentRequest) -> Agent:
    return with_teams(Agent.objects.all()).get(pk=request.user.pk)
