"""Sessions: noting where somebody is signed in, and ending that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.core.live import signal
from shopbell.staff.events import SessionsEnded
from shopbell.staff.models import Agent, AgentSession

# Fine enough to tell which device is in use, without a write for every request.
GRAIN = timedelta(minutes=5)


@transaction.atomic
def see(agent: Agent, *, key: str, former: str, address: str, browser: str) -> None:
    """Note that a session is in use. `former` is its key before Django gave it another one, if it did."""
    now = clock.now()
    seen = {"address": address[:45], "browser": browser[:300], "seen_at": now}
    if former and former != key and AgentSession.objects.filter(key=former, agent=agent).update(key=key, **seen):
        return
    AgentSession.objects.update_or_create(
        key=key, defaults={"agent": agent, **seen}, create_defaults={"agent": agent, "started_at": now, **seen}
    )


@transaction.atomic
def end(sessions: Iterable[AgentSession], *, by: Actor) -> int:
    """End these sessions of one person: their browsers are signed out. Gives the number."""
    rows = list(sessions)
    if not rows:
        return 0
    keys = [row.key for row in rows]
    Session.objects.filter(session_key__in=keys).delete()
    AgentSession.objects.filter(key__in=keys).delete()
    agent = rows[0].agent
    signal.close("agent", str(agent.pk))
    record(SessionsEnded(number=len(rows)), about=agent, by=by)
    return len(rows)


def forget_ended() -> int:
    """Drop what is known of sessions that are over; gives their number."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()
    alive = Session.objects.values("session_key")
    gone, _kinds = AgentSession.objects.exclude(key__in=alive).delete()
    return gone
