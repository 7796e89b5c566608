"""A request whose user is an agent, and the guards of desk views."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from shopbell.staff.models import Agent

P = ParamSpec("P")


class AgentRequest(HttpRequest):
    """For types only: what a desk view receives."""

    user: Agent


DeskView = Callable[Concatenate[AgentRequest, P], HttpResponseBase]


def desk(view: DeskView[P], *, allowed: Callable[[Agent], bool] | None = None) -> Callable[..., HttpResponseBase]:
    """Guard a desk view: sign-in first, then `allowed(agent)`, else 403."""

    @wraps(view)
    def guarded(request: AgentRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if allowed and not allowed(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return login_required(guarded)


def requires(allowed: Callable[[Agent], bool]) -> Callable[[DeskView[Any]], Callable[..., HttpResponseBase]]:
    """`desk` with a permission: `@requires(may_administer)`."""

    def decorate(view: DeskView[Any]) -> Callable[..., HttpResponseBase]:
        return desk(view, allowed=allowed)

    return decorate
