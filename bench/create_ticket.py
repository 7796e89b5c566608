"""What opening a ticket by the REST API costs: the request alone, and with the jobs that follow from it.

    DATABASE_URL=... python -m bench.create_ticket     prints a channel account and tokens to do it with

Works on a copy of the database, which is gone afterwards.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count, cycle

import psycopg

from bench.mail_ingest import a_copy
from bench.measure import Context, Row, Web, took, tree_ms

TOKENS = 10  # each may ask 600 times a minute
BATCH = 25
WORDS = "My parcel should have been here on Monday. Can you tell me where it is? The order is {number}, thank you."


def measure(context: Context) -> list[Row]:
    """CPU of application and database of `POST /api/v1/tickets`; the target is 8 ms."""
    return [row for size in context.sizes for row in _of(context, size)]


def _of(context: Context, size: int) -> list[Row]:
    with a_copy(context.database(size)) as url:
        given = json.loads(context.run(size, "-m", "bench.create_ticket", url=url))
        with context.web(size, url) as web:
            create = creating(web, given["account"], given["tokens"])
            alone = web.measure_work("create_ticket", size, create, rounds=context.rounds)
            with _a_worker(context.environment(size, url)) as worker:
                with_jobs = _with_jobs(web, worker, url, create, batches=max(3, context.rounds // 5))
    return [alone, Row(name="create_ticket_with_jobs", size=size, cpu_ms=with_jobs)]


def creating(web: Web, account: str, tokens: list[str]) -> Callable[[], float]:
    """A function that opens a ticket and gives the milliseconds the request took."""
    numbers, secrets = count(1), cycle(tokens)

    def create() -> float:
        number = next(numbers)
        sent = {
            "channel_account": account,
            "email": f"new{number}@post.example",
            "name": f"New {number}",
            "subject": "Where is my parcel?",
            "text": WORDS.format(number=number),
        }
        headers = {"authorization": f"Bearer {next(secrets)}"}
        return took(web.client.post("/api/v1/tickets", json=sent, headers=headers), '"number"', 201)

    return create


def _with_jobs(web: Web, worker: int, url: str, create: Callable[[], float], *, batches: int) -> float:
    """The median of one ticket with all that follows from it, in milliseconds of CPU."""
    figures = []
    with psycopg.connect(url, autocommit=True) as connection:
        _wait_for_jobs(connection)
        for _ in range(batches):
            before = tree_ms(web.application) + tree_ms(web.database) + tree_ms(worker)
            for _ in range(BATCH):
                create()
            _wait_for_jobs(connection)
            used = tree_ms(web.application) + tree_ms(web.database) + tree_ms(worker) - before
            figures.append(used / BATCH)
    return round(statistics.median(figures), 2)


@contextmanager
def _a_worker(environment: dict[str, str]) -> Iterator[int]:
    """The process id of a worker."""
    process = subprocess.Popen([sys.executable, "-m", "shopbell.project.cli", "worker"], env=environment)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait_for_jobs(connection: psycopg.Connection) -> None:
    waiting = (
        "SELECT 1 FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND queue_name <> 'schedule'"
        " AND (scheduled_at IS NULL OR scheduled_at < now()) LIMIT 1"
    )
    while connection.execute(waiting).fetchone():
        time.sleep(0.2)


def main() -> None:
    """Make the tokens in the database of DATABASE_URL."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shopbell.project.settings")
    django.setup()
    from shopbell.channels.models import ChannelAccount
    from shopbell.staff.actions import tokens
    from shopbell.staff.models import Agent

    agent = Agent.objects.get(email="agent@bench.example")
    made = [tokens.make(agent, name=f"bench {n}", by=agent.actor)[1] for n in range(TOKENS)]
    account = ChannelAccount.objects.filter(kind="form").values_list("public_id", flat=True)[0]
    print(json.dumps({"account": account, "tokens": made}))


if __name__ == "__main__":
    main()
