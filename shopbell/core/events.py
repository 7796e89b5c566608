"""Events: record a fact in the transaction that causes it; its handlers run once, in one job."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

import structlog
from django.db import connection, models, transaction

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.jobs import Backoff, task
from shopbell.core.live import signal
from shopbell.core.models import Delivery, Event
from shopbell.core.origin import origin

log = structlog.get_logger(__name__)
MAX_DEPTH = 20


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What happened: the typed payload of an event. Ids, numbers and choices only: no text, address or code."""

    name: ClassVar[str]
    sentence: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if name := cls.__dict__.get("name"):
            _facts[name] = cls


F = TypeVar("F", bound=Fact)
_facts: dict[str, type[Fact]] = {}
_current: ContextVar[Event | None] = ContextVar("current_event", default=None)
_is_unspread: ContextVar[bool] = ContextVar("is_unspread", default=False)


@dataclass(slots=True)
class _Waiting:
    """What an `at_once` block has to spread at its end; `begun` counts the handlers it has called."""

    events: deque[tuple[Event, int]] = field(default_factory=deque)
    begun: int = 0


_waiting: ContextVar[_Waiting | None] = ContextVar("waiting_events", default=None)


@dataclass(frozen=True)
class RegisteredHandler(Generic[F]):
    """One reaction to one kind of fact."""

    kind: type[F]
    run: Callable[[Event, F], None]

    @property
    def name(self) -> str:
        return f"{self.run.__module__}.{self.run.__qualname__}"


_handlers: defaultdict[str, list[RegisteredHandler[Any]]] = defaultdict(list)


def facts() -> dict[str, type[Fact]]:
    """All kinds of fact by event name."""
    return dict(sorted(_facts.items()))


def fact_of(event: Event) -> Fact:
    """The typed payload of a stored event; keys it no longer knows are left out."""
    kind = _facts[event.name]
    known = kind.__dataclass_fields__.keys()
    return kind(**{key: value for key, value in event.data.items() if key in known})


def record(
    fact: Fact,
    *,
    about: models.Model,
    by: Actor,
    topics: Iterable[str] = (),
    at: datetime | None = None,
    at_hand: tuple[models.Model, ...] = (),
) -> Event:
    """Write the event, its live signal and the job that spreads it, all in the caller's transaction.

    `topics` name the live pages that should look again, for instance `ticket:1042`. `at` is now, if not given.
    `at_hand` are rows as this transaction has just written them: see `Event.in_hand`.
    """
    cause = _current.get()
    event = Event(
        at=at or clock.now(),
        name=fact.name,
        subject=f"{about._meta.label_lower}:{about.pk}",
        actor=str(by),
        data=asdict(fact),
        topics=sorted(set(topics)),
        cause=cause.pk if cause else None,
        depth=cause.depth + 1 if cause else 0,
        origin=origin(),
    )
    _write(event)
    if _handlers.get(fact.name) and event.depth < MAX_DEPTH and not _is_unspread.get():
        if waiting := _waiting.get():
            event.at_hand = at_hand
            waiting.events.append((event, waiting.begun))
        else:
            spread.defer(event_id=event.pk)
    return event


def _write(event: Event) -> None:
    """Insert the row and tell the live pages, in one statement: events are the most frequent write of all."""
    made: list[Any] = [event.at, event.name, event.subject, event.actor, json.dumps(event.data), event.topics]
    made += [event.cause, event.depth, event.origin]
    with connection.cursor() as cursor:
        if event.topics:
            cursor.execute(_INSERT_AND_TELL, [*made, signal.CHANNEL, signal.in_one(event.topics)])
        else:
            cursor.execute(_INSERT, made)
        event.pk = int(cursor.fetchone()[0])
    event._state.adding, event._state.db = False, connection.alias


_INSERT = """
INSERT INTO core_event (at, name, subject, actor, data, topics, cause, depth, origin)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id
"""
_INSERT_AND_TELL = f"WITH made AS ({_INSERT}) SELECT id, pg_notify(%s, id || ' ' || %s) FROM made"  # noqa: S608 (constants)


@contextmanager
def unspread() -> Iterator[None]:
    """Record without handlers: for histories that already happened, whose mails must not go out again."""
    token = _is_unspread.set(True)
    try:
        yield
    finally:
        _is_unspread.reset(token)


@contextmanager
def at_once() -> Iterator[None]:
    """Spread what is recorded inside at the end of the block, in its transaction, without a job. For jobs only.

    Causes and effects commit together, so none is lost and none happens twice. A handler that fails is retried
    alone, as ever; one that ends the whole process takes the block along, so a second attempt should do without.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("what is spread at once needs a transaction to belong to")
    waiting = _Waiting()
    token = _waiting.set(waiting)
    try:
        yield
        while waiting.events:
            event, begun = waiting.events.popleft()
            for handler in _handlers[event.name]:
                if waiting.begun != begun:  # another handler may have changed what the recorder had
                    event.at_hand = ()
                waiting.begun += 1
                _deliver_or_defer(event, handler)
    finally:
        _waiting.reset(token)


@task(name="core.spread", queue="events", retry=Backoff())
def spread(*, event_id: int) -> None:
    """Run the handlers of one event, each in a savepoint of its own; what fails gets a job of its own."""
    event = Event.objects.get(pk=event_id)
    with transaction.atomic():
        for handler in _handlers[event.name]:
            _deliver_or_defer(event, handler)


def _deliver_or_defer(event: Event, handler: RegisteredHandler[Any]) -> None:
    try:
        deliver(event, handler)
    except Exception as error:  # seen: logged with the event, retried alone
        log.exception("handler failed", handler=handler.name, event_id=event.pk)
        deliver_again.defer(event_id=event.pk, handler=handler.name, error=str(error)[:500])


@task(name="core.deliver_again", queue="events", retry=Backoff())
def deliver_again(*, event_id: int, handler: str, error: str) -> None:
    """Retry one handler alone; `error` is what it said the first time, for whoever reads the job."""
    event = Event.objects.get(pk=event_id)
    for known in _handlers[event.name]:
        if known.name == handler:
            deliver(event, known)


@transaction.atomic
def deliver(event: Event, handler: RegisteredHandler[Any]) -> None:
    """Run one handler once: the delivery row and its effects commit together."""
    if not Delivery.claim(event.pk, handler.name):
        return
    token = _current.set(event)
    try:
        handler.run(event, fact_of(event))
    finally:
        _current.reset(token)


def on(kind: type[F]) -> Callable[[Callable[[Event, F], None]], Callable[[Event, F], None]]:
    """Register a handler of one kind of fact; it re-reads state and is safe to run twice."""

    def register(run: Callable[[Event, F], None]) -> Callable[[Event, F], None]:
        _handlers[kind.name].append(RegisteredHandler(kind, run))
        return run

    return register
