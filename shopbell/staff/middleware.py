"""The agent's language and time zone for the length of a request, and what stands between them and the desk."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation

from shopbell.core import clock
from shopbell.core.origin import came_from
from shopbell.staff.actions import availability, sessions
from shopbell.staff.models import Agent
from shopbell.staff.second_step import is_secured

GetResponse = Callable[[HttpRequest], HttpResponse]
_SEEN = "seen"
# What a person who must first do something about their account is kept from.
_GUARDED = ("/desk/", "/admin/")
# Where staff and their programs are; addresses of customers are noted nowhere.
_STAFF = (*_GUARDED, "/accounts/", "/api/")


def _agent(request: HttpRequest) -> Agent | None:
    agent = request.user if "_auth_user_id" in request.session else None
    return agent if isinstance(agent, Agent) else None


class AgentLocaleMiddleware:
    """Desk pages speak the agent's language; everybody else gets what the browser asks for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        agent = _agent(request)
        if agent:
            language = agent.language
            zone = agent.zone
        else:
            language, zone = translation.get_language_from_request(request), None
        with translation.override(language), timezone.override(zone):
            request.LANGUAGE_CODE = language
            return self.get_response(request)


class SignedInMiddleware:
    """Notes which sessions are in use, and leads whoever must choose a password or set up a second step there."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(_STAFF):
            return self.get_response(request)
        with came_from(str(request.META.get("REMOTE_ADDR", ""))):
            return self._led(request)

    def _led(self, request: HttpRequest) -> HttpResponse:
        agent = _agent(request)
        if agent is None:
            return self.get_response(request)
        _see(request, agent)
        if request.path.startswith(_GUARDED) and (to := _detour(request, agent)):
            return _lead(request, to)
        if _is_click(request):
            availability.notice(agent)
        return self.get_response(request)


def _is_click(request: HttpRequest) -> bool:
    """Whether a person did something; parts of a page that look again by themselves name no page they are on."""
    if not request.path.startswith("/desk/"):
        return False
    return not request.headers.get("HX-Request") or "HX-Current-URL" in request.headers


def _see(request: HttpRequest, agent: Agent) -> None:
    key, (former, at) = request.session.session_key or "", request.session.get(_SEEN, ("", 0.0))
    now = clock.now().timestamp()
    if not key or (former == key and now - at < sessions.GRAIN.total_seconds()):
        return
    sessions.see(
        agent,
        key=key,
        former=former,
        address=str(request.META.get("REMOTE_ADDR", "")),
        browser=request.headers.get("User-Agent", ""),
    )
    request.session[_SEEN] = (key, now)


def _detour(request: HttpRequest, agent: Agent) -> str:
    """Where this agent has to go before the desk; empty for nowhere."""
    if agent.must_change_password and agent.has_usable_password():
        return reverse("account_change_password")
    if agent.secure_by is None or agent.secure_by > clock.now() or request.path == reverse("secure"):
        return ""
    return "" if is_secured(request, agent) else reverse("secure")


def _lead(request: HttpRequest, to: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": to})
    return redirect(to)
