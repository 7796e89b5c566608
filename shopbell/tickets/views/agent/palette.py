"""What palette and cheat sheet ask for: commands with places, what is found for a text, and the keys as a page."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shopbell.core.commands import PLACES, Thing, commands_of, found, known_places
from shopbell.core.icons import icon
from shopbell.staff.actions.agents import change
from shopbell.staff.request import AgentRequest, desk

LONGEST = 200


@require_safe
@desk
def palette(request: AgentRequest) -> JsonResponse:
    """Commands and places with their words; the page itself knows which of the commands it can do."""
    has_keys = request.user.has_keys
    commands: list[dict[str, Any]] = [
        {
            "name": one.name,
            "label": str(one.label),
            "group": _("Do"),
            "icon": icon(one.icon),
            "keys": [spelled(key) for key in one.keys if has_keys or "+" in key],
        }
        for one in commands_of(request.user)
    ]
    return JsonResponse([*commands, *map(_as_json, known_places(request))], safe=False)


@require_safe
@desk
def palette_found(request: AgentRequest) -> JsonResponse:
    text = " ".join(request.GET.get("q", "").split())[:LONGEST]
    return JsonResponse([_as_json(one) for one in found(request, text)] if text else [], safe=False)


@require_safe
@desk
def keys(request: AgentRequest) -> HttpResponse:
    """The cheat sheet."""
    commands = [one for one in commands_of(request.user) if one.keys]
    groups = [(label, [one for one in commands if one.where == place]) for place, label in PLACES]
    context = {"groups": groups, "spelled": spelled, "has_keys": request.user.has_keys}
    return render(request, "tickets/agent/_keys.html", context)


@require_POST
@desk
def keys_choice(request: AgentRequest) -> HttpResponse:
    """Switch the keys without Ctrl on or off (WCAG 2.1.4)."""
    change(request.user, by=request.user.actor, has_keys=request.POST.get("keys") == "on")
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


def spelled(key: str) -> str:
    """A key as people read it: "Ctrl K", "G then I"."""
    first, _space, second = key.partition(" ")
    if second:
        return _("{first} then {second}").format(first=first.upper(), second=second.upper())
    parts = key.split("+")
    if len(parts) > 1:
        return f"{parts[0]} {parts[1].capitalize()}"
    return _("Shift {key}").format(key=key) if key.isupper() else key.upper()


def _as_json(thing: Thing) -> dict[str, str]:
    return {**asdict(thing), "icon": icon(thing.icon)}
