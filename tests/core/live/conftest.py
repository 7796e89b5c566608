"""Houses with a hub, topics of their own, and the sessions of the cast."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client

from shopbell.core import clock
from shopbell.core.live import access, admission, signal
from shopbell.core.live.access import Listener
from shopbell.core.models import Event
from shopbell.staff.models import Agent

from .house import House, running

pytestmark = pytest.mark.django_db(transaction=True)


def nothing(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("404 Not Found", [])
    return [b""]


@pytest.fixture
def topics(monkeypatch: pytest.MonkeyPatch) -> None:
    """Agents may hear each `matter` but the secret one, and each chat; a visitor hears its own chat."""
    monkeypatch.setattr(access, "_questions", dict(access._questions))
    access.topic("matter")(lambda key, who: who.kind == "agent" and key != "secret")
    access.topic("chat")(lambda key, who: who.kind == "agent" or key == who.id)


@pytest.fixture
def house(transactional_db: None, topics: None) -> Iterator[House]:
    with running(nothing) as house:
        yield house


@pytest.fixture
def other_house(transactional_db: None, topics: None) -> Iterator[House]:
    """Another web process on the same database."""
    with running(nothing) as house:
        yield house


@pytest.fixture
def session_of(transactional_db: None) -> Callable[[Agent], str]:
    """Sign an agent in."""

    def sign_in(agent: Agent) -> str:
        client = Client()
        client.force_login(agent)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    return sign_in


@pytest.fixture
def alices(alice: Agent, session_of: Callable[[Agent], str]) -> str:
    return session_of(alice)


@pytest.fixture
def bobs(bob: Agent, session_of: Callable[[Agent], str]) -> str:
    return session_of(bob)


@pytest.fixture
def mia() -> Listener:
    return Listener("visitor", "abc", "Mia Moor")


def happened(*topics: str, tell: bool = True, **details: Any) -> int:
    """Write an event as `record` does; its id."""
    values = {"at": clock.now(), "name": "test.happened", "subject": "core.event:0", "actor": "system"}
    event = Event.objects.create(**{**values, **details}, topics=list(topics))
    if tell:
        with connection.cursor() as cursor:
            payload = f"{event.pk} {signal.in_one(event.topics)}"
            cursor.execute("SELECT pg_notify(%s, %s)", [signal.CHANNEL, payload])
    return event.pk


@pytest.fixture(autouse=True)
def _threads_let_go() -> Iterator[None]:
    """The threads of the hub keep their connections; tests close theirs."""
    yield
    for _ in range(8):
        admission._threads.submit(connections.close_all).result()
