"""Filters of tickets, as typed (`status:open tag:VIP`) and as saved in a view: one table for both."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from shopbell.core import clock
from shopbell.core.search.syntax import Filter
from shopbell.customers.models import Customer
from shopbell.customers.queries import matching
from shopbell.staff.models import Agent, Team
from shopbell.tickets.models import NEVER, Attachment, Message, Ticket

Value = tuple[str, str]  # what is written, and its name for people


@dataclass(frozen=True)
class TicketFilter:
    """One key. `where(value, agent)` is its condition, None when the value means nothing; `values` complete it."""

    key: str
    label: str | Promise
    where: Callable[[str, Agent], Q | None]
    values: Callable[[Agent], Iterable[Value]] = lambda agent: ()


class UnknownValue(Exception):
    """A filter's value that means nothing; `key` and `value` as written."""

    sentence = gettext_noop("“{value}” means nothing for {key}:")

    def __init__(self, key: str, value: str) -> None:
        super().__init__(f"{key}:{value}")
        self.key, self.value = key, value


def condition(filters: Iterable[Filter], agent: Agent) -> Q:
    """All filters together; values of one key are alternatives. Raises `UnknownValue`."""
    wanted: dict[str, Q] = {}
    refused = Q()
    for one in filters:
        found = FILTERS[one.key].where(one.value.strip(), agent)
        if found is None:
            raise UnknownValue(one.key, one.value)
        if one.is_excluded:
            refused &= ~found
        elif one.key in _ALL:
            wanted[one.key] = wanted.get(one.key, Q()) & found
        else:
            wanted[one.key] = wanted[one.key] | found if one.key in wanted else found
    whole = refused
    for found in wanted.values():
        whole &= found
    return whole


def _status(value: str, agent: Agent) -> Q | None:
    word = value.lower().replace("-", "_").replace(" ", "_")
    if word == "active":
        return ~Q(status__in=(Ticket.Status.SOLVED, Ticket.Status.CLOSED))
    key = _of_choices(word, Ticket.Status.choices)
    return Q(status=key) if key else None


def _priority(value: str, agent: Agent) -> Q | None:
    key = _of_choices(
        value,
        [(name.lower(), label) for name, label in zip(Ticket.Priority.names, Ticket.Priority.labels, strict=True)],
    )
    return Q(priority=Ticket.Priority[key.upper()]) if key else None


def _assignee(value: str, agent: Agent) -> Q | None:
    if value.lower() == "me":
        return Q(assignee=agent)
    if value.lower() in ("nobody", "none"):
        return Q(assignee=None)
    keys = list(Agent.objects.filter(Q(name__iexact=value) | Q(email__iexact=value)).values_list("pk", flat=True))
    return Q(assignee__in=keys) if keys else None


def _team(value: str, agent: Agent) -> Q | None:
    keys = list(Team.objects.filter(name__iexact=value).values_list("pk", flat=True))
    return Q(team__in=keys) if keys else None


def _shop(value: str, agent: Agent) -> Q | None:
    teams = list(
        Team.objects.filter(Q(shop__slug__iexact=value) | Q(shop__name__iexact=value)).values_list("pk", flat=True)
    )
    return Q(team__in=teams) if teams else None


def _from(value: str, agent: Agent) -> Q | None:
    keys: QuerySet[Customer, int] = matching(value)
    return Q(customer__in=list(keys[:1000]))


def _tag(value: str, agent: Agent) -> Q | None:
    return Q(tags__overlap=sorted({value, value.lower(), value.upper(), value.capitalize()}))


def _is(value: str, agent: Agent) -> Q | None:
    known = _STATES.get(value.lower())
    return known[1]() if known else None


def _has(value: str, agent: Agent) -> Q | None:
    of_ticket = Message.objects.filter(ticket=OuterRef("pk"))
    if value.lower() in ("file", "files"):
        return Q(Exists(Attachment.objects.filter(message__ticket=OuterRef("pk"), is_inline=False)))
    if value.lower() in ("note", "notes"):
        return Q(Exists(of_ticket.filter(kind=Message.Kind.NOTE)))
    return None


def _day(column: str, *, is_after: bool) -> Callable[[str, Agent], Q | None]:
    def where(value: str, agent: Agent) -> Q | None:
        moment = moment_of(value, agent)
        if moment is None:
            return None
        return Q(**{f"{column}__{'gte' if is_after else 'lt'}": moment})

    return where


