"""One ticket's conversation: its messages, what happened between them, and its neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shopbell.core import formats
from shopbell.core.actor import Actor
from shopbell.core.events import Fact, facts
from shopbell.core.models import Event
from shopbell.staff.models import Agent, Team
from shopbell.tickets.events import TicketMerged, TicketSplit, TicketTagged, TicketUnmerged, TicketUnsplit
from shopbell.tickets.models import Message, Move, Thread, Ticket

PAGE = 50
_LOOK_BACK = 50
# Said by the messages themselves, or too small to tell.
_SILENT = {"message.received", "message.sent", "message.state_changed", "note.added", "ticket.read", "thread.read"}
# Recorded with both tickets of a merge; where both are shown, told once.
_OF_BOTH = {TicketMerged.name, TicketUnmerged.name, TicketSplit.name, TicketUnsplit.name}


@dataclass(frozen=True)
class Entry:
    """One line of the conversation: a message, an event's sentence, or the divider where a thread begins.

    `undo` is the ticket whose merge or split the line tells of, while it can be taken back.
    """

    at: datetime
    message: Message | None = None
    sentence: str = ""
    name: str = ""
    thread: Thread | None = None
    undo: int = 0


@dataclass(frozen=True)
class Conversation:
    """What the middle pane shows; `earlier` tells whether older messages wait."""

    entries: list[Entry]
    threads: list[Thread]
    earlier: int
    customer_seen: dict[int, Thread] = field(default_factory=dict)

    @property
    def newest(self) -> str:
        """The public id of the last message shown to who reads what was said; notes alone show nothing of it."""
        said = (entry.message for entry in reversed(self.entries) if entry.message)
        return next((message.public_id for message in said if message.thread_id), "")


def conversation(ticket: Ticket, *, show: str = "", before: int | None = None) -> Conversation:
    """The newest messages of a ticket with its events; `show` is a channel or `notes`, `before` a message id."""
    threads = list(ticket.threads.select_related("contact"))
    messages = ticket.messages.filter(is_taken_back=False).select_related("agent").prefetch_related("attachments")
    if show == "notes":
        messages = messages.filter(thread=None)
    elif show:
        messages = messages.filter(thread__channel=show)
    if before:
        messages = messages.filter(pk__lt=before)
    newest = list(messages.order_by("-created_at", "-id")[: PAGE + 1])
    has_earlier, newest = len(newest) > PAGE, newest[:PAGE]
    newest.reverse()
    by_id = {thread.pk: thread for thread in threads}
    entries = [Entry(message.created_at, message=message) for message in newest]
    if not show:
        entries += _events(ticket, since=newest[0].created_at if has_earlier and newest else None)
    entries.sort(key=lambda entry: entry.at)
    return Conversation(
        _with_dividers(entries, by_id),
        threads,
        newest[0].pk if has_earlier and newest else 0,
        by_id,
    )


@dataclass(frozen=True)
class LastWords:
    """The last message between shop and customer: its public id and author; `ours` is the last one of our own."""

    id: str = ""
    author: str = ""
    ours: str = ""


def last_words(ticket: Ticket) -> LastWords:
    """What somebody has read who now begins an answer."""
    newest = _between(ticket).order_by("-pk").values_list("public_id", "author_name", "kind")[:_LOOK_BACK]
    ours = next((public_id for public_id, _name, kind in newest if kind != Message.Kind.CUSTOMER), "")
    return LastWords(newest[0][0], newest[0][1], ours) if newest else LastWords()


def written_since(ticket: Ticket, seen: Message) -> list[Message]:
    """What customer, colleagues or bot have said after `seen`, the oldest first; machines and notes do not count.

    A ticket's messages get their keys under its lock, so the keys stand in the order of the commits.
    """
    return list(_between(ticket).filter(pk__gt=seen.pk).prefetch_related("attachments").order_by("pk"))


def _between(ticket: Ticket) -> QuerySet[Message]:
    """What was said between shop and customer by people or the bot."""
    return ticket.messages.exclude(thread=None).filter(is_automatic=False, is_taken_back=False)


def figures(ticket: Ticket) -> dict[str, int]:
    """How many messages the ticket has by channel; those of the team alone are `notes`."""
    said = ticket.messages.filter(is_taken_back=False)
    by_channel = said.values_list("thread__channel").annotate(n=Count("id")).order_by("thread__channel")
    return {channel or "notes": number for channel, number in by_channel}


def earlier_tickets(ticket: Ticket, agent: Agent, limit: int = 6) -> list[Ticket]:
    """The customer's other tickets that this agent may see, newest first."""
    if not ticket.customer_id:
        return []
    others = Ticket.objects.visible_to(agent).filter(customer_id=ticket.customer_id).exclude(pk=ticket.pk)
    return list(others.order_by("-pk")[:limit])


