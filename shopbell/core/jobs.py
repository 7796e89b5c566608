"""Jobs: the only wrapper around the queue, which lives in the same PostgreSQL."""

from __future__ import annotations

import asyncio
import gc
import random
import select
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol, cast

import structlog
from django.db import transaction
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job
from procrastinate.psycopg_connector import PsycopgConnector
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from shopbell.core import clock

log = structlog.get_logger(__name__)
KEEP_FINISHED = timedelta(days=3)
STALLED_AFTER_SECONDS = 60


class Task(Protocol):
    """What `task` gives back: call it to run at once, `defer` to run it later."""

    def __call__(self, **kwargs: Any) -> None: ...
    def defer(self, **kwargs: Any) -> int: ...
    def configure(self, **options: Any) -> Any: ...


class Backoff(BaseRetryStrategy):
    """Exponential waiting with jitter: about 3 s, 9 s, 27 s ... until `attempts` are used up."""

    def __init__(self, *, attempts: int = 8, base: float = 3.0, longest: float = 3600.0) -> None:
        self.attempts, self.base, self.longest = attempts, base, longest

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if job.attempts + 1 >= self.attempts:
            return None
        wait = min(self.base ** (job.attempts + 1), self.longest) * random.uniform(0.8, 1.2)  # noqa: S311
        return RetryDecision(retry_in={"seconds": max(1, int(wait))})


def task(
    name: str, *, queue: str = "default", retry: BaseRetryStrategy | None = None
) -> Callable[[Callable[..., None]], Task]:
    """Declare a job. `name` is stored with waiting jobs: renaming it orphans them. Arguments are ids, keyword-only."""

    def register(run: Callable[..., None]) -> Task:
        return cast(Task, app.task(name=name, queue=queue, retry=retry or False)(run))

    return register


def every(cron: str, *, name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Run a function by the clock. It selects by state, never since the last tick: missed ticks are skipped."""

    def register(run: Callable[[], None]) -> Callable[[], None]:
        def tick(timestamp: int) -> None:
            run()

        declared = app.task(name=name, queue="schedule", queueing_lock=name)(tick)
        app.periodic(cron=cron)(declared)
        _schedule[name] = run
        return run

    return register


_schedule: dict[str, Callable[[], None]] = {}


def schedule() -> dict[str, Callable[[], None]]:
    """The scheduled functions by name."""
    return dict(_schedule)


def companion(start: Callable[[], Callable[[], None]]) -> Callable[[], Callable[[], None]]:
    """Register what lives beside the jobs of a worker, such as threads that wait for mail.

    `start` is called when a worker begins; what it gives back is called when the worker ends.
    """
    if start not in _companions:
        _companions.append(start)
    return start


_companions: list[Callable[[], Callable[[], None]]] = []


def defer_once(job: Task, *, lock: str, at: datetime | None = None, **kwargs: Any) -> bool:
    """Defer, for `at` if given, unless the same is waiting already; True when it was added."""
    try:
        with transaction.atomic():  # the unique violation must not poison the caller's transaction
            job.configure(queueing_lock=lock, schedule_at=at).defer(**kwargs)
    except AlreadyEnqueued:
        return False
    return True


def _pool(**options: Any) -> AsyncConnectionPool:
    """A pool without a BEGIN, a COMMIT and an empty query around each of the queue's single statements."""
    return AsyncConnectionPool(**{**options, "configure": _autocommit, "check": _check})


async def _autocommit(connection: AsyncConnection) -> None:
    await connection.set_autocommit(True)


async def _check(connection: AsyncConnection) -> None:
    """Ask the server only when something unread waits, as it does after the server has closed the connection."""
    unread = select.poll()
    unread.register(connection.fileno(), select.POLLIN)
    if unread.poll(0):
        await AsyncConnectionPool.check_connection(connection)


class _WorkerConnector(PsycopgConnector):
    """The worker's own pool for fetching jobs; what jobs defer goes through Django's connection.

    So a job deferred by a job belongs to its transaction. Procrastinate's own connector would commit it at once.
    """

    def __init__(self, django: Any) -> None:
        super().__init__(pool_factory=_pool, kwargs=connector_params("default"))
        self.django = django

    def get_sync_connector(self) -> Any:
        return self.django


def run_worker(*, concurrency: int = 4) -> None:
    """Work on all queues until SIGTERM or SIGINT; running jobs are finished first."""

    async def work() -> None:
        await app.run_worker_async(
            concurrency=concurrency, listen_notify=True, delete_jobs="never", shutdown_graceful_timeout=20
        )

    with app.replace_connector(_WorkerConnector(app.connector)):

        async def opened() -> None:
            async with app.open_async():
                await work()

        stops = [start() for start in _companions]
        # What is loaded by now stays: the collector need not walk through it again and again.
        gc.collect()
        gc.freeze()
        try:
            asyncio.run(opened())
        finally:
            for stop in stops:
                stop()


def is_waiting(lock: str) -> bool:
    """Whether a job deferred by `defer_once` under this lock waits or runs."""
    return ProcrastinateJob.objects.filter(status__in=["todo", "doing"], queueing_lock=lock).exists()


def waiting() -> int:
    """How many jobs wait or run."""
    return ProcrastinateJob.objects.filter(status__in=["todo", "doing"]).count()


@every("* * * * *", name="core.retry_stalled")
def retry_stalled() -> None:
    """A worker killed hard leaves its jobs in `doing`: give them back to the queue."""
    from asgiref.sync import async_to_sync

    manager = app.job_manager
    stalled = async_to_sync(manager.get_stalled_jobs)(seconds_since_heartbeat=STALLED_AFTER_SECONDS)
    for job in stalled:
        log.warning("stalled job goes back to the queue", task=job.task_name, job=job.id)
        async_to_sync(manager.retry_job)(job)


@every("17 3 * * *", name="core.delete_finished")
def delete_finished() -> None:
    """Delete the traces of jobs that ended well some days ago."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs j WHERE status = 'succeeded' AND NOT EXISTS"
            " (SELECT 1 FROM procrastinate_events e WHERE e.job_id = j.id AND e.at > %s)",
            [clock.now() - KEEP_FINISHED],
        )
