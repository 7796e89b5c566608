"""A request whose user is an agent, and the guards of desk views."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from shopbell.staff.models import Agent

P = ParamSpec("P")


class AgentRequest(HttpRequest):
    """For types only: what a desk view receives."""

    user: Agent


DeskView = Callable[Concatenate[AgentRequest, P], HttpResponse]


def desk(view: DeskView[P], *, allowed: Callable[[Agent], bool] | None = None) -> Callable[..., HttpResponse]:
    """Guard a desk view: sign-in first, then `allowed(agent)`, else 403."""

    @wraps(view)
    def guarded(request: AgentRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if allowed and not allowed(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return login_required(guarded)  # type: ignore[arg-type,type-var]


def requires(allowed: Callable[[Agent], bool]) -> Callable[[DeskView[Any]], Callable[..., HttpResponse]]:
    """`desk` with a permission: `@requires(may_administer)`."""

    def decorate(view: DeskView[Any]) -> Callable[..., HttpResponse]:
        return desk(view, allowed=allowed)

    return decorate