def _with_dividers(entries: list[Entry], threads: dict[int, Thread]) -> list[Entry]:
    """Put a divider where the conversation changes to another thread."""
    made: list[Entry] = []
    current: int | None = None
    for entry in entries:
        thread_id = entry.message.thread_id if entry.message else None
        if thread_id and thread_id != current and len(threads) > 0:
            made.append(Entry(entry.at, thread=threads[thread_id]))
            current = thread_id
        made.append(entry)
    return made


def _events(ticket: Ticket, *, since: datetime | None) -> list[Entry]:
    rows = _rows([ticket.pk], since=since)
    merged = _merged(ticket, rows)
    if merged:
        rows = sorted([*rows, *_rows(list(merged.values()), since=since)], key=lambda row: row.pk)
        rows = list({(row.name, row.data["move"]) if row.name in _OF_BOTH else row.pk: row for row in rows}.values())
    undo = merged | _split(rows)
    names = _names(rows)
    known = facts()
    return [
        Entry(
            row.at,
            sentence=_say(_sentence(known[row.name], row), row, names),
            name=row.name,
            undo=undo.get(row.data["move"], 0) if row.name in (TicketMerged.name, TicketSplit.name) else 0,
        )
        for row in rows
        if row.name in known
    ]


def _rows(numbers: list[int], *, since: datetime | None) -> list[Event]:
    """Events as they happened, also within one moment."""
    subjects = [f"tickets.ticket:{number}" for number in numbers]
    events = Event.objects.filter(subject__in=subjects).exclude(name__in=_SILENT)
    if since:
        events = events.filter(at__gte=since)
    return list(events.order_by("-id")[:200])[::-1]


def _merged(ticket: Ticket, rows: list[Event]) -> dict[int, int]:
    """The tickets that are merged into this one now, by move; asks only where the events tell of any."""
    if not any(row.name == TicketMerged.name and row.data["target"] == ticket.pk for row in rows):
        return {}
    found: dict[int, int] = {}
    level = [ticket.pk]
    while level:
        moves = Move.objects.filter(target__in=level, kind=Move.Kind.MERGE, undone_at=None)
        fresh = dict(moves.values_list("pk", "source_id"))
        found |= fresh
        level = list(fresh.values())
    return found


def _split(rows: list[Event]) -> dict[int, int]:
    """The tickets that were split off and not brought back, by move; asks only where the events tell of any."""
    told = [row.data["move"] for row in rows if row.name == TicketSplit.name]
    if not told:
        return {}
    return dict(Move.objects.filter(pk__in=told, undone_at=None).values_list("pk", "target_id"))


def _names(events: Iterable[Event]) -> dict[str, str]:
    """The names of agents and teams that events speak of, in at most two queries."""
    agents = {event.by.id for event in events if event.by.kind == "agent" and event.by.id}
    agents |= {event.data["to"] for event in events if event.data.get("to")}
    teams = {event.data["team"] for event in events if event.data.get("team")}
    names = (
        {f"agent:{pk}": name for pk, name in Agent.objects.filter(pk__in=agents).values_list("pk", "name")}
        if agents
        else {}
    )
    if teams:
        names |= {f"team:{pk}": name for pk, name in Team.objects.filter(pk__in=teams).values_list("pk", "name")}
    return names


def _sentence(fact: type[Fact], event: Event) -> str:
    """The fact's own, where its details need no other words."""
    if fact is not TicketTagged:
        return _(fact.sentence)
    added, removed = len(event.data["added"]), len(event.data["removed"])
    if added and removed:
        return _("{by} added the tags {added} and removed {removed}")
    if added:
        return ngettext("{by} added the tag {added}", "{by} added the tags {added}", added)
    return ngettext("{by} removed the tag {removed}", "{by} removed the tags {removed}", removed)


def _say(sentence: str, event: Event, names: dict[str, str]) -> str:
    details: dict[str, Any] = {**event.data, "by": _who(event.by, names)}
    if "to" in event.data:
        details["to"] = names.get(f"agent:{event.data['to']}") or names.get(f"team:{event.data.get('team')}", "")
    if "status" in event.data:
        details["status"] = dict(Ticket.Status.choices).get(event.data["status"], _("Spam"))
    if "priority" in event.data:
        details["priority"] = dict(Ticket.Priority.choices).get(event.data["priority"], "")
    if event.name == TicketTagged.name:
        details |= {key: ", ".join(event.data[key]) for key in ("added", "removed")}
    if "due" in event.data:
        details["due"] = formats.by_when(datetime.fromisoformat(event.data["due"]))
    return sentence.format(**details)


def _who(actor: Actor, names: dict[str, str]) -> str:
    if actor.kind == "agent":
        return names.get(str(actor)) or _("Somebody")
    return {"customer": _("The customer"), "bot": _("The bot"), "rule": _("A rule")}.get(actor.kind, "Shopbell")
