"""Mentions: who is meant by an @name in a note. Only people who may see the ticket can be called to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shopbell.core.search.syntax import Filter
from shopbell.staff.models import Agent
from shopbell.tickets.errors import CannotSee
from shopbell.tickets.models import Ticket
from shopbell.tickets.queries.mentions import may_be_called

LONGEST_NAME = 200


def mentioned(text: str, ticket: Ticket) -> list[dict[str, Any]]:
    """The people and the team that a note names, as references: kind, id, name, and what finds their tickets.

    Raises `CannotSee` for somebody who would not find this ticket.
    """
    if "@" not in text:
        return []
    callable_ = {agent.pk for agent in may_be_called(ticket)}
    people = list(Agent.objects.filter(is_active=True).order_by("pk"))
    found: dict[str, dict[str, Any]] = {}
    for name in _named(text, [*(one.name for one in people), ticket.team.name]):
        same = [one for one in people if one.name.casefold() == name.casefold()]
        if chosen := next((one for one in same if one.pk in callable_), None):
            found[name] = _reference("agent", chosen.pk, chosen.name, Filter("assignee", chosen.email))
        elif same:
            raise CannotSee(name=same[0].name, number=ticket.pk)
        else:
            found[name] = _reference("team", ticket.team_id, ticket.team.name, Filter("team", ticket.team.name))
    return list(found.values())


def _reference(kind: str, pk: int, name: str, tickets: Filter) -> dict[str, Any]:
    return {"kind": kind, "id": pk, "name": name, "tickets": tickets.written}


def _named(text: str, names: Iterable[str]) -> list[str]:
    """Which of the names stand behind an @ that begins a word; of two that fit, the longer one."""
    ordered = sorted({name for name in names if name}, key=lambda name: (-len(name), name))
    found: list[str] = []
    for at in (place for place, sign in enumerate(text) if sign == "@"):
        if at and (text[at - 1].isalnum() or text[at - 1] in "._-"):
            continue  # an address
        behind = text[at + 1 : at + 1 + LONGEST_NAME].casefold()
        for name in ordered:
            if behind.startswith(name.casefold()) and not behind[len(name.casefold()) :][:1].isalnum():
                found.append(name)
                break
    return found
