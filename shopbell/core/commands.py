"""Commands: what can be done in the desk by name or by key. Palette, keys and cheat sheet all read this one list."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

PLACES = [
    ("desk", gettext_lazy("Everywhere")),
    ("list", gettext_lazy("In a list")),
    ("ticket", gettext_lazy("In a ticket")),
    ("writing", gettext_lazy("While writing")),
]


def _everybody(_who: Any) -> bool:
    return True


@dataclass(frozen=True)
class Command:
    """One thing to do: go to the page `url`, use the control that `press` selects, or run `act` of a script.

    `keys` are written as they are pressed: "r", "g i" (one after the other), "Ctrl+k". Without any of the three ways
    the keys are handled where `where` says, and are only told.
    """

    name: str
    label: str | Promise
    where: str = "desk"
    keys: tuple[str, ...] = ()
    icon: str = "circle"
    url: str = ""
    args: tuple[str, ...] = ()
    press: str = ""
    act: str = ""
    order: int = 50
    allowed: Callable[[Any], bool] = field(default=_everybody, compare=False)

    @property
    def address(self) -> str:
        return reverse(self.url, args=self.args) if self.url else ""


@dataclass(frozen=True)
class Thing:
    """Something the palette leads to: a queue, a page, a ticket, a person."""

    label: str
    address: str
    group: str
    icon: str = "circle"
    hint: str = ""


Finder = Callable[[HttpRequest, str], Iterable[Thing]]
_commands: dict[str, Command] = {}
_places: dict[str, Callable[[HttpRequest], Iterable[Thing]]] = {}
_finders: dict[str, Finder] = {}


def add_commands(*commands: Command) -> None:
    """Offer commands; each name once in the whole house, each key once in one place."""
    for command in commands:
        _commands[command.name] = command
    commands_for.cache_clear()


def places(of: Callable[[HttpRequest], Iterable[Thing]]) -> Callable[[HttpRequest], Iterable[Thing]]:
    """Register what gives the places that are always there: queues, views, pages of the settings."""
    _places[f"{of.__module__}.{of.__qualname__}"] = of
    return of


def finder(of: Finder) -> Finder:
    """Register what looks for things by what was typed: tickets, customers."""
    _finders[f"{of.__module__}.{of.__qualname__}"] = of
    return of


def every_command() -> list[Command]:
    """All there are, in the order of the cheat sheet."""
    place = [key for key, _label in PLACES]
    return sorted(_commands.values(), key=lambda one: (place.index(one.where), one.order))


def commands_of(who: Any) -> list[Command]:
    """Those that this agent may use."""
    return [one for one in every_command() if one.allowed(who)]


def known_places(request: HttpRequest) -> list[Thing]:
    """The places that are always there for this agent."""
    return [thing for of in _places.values() for thing in of(request)]


def found(request: HttpRequest, text: str) -> list[Thing]:
    """What the apps find for a text."""
    return [thing for of in _finders.values() for thing in of(request, text)]


@lru_cache(maxsize=256)
def commands_for(names: tuple[str, ...], has_keys: bool) -> str:
    """The commands of these names as JSON for the scripts; without `has_keys` only keys with Ctrl are left."""
    return json.dumps(
        [
            {
                "name": one.name,
                "where": one.where,
                "keys": [key for key in one.keys if has_keys or "+" in key],
                **{way: getattr(one, way) for way in ("press", "act") if getattr(one, way)},
                **({"address": one.address} if one.url else {}),
            }
            for one in map(_commands.__getitem__, names)
        ]
    )
