"""The audit log: all events but messages, newest first, with who, what and on what in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.core.actor import Actor
from shopbell.core.events import facts
from shopbell.core.models import NO_MESSAGE, Event
from shopbell.staff.models import Agent

PAGE_SIZE = 50
_NEVER = ("note.added",)
_KINDS: dict[str, str | Promise] = {
    "agent": gettext_lazy("People and signing in"),
    "role": gettext_lazy("Roles"),
    "team": gettext_lazy("Teams"),
    "token": gettext_lazy("API tokens"),
    "sign_in": gettext_lazy("Rules of signing in"),
    "audit": gettext_lazy("Audit log"),
    "shop": gettext_lazy("Shop"),
    "channel": gettext_lazy("Channels"),
    "ticket": gettext_lazy("Tickets"),
    "customer": gettext_lazy("Customers"),
    "view": gettext_lazy("Saved views"),
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What to show: of whom, which kind (all of a group, `agent.`, or one, `agent.signed_in`), on what, when."""

    person: int | None = None
    kind: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Wanted:
        """As `stored` has written it."""
        days = {key: date.fromisoformat(stored[key]) for key in ("since", "until") if stored.get(key)}
        return cls(person=stored.get("person"), kind=stored["kind"], subject=stored["subject"], **days)

    def stored(self) -> dict[str, Any]:
        """As JSON holds it."""
        days = {"since": self.since and f"{self.since}", "until": self.until and f"{self.until}"}
        return {"person": self.person, "kind": self.kind, "subject": self.subject, **days}


@dataclass(frozen=True)
class Line:
    """One line of the log, in words; `url` is the page of what it is about, if it has one."""

    event: Event
    who: str
    what: str
    subject: str
    url: str
    details: str


def kinds() -> list[tuple[str, str]]:
    """What can be filtered by: the first words of events with their names."""
    found = {name.partition(".")[0] for name in facts() if not name.startswith("message.") and name not in _NEVER}
    known = [(f"{key}.", str(label)) for key, label in _KINDS.items() if key in found]
    return known + [(f"{key}.", key.replace("_", " ")) for key in sorted(found - _KINDS.keys())]


def log(wanted: Wanted) -> QuerySet[Event]:
    """The events that meet all that is wanted, newest first."""
    found = Event.objects.filter(NO_MESSAGE).exclude(name__in=_NEVER)
    if wanted.person:
        mine = Q(actor=f"agent:{wanted.person}")
        found = found.filter(mine | Q(name="agent.sign_in_failed", subject=f"staff.agent:{wanted.person}"))
    if wanted.kind.endswith("."):
        found = found.filter(name__in=[name for name in facts() if name.startswith(wanted.kind)])
    elif wanted.kind:
        found = found.filter(name=wanted.kind)
    if wanted.subject:
        found = found.filter(subject=wanted.subject)
    if wanted.since:
        found = found.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        found = found.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return found.order_by("-pk")


def page(wanted: Wanted, *, before: int | None = None, size: int = PAGE_SIZE) -> tuple[list[Event], int | None]:
    """One page behind the number `before`, and the number behind which the next one begins, if there is one."""
    found = log(wanted)
    rows = list((found.filter(pk__lt=before) if before else found)[: size + 1])
    return rows[:size], rows[size - 1].pk if len(rows) > size else None


def lines(events: Iterable[Event]) -> list[Line]:
    """The events in the words of the current language; names are looked up once for all."""
    rows = list(events)
    names = dict(Agent.objects.filter(pk__in=_agents_in(rows)).values_list("pk", "name"))
    return [_line(event, names) for event in rows]


def _agents_in(events: Iterable[Event]) -> set[int]:
    found: set[int] = set()
    for event in events:
        for text in (event.actor, event.subject.replace("staff.agent:", "agent:")):
            if text.startswith("agent:") and text[6:].isdecimal():
                found.add(int(text[6:]))
        found |= {event.data[key] for key in ("to", "agent") if isinstance(event.data.get(key), int)}
    return found


def _line(event: Event, names: dict[int, str]) -> Line:
    who = _who(event.by, names)
    subject, url = _subject(event.subject, names)
    fact = facts().get(event.name)
    said = {key: names.get(value, value) if key in ("to", "agent") else value for key, value in event.data.items()}
    values = {key: _("nobody") if value is None else value for key, value in said.items()}
    try:
        what = _(fact.sentence).format_map({**values, "by": who}) if fact else event.name
    except KeyError:  # written by an older version, with fewer values
        what = event.name
    details = ", ".join(f"{key}: {_flat(value)}" for key, value in said.items() if value not in (None, "", []))
    return Line(event, who, what, subject, url, details)


def _who(by: Actor, names: dict[int, str]) -> str:
    if by.kind == "agent" and by.id:
        return names.get(by.id, _("somebody who is gone"))
    words = {"customer": _("A customer"), "bot": _("The bot"), "rule": _("A rule"), "token": _("A program")}
    return words.get(by.kind, "Shopbell")


def _subject(text: str, names: dict[int, str]) -> tuple[str, str]:
    """What an event is about: its words, and its page if it has one."""
    label, _colon, number = text.partition(":")
    if label == "tickets.ticket":
        return f"#{number}", reverse("ticket", args=[number])
    if label == "staff.agent" and int(number) in names:
        return names[int(number)], ""
    try:
        return f"{apps.get_model(label)._meta.verbose_name} {number}", ""
    except (LookupError, ValueError):
        return text, ""


def _flat(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
