"""Sessions: where one is signed in, and the same of others for who sets the rules of signing in."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from shopbell.staff.actions.sessions import end
from shopbell.staff.browsers import browser_name, is_small
from shopbell.staff.models import Agent
from shopbell.staff.permissions import may_manage_sign_in
from shopbell.staff.queries import open_sessions
from shopbell.staff.request import AgentRequest, desk


@require_safe
@desk
def sessions(request: AgentRequest, public_id: str = "") -> HttpResponse:
    whose = _whose(request, public_id)
    rows = [
        (one, browser_name(one.browser), is_small(one.browser), one.key == request.session.session_key)
        for one in open_sessions(whose)
    ]
    return render(request, "staff/agent/sessions.html", {"rows": rows, "person": whose, "is_self": not public_id})


@require_POST
@desk
def end_session(request: AgentRequest, session: str, public_id: str = "") -> HttpResponse:
    whose = _whose(request, public_id)
    found = get_object_or_404(open_sessions(whose).select_related("agent"), public_id=session)
    end([found], by=request.user.actor)
    messages.success(request, _("That browser is signed out."))
    return _back(public_id)


@require_POST
@desk
def end_sessions(request: AgentRequest, public_id: str = "") -> HttpResponse:
    """All of them; of one's own, all but this one."""
    whose = _whose(request, public_id)
    others = open_sessions(whose).select_related("agent").exclude(key=request.session.session_key or "")
    number = end(others, by=request.user.actor)
    said = ngettext("{n} browser is signed out.", "{n} browsers are signed out.", number)
    messages.success(request, said.format(n=number))
    return _back(public_id)


def _whose(request: AgentRequest, public_id: str) -> Agent:
    if not public_id:
        return request.user
    found = get_object_or_404(Agent, public_id=public_id)
    if not may_manage_sign_in(request.user, found):
        raise PermissionDenied
    return found


def _back(public_id: str) -> HttpResponse:
    return redirect("person_sessions", public_id) if public_id else redirect("sessions")
