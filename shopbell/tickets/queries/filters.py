"""Filters of tickets, as typed (`status:open tag:VIP`) and as saved in a view: one table for both."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from shopbell.core import clock
from shopbell.core.search.syntax import Filter, Wish
from shopbell.customers.models import Customer
from shopbell.customers.queries import matching
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.models import NEVER, Attachment, Message, Ticket, Topic
from shopbell.tickets.queries.topics import BETWEEN, branch, tree

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
        elif one.key in ADDING:
            wanted[one.key] = wanted.get(one.key, Q()) & found
        else:
            wanted[one.key] = wanted[one.key] | found if one.key in wanted else found
    whole = refused
    for found in wanted.values():
        whole &= found
    return whole


def statuses_of(filters: Iterable[Filter]) -> tuple[str, ...]:
    """The statuses that a ticket may have by these filters. Raises `UnknownValue`."""
    every = frozenset(Ticket.Status.values)
    wanted: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    for one in filters:
        if one.key == "status":
            found = _statuses(one.value)
            if not found:
                raise UnknownValue(one.key, one.value)
            wanted, refused = (wanted, refused | found) if one.is_excluded else (wanted | found, refused)
    left = (wanted or every) - refused
    return tuple(status for status in Ticket.Status.values if status in left)


def plain(wish: Wish) -> str:
    """A search as text that everybody reads alike: what has a key is written by it, in no language."""
    written = [replace(one, value=_key_of(one)).written for one in wish.filters]
    return " ".join([*(term.written for term in wish.terms), *written])


def _key_of(one: Filter) -> str:
    if one.key == "status" and len(found := _statuses(one.value)) == 1:
        return next(iter(found)).replace("_", "-")
    if one.key == "priority":
        return _of_choices(one.value, _PRIORITIES) or one.value
    return one.value


def is_spam_wanted(filters: Iterable[Filter]) -> bool:
    """Whether the filters speak of spam; it is left out otherwise."""
    return any(one.key == "is" and one.value.lower() == "spam" for one in filters)


def _status(value: str, agent: Agent) -> Q | None:
    found = _statuses(value)
    return (Q(status=next(iter(found))) if len(found) == 1 else Q(status__in=sorted(found))) if found else None


def _statuses(value: str) -> frozenset[str]:
    word = value.strip().lower().replace("-", "_").replace(" ", "_")
    if word == "active":
        return frozenset(Ticket.Status.values) - {Ticket.Status.SOLVED, Ticket.Status.CLOSED}
    names = [(key, str(label).lower().replace("-", "_").replace(" ", "_")) for key, label in Ticket.Status.choices]
    key = _of_choices(word, names)
    return frozenset({key} if key else ())


def _priority(value: str, agent: Agent) -> Q | None:
    key = _of_choices(value, _PRIORITIES)
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


def _topic(value: str, agent: Agent) -> Q | None:
    if value.lower() == "none":
        return Q(topic=None)
    last = value.rpartition(BETWEEN.strip())[2].strip()
    keys = list(Topic.objects.filter(name__iexact=last).values_list("pk", flat=True))
    return Q(topic__in=branch(keys)) if keys else None


def _topics(agent: Agent) -> list[Value]:
    found = [leaf for shop in Shop.objects.order_by("pk") for leaf in tree(shop)]
    return [("none", str(_("without a topic"))), *((leaf.topic.name, leaf.path) for leaf in found)]


def _is(value: str, agent: Agent) -> Q | None:
    known = STATES.get(value.lower())
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


STATES: dict[str, tuple[object, Callable[[], Q]]] = {
    "unread": (_("New words of the customer"), lambda: Q(is_unread=True)),
    "waiting": (_("The customer waits for us"), lambda: Q(waiting_since__isnull=False)),
    "overdue": (_("Past the promised time"), _overdue),
    "promised": (_("An answer is due"), lambda: Q(due_at__lt=NEVER)),
    "spam": (pgettext_lazy("a mark of a ticket", "Spam"), lambda: Q(is_spam=True)),
    "answered": (_("Has had an answer"), lambda: Q(first_replied_at__isnull=False)),
}
_PRIORITIES: list[Value] = [
    (name.lower(), label)  # type: ignore[misc]  # lazy, as the model has it
    for name, label in zip(Ticket.Priority.names, Ticket.Priority.labels, strict=True)
]
_CHANNELS = (("email", _("E-mail")), ("chat", _("Chat")), ("form", _("Form")))
ADDING = {"tag", "is", "has", "before", "after"}  # several of these must all be met


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
            lambda agent: [(key, str(label)) for key, label in _PRIORITIES],
        ),
        TicketFilter("tag", _("Tag"), _tag),
        TicketFilter("topic", _("Topic"), _topic, _topics),
        TicketFilter("order", _("Order number"), lambda value, agent: Q(order_number__iexact=value)),
        TicketFilter("is", _("State"), _is, lambda agent: [(key, str(label)) for key, (label, _q) in STATES.items()]),
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
