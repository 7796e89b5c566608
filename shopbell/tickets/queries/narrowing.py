"""The filter of a list: which filters its address names, and the panel to choose them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shopbell.core.search import parse
from shopbell.core.search.syntax import Filter
from shopbell.staff.models import Agent
from shopbell.tickets.queries.filters import FILTERS, STATES

_CHOICES = ("status", "assignee", "team", "channel", "priority")
_WORDS = ("tag", "order")
_STATES = ("waiting", "overdue", "unread")


@dataclass(frozen=True)
class Chip:
    """A filter that is on: its words, and the text of the others, which stay when it is taken off."""

    label: str
    without: str


@dataclass(frozen=True)
class Panel:
    """What can be chosen, with what is: `rest` are filters that only the search language can write."""

    choices: list[tuple[str, str, list[tuple[str, str]], str]]
    words: list[tuple[str, str, str]]
    states: list[tuple[str, str, bool]]
    rest: list[str]


def filters_in(text: str) -> tuple[Filter, ...]:
    """The filters of a text of the search language; its words are left out."""
    return parse(text, keys=FILTERS).filters


def text_of(written: Iterable[str], words: Mapping[str, str]) -> str:
    """The text of what a panel has sent: filters as written, and values typed into `with_<key>`."""
    typed = [Filter(key, words[f"with_{key}"].strip()) for key in _WORDS if words.get(f"with_{key}", "").strip()]
    return " ".join([*(one for one in written if one), *(one.written for one in typed)])


def chips(filters: Sequence[Filter], agent: Agent) -> list[Chip]:
    """Each filter in words."""
    return [
        Chip(
            f"{FILTERS[one.key].label}{' ≠ ' if one.is_excluded else ': '}{_name(one, agent)}",
            " ".join(other.written for other in filters if other is not one),
        )
        for one in filters
    ]


def panel(filters: Sequence[Filter], agent: Agent) -> Panel:
    """The panel of a list that has these filters."""
    left = [one.written for one in filters]
    choices, words, states = [], [], []
    for key in _CHOICES:
        options = [(Filter(key, value).written, name) for value, name in FILTERS[key].values(agent)]
        chosen = next((written for written, _name in options if written in left), "")
        left = [one for one in left if one != chosen]
        choices.append((key, str(FILTERS[key].label), options, chosen))
    for key in _WORDS:
        on = next((one for one in filters if one.key == key and not one.is_excluded), None)
        left = [one for one in left if not on or one != on.written]
        words.append((key, str(FILTERS[key].label), on.value if on else ""))
    for state in _STATES:
        written = Filter("is", state).written
        states.append((written, str(STATES[state][0]), written in left))
        left = [one for one in left if one != written]
    return Panel(choices, words, states, left)


def _name(one: Filter, agent: Agent) -> str:
    """The value as people call it."""
    return next((name for value, name in FILTERS[one.key].values(agent) if value == one.value), one.value)
