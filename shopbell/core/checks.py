"""What core can say of its health: the database, the queue and its workers, clock, disk, keys."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shopbell.core import clock, formats
from shopbell.core.health import BROKEN, LOOK, OK, Finding, check

SLOW_QUEUE = timedelta(minutes=2)
STUCK_QUEUE = timedelta(minutes=15)
HEARTBEAT = timedelta(seconds=60)
LONG_TRANSACTION = timedelta(minutes=15)
CLOCK_APART = timedelta(seconds=2)
LITTLE_SPACE, NO_SPACE = 2 * 1024**3, 300 * 1024**2


@check("database", gettext_lazy("Database"), order=10)
def database() -> Iterator[Finding]:
    subject = _("Database")
    version, size, used, most, oldest = _row(
        "SELECT current_setting('server_version'), pg_database_size(current_database()),"
        " (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),"
        " current_setting('max_connections')::int,"
        " (SELECT max(now() - xact_start) FROM pg_stat_activity WHERE datname = current_database())"
    )
    words = _("PostgreSQL {version}, {size}, {used} of {most} connections").format(
        version=version.split()[0], size=formats.file_size(size), used=used, most=most
    )
    yield Finding(subject, OK, words)
    if used > most * 0.8:
        yield Finding(
            subject,
            LOOK,
            _("Few connections are left: {used} of {most}").format(used=used, most=most),
            _("Fewer web threads (SHOPBELL_WEB_THREADS) or processes, or a higher max_connections."),
        )
    if oldest and oldest > LONG_TRANSACTION:
        yield Finding(
            subject,
            LOOK,
            _("A transaction has been open for {time}").format(time=formats.duration(oldest)),
            _("Look for it in pg_stat_activity; while it is open, tables cannot be tidied."),
        )
    if waiting := waiting_migrations():
        yield Finding(
            subject,
            BROKEN,
            ngettext("%(n)s migration waits", "%(n)s migrations wait", waiting) % {"n": waiting},
            _("Run: shopbell migrate"),
        )


@check("queue", gettext_lazy("Jobs"), order=20)
def queue() -> Iterator[Finding]:
    subject = _("Jobs")
    workers, age, failed = _row(
        "SELECT (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - %s),"
        " (SELECT now() - min(greatest(coalesce(scheduled_at, '-infinity'), deferred.at)) FROM procrastinate_jobs j,"
        " LATERAL (SELECT min(at) AS at FROM procrastinate_events e WHERE e.job_id = j.id) deferred"
        " WHERE j.status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())),"
        " (SELECT count(DISTINCT j.id) FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id"
        " WHERE j.status = 'failed' AND e.at > now() - interval '1 day')",
        [HEARTBEAT],
    )
    if not workers:
        yield Finding(
            subject, BROKEN, _("No worker is running: no mail comes in or goes out"), _("Start one: shopbell worker")
        )
    elif age and age > SLOW_QUEUE:
        yield Finding(
            subject,
            BROKEN if age > STUCK_QUEUE else LOOK,
            _("The oldest job has waited for {time}").format(time=formats.duration(age)),
            _("More workers (shopbell worker), or see in the log what keeps them busy."),
        )
    else:
        yield Finding(
            subject, OK, ngettext("%(n)s worker, no backlog", "%(n)s workers, no backlog", workers) % {"n": workers}
        )
    if failed:
        yield Finding(
            subject,
            LOOK,
            ngettext("%(n)s job was given up today", "%(n)s jobs were given up today", failed) % {"n": failed},
            _("The log says why; look for “job failed”."),
        )


@check("clock", gettext_lazy("Clock"), order=30)
def the_clock() -> Iterator[Finding]:
    (theirs,) = _row("SELECT clock_timestamp()")
    apart = abs(clock.now() - theirs)
    if apart > CLOCK_APART:
        yield Finding(
            _("Clock"),
            LOOK,
            _("This machine and the database are {time} apart").format(time=formats.duration(apart)),
            _("Set both by NTP: promises and signatures go by the clock."),
        )
    else:
        yield Finding(_("Clock"), OK, _("Agrees with the database"))


@check("disk", gettext_lazy("Disk"), order=40)
def disk() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.DATA).free
    words = _("{size} free").format(size=formats.file_size(free))
    advice = _("Make room where the data lie: {folder}").format(folder=settings.DATA)
    level = BROKEN if free < NO_SPACE else LOOK if free < LITTLE_SPACE else OK
    yield Finding(_("Disk"), level, words, "" if level == OK else advice)


@check("keys", gettext_lazy("Key files"), order=45)
def keys() -> Iterator[Finding]:
    folder = settings.DATA / "keys"
    open_to_others = [path.name for path in folder.glob("*") if path.stat().st_mode & 0o077]
    if open_to_others:
        yield Finding(
            _("Key files"),
            LOOK,
            _("Other accounts of this machine can read {files}").format(files=", ".join(sorted(open_to_others))),
            _("Run: chmod 600 {folder}/*").format(folder=folder),
        )


def waiting_migrations() -> int:
    """How many migrations the database still lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _row(sql: str, parameters: list[Any] | None = None) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row: tuple[Any, ...] = cursor.fetchone()
    return row