def moment_of(value: str, agent: Agent) -> datetime | None:
    """The beginning of a day in the agent's zone: `2026-11-24`, `2026-11`, `today`, `yesterday`, or `7d` ago."""
    today = clock.now().astimezone(agent.zone).date()
    word = value.lower()
    try:
        if word in ("today", "yesterday"):
            day = today - timedelta(days=word == "yesterday")
        elif word.endswith("d") and word[:-1].isdecimal():
            day = today - timedelta(days=int(word[:-1]))
        else:
            day = date.fromisoformat(f"{word}-01" if len(word) == 7 else word)
    except (ValueError, OverflowError):
        return None
    return datetime.combine(day, time(), agent.zone)


def _of_choices(word: str, choices: Iterable[tuple[str, object]]) -> str:
    """The key of a choice, by its key or its name in the reader's language."""
    wanted = word.casefold()
    return next((key for key, label in choices if wanted in (key.casefold(), str(label).casefold())), "")


def _overdue() -> Q:
    return Q(due_at__lt=clock.now())


_STATES: dict[str, tuple[object, Callable[[], Q]]] = {
    "unread": (_("New words of the customer"), lambda: Q(is_unread=True)),
    "waiting": (_("The customer waits for us"), lambda: Q(waiting_since__isnull=False)),
    "overdue": (_("Past the promised time"), _overdue),
    "promised": (_("An answer is due"), lambda: Q(due_at__lt=NEVER)),
    "spam": (pgettext_lazy("a mark of a ticket", "Spam"), lambda: Q(is_spam=True)),
    "answered": (_("Has had an answer"), lambda: Q(first_replied_at__isnull=False)),
}
_CHANNELS = (("email", _("E-mail")), ("chat", _("Chat")), ("form", _("Form")))
_ALL = {"tag", "is", "has", "before", "after"}  # several of these must all be met


def _teams(agent: Agent) -> list[Value]:
    return [(name, name) for name in Team.objects.filter(is_archived=False).values_list("name", flat=True)]


def _agents(agent: Agent) -> list[Value]:
    names = Agent.objects.filter(is_active=True).order_by("name").values_list("name", flat=True)
    return [("me", str(_("me"))), ("nobody", str(_("nobody"))), *((name, name) for name in names[:200])]


FILTERS = {
    one.key: one
    for one in (
        TicketFilter(
            "status",
            _("Status"),
            _status,
            lambda agent: [
                ("active", str(_("not solved or closed"))),
                *((key.replace("_", "-"), str(label)) for key, label in Ticket.Status.choices),
            ],
        ),
        TicketFilter("assignee", _("Assignee"), _assignee, _agents),
        TicketFilter("team", _("Team"), _team, _teams),
        TicketFilter("from", _("Customer"), _from),
        TicketFilter(
            "channel",
            _("Channel"),
            lambda value, agent: Q(channel=value.lower()),
            lambda agent: [(key, str(label)) for key, label in _CHANNELS],
        ),
        TicketFilter(
            "priority",
            _("Priority"),
            _priority,
            lambda agent: [
                (name.lower(), str(label))
                for name, label in zip(Ticket.Priority.names, Ticket.Priority.labels, strict=True)
            ],
        ),
        TicketFilter("tag", _("Tag"), _tag),
        TicketFilter("order", _("Order number"), lambda value, agent: Q(order_number__iexact=value)),
        TicketFilter("is", _("State"), _is, lambda agent: [(key, str(label)) for key, (label, _q) in _STATES.items()]),
        TicketFilter(
            "has", _("Contains"), _has, lambda agent: [("file", str(_("a file"))), ("note", str(_("a note")))]
        ),
        TicketFilter("language", _("Language"), lambda value, agent: Q(language__istartswith=value)),
        TicketFilter(
            "after",
            _("Active since"),
            _day("last_activity_at", is_after=True),
            lambda agent: [("today", str(_("today"))), ("7d", str(_("7 days ago")))],
        ),
        TicketFilter(
            "before",
            _("Quiet since"),
            _day("last_activity_at", is_after=False),
            lambda agent: [("today", str(_("today"))), ("30d", str(_("30 days ago")))],
        ),
        TicketFilter("shop", _("Shop"), _shop),
    )
}
