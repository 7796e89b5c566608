"""The settings' navigation: each app names its pages, once, for the side, the phone's menu and the overview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from shopbell.core.slots import fill

GROUPS = [
    ("shop", gettext_lazy("Shop")),
    ("channels", gettext_lazy("Channels")),
    ("team", gettext_lazy("Team")),
    ("work", gettext_lazy("Work")),
    ("system", gettext_lazy("System")),
    ("you", gettext_lazy("You")),
]


@dataclass(frozen=True)
class Entry:
    """One page of the settings: its key (`page` of its view), URL name, words, and a figure worth seeing."""

    page: str
    url: str
    label: str | Promise
    hint: str | Promise = ""
    icon: str = "circle"
    count: int = 0


def links(request: HttpRequest, entries: Sequence[Entry], **context: Any) -> str:
    """What a panel of the slot `settings.nav` gives back; `as_tiles` draws the overview, `into` only collects."""
    if (into := context.get("into")) is not None:
        into.extend(entries)
        return ""
    return render_to_string(
        "core/_settings_links.html",
        {"entries": entries, "page": context.get("page", ""), "as_tiles": context.get("as_tiles", False)},
        request=request,
    )


def pages(request: HttpRequest) -> list[tuple[str | Promise, Entry]]:
    """Every page of the settings that this agent finds, with the words of its group."""
    found: list[tuple[str | Promise, Entry]] = []
    for group, label in GROUPS:
        entries: list[Entry] = []
        fill("settings.nav", request, group=group, into=entries)
        found += [(label, entry) for entry in entries]
    return found
