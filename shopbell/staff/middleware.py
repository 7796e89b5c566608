"""The agent's language and time zone for the length of a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from shopbell.staff.models import Agent


class AgentLocaleMiddleware:
    """Desk pages speak the agent's language; everybody else gets what the browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        agent = request.user if "_auth_user_id" in request.session else None
        if isinstance(agent, Agent):
            language = agent.language
            zone = agent.zone
        else:
            language, zone = translation.get_language_from_request(request), None
        with translation.override(language), timezone.override(zone):
            request.LANGUAGE_CODE = language
            return self.get_response(request)
