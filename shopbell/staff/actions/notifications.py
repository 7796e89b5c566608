"""Telling people: what they are told, what they have read, how they want it, and which tickets they watch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from shopbell.core import clock
from shopbell.core.live import signal
from shopbell.core.models import Event
from shopbell.staff.models import Agent, Notification, Preferences, Watch


@transaction.atomic
def notify(people: Iterable[Agent], *, kind: str, event: Event, ticket: int) -> list[Notification]:
    """Tell people of an event, each once and by the ways they chose; nobody hears of what they did themselves."""
    told = {one.pk: one for one in people if one.is_active and event.actor != f"agent:{one.pk}"}
    chosen = Preferences.objects.in_bulk(told)
    made = []
    for pk, agent in told.items():
        ways = (chosen.get(pk) or Preferences(agent=agent)).ways_of(kind)
        if ways:
            made.append(
                Notification(
                    agent=agent,
                    kind=kind,
                    event=event.pk,
                    ticket=ticket,
                    actor=event.actor,
                    on_page="page" in ways,
                    by_mail="mail" in ways,
                    created_at=clock.now(),
                )
            )
    Notification.objects.bulk_create(made, ignore_conflicts=True)
    _ring(one.agent_id for one in made)
    return made


@transaction.atomic
def mark_read(agent: Agent, *, ticket: int | None = None) -> int:
    """What this agent was told of a ticket, or of everything, is read; gives how many were not."""
    unread = Notification.objects.filter(agent=agent, read_at=None)
    if ticket is not None:
        unread = unread.filter(ticket=ticket)
    count = unread.update(read_at=clock.now())
    if count:
        _ring([agent.pk])
    return count


def prefer(agent: Agent, **chosen: Any) -> Preferences:
    """Keep choices such as `ways` or `quiet_from`; what is not named stays."""
    kept, _is_new = Preferences.objects.update_or_create(agent=agent, defaults=chosen)
    return kept


def watch(agent: Agent, *, ticket: int, is_on: bool) -> None:
    """Follow a ticket, or no longer."""
    if is_on:
        Watch.objects.get_or_create(agent=agent, ticket=ticket)
    else:
        Watch.objects.filter(agent=agent, ticket=ticket).delete()


def _ring(agents: Iterable[int]) -> None:
    if topics := sorted({f"agent:{pk}" for pk in agents}):
        signal.tell(topics)
