"""Refusals: a rule of the house says no, in words the user can act on."""

from collections.abc import Callable
from typing import ClassVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop

from shopbell.core.sentences import Sentence


class Refused(Exception):
    """An action that may not happen now. `sentence` tells the user why and what to do."""

    sentence: ClassVar[str] = gettext_noop("That is not possible now.")

    def __init__(self, sentence: str = "", **details: object) -> None:
        self.details = details
        self.own = sentence
        super().__init__(sentence or self.sentence)

    def say(self) -> Sentence:
        """The sentence in the current language, with its details filled in; it can be stored."""
        return Sentence(self.own or self.sentence, **self.details)


class RefusedMiddleware:
    """Turn any `Refused` into 409 with its sentence, once for all views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"detail": error.say()}, status=409)
        template = "core/_refused.html" if request.headers.get("HX-Request") else "core/refused.html"
        return render(request, template, {"sentence": error.say()}, status=409)
