"""Processor time of inbound mail: store_raw, the job, its events and the acknowledgement, application and database.

    DATABASE_URL=... python -m bench.mail_ingest [--batches 10] [--silent]

`--silent` sends mail that gets no acknowledgement, so the figure is that of taking in alone. Works in the database
of DATABASE_URL, which must have its tables: give it one that may be thrown away. The jobs are fetched and finished by
a real worker process loop, so the queue's own share is counted; so are all processes of the database. Nothing is sent:
the account is paused. Linux only: it reads /proc.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg

from bench.measure import Context, Row, server_pid, tree_ms

BATCH, WARM_UP = 50, 60
_BODY = "Hello,\r\n\r\nmy order 10{n} should have been here on Monday. Can you tell me where it is?\r\n\r\nMia\r\n"


def a_mail(number: int, *, silent: bool = False) -> bytes:
    """An ordinary mail of some 4 kB: text and HTML, of one of many customers."""
    text = _BODY.format(n=number) + "> An older line that was quoted.\r\n" * 20
    html = f"<html><body><p>{_BODY.format(n=number)}</p>" + "<p style='color:#333'>A line</p>" * 40 + "</body></html>"
    return (
        f"From: Customer {number} <bench{number}@post.example>\r\nTo: hello@shop.example\r\n"
        f"Subject: Order 10{number}\r\nMessage-ID: <{number}@post.example>\r\nDate: Tue, 17 Nov 2026 10:00:00 +0000\r\n"
        f"{'Auto-Submitted: auto-generated' if silent else 'X-Mailer: Bench'}\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="x"\r\n\r\n'
        f"--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
        f"--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--x--\r\n"
    ).encode()


def measure(context: Context) -> list[Row]:
    """CPU of one mail with all that follows from it, and of one that gets no answer; the target is 25 ms."""
    size = max(context.sizes)
    batches = max(3, context.rounds // 5)
    rows = []
    for name, words in (("mail_ingest", []), ("mail_ingest_silent", ["--silent"])):
        with a_copy(context.database(size)) as url:
            said = subprocess.run(
                [sys.executable, "-m", "bench.mail_ingest", "--batches", str(batches), *words],
                env={**context.environment(size), "DATABASE_URL": url},
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            ).stdout
        found = json.loads(said.splitlines()[-1])
        row = Row(name=name, size=size, cpu_ms=found["cpu_ms"], value=found["database_ms"], unit="ms in the database")
        rows.append(row)
    return rows


@contextmanager
def a_copy(url: str) -> Iterator[str]:
    """A copy of a database for one run, so that the mails of one do not fill that of the next."""
    name = f"bench_copy_{os.getpid()}"
    server = urlsplit(url)._replace(path="/postgres").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{urlsplit(url).path[1:]}"')  # type: ignore[arg-type]
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[arg-type]


def run(batches: int, *, silent: bool) -> dict[str, object]:
    """Take in the warm-up and then the batches, with a worker in this process; the median of a mail in milliseconds."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shopbell.project.settings")
    django.setup()
    from shopbell.channels.models import ChannelAccount
    from shopbell.core import jobs
    from shopbell.shops.models import Shop
    from shopbell.staff.models import Team

    jobs._companions.clear()
    shop = Shop.objects.create(slug=f"mail-{os.getpid()}", name="Bench")
    account = ChannelAccount.objects.create(
        shop=shop,
        team=Team.objects.create(shop=shop, name="Care"),
        kind="email",
        name="Bench",
        address="hello@shop.example",
        state="paused",
    )
    figures: list[tuple[float, float]] = []
    watch = threading.Thread(target=_take_in, args=[account, batches, silent, figures])
    watch.start()
    jobs.run_worker(concurrency=2)
    watch.join()
    return {
        "mails": batches * BATCH,
        "cpu_ms": round(statistics.median(sum(figure) for figure in figures), 1),
        "application_ms": round(statistics.median(application for application, _ in figures), 1),
        "database_ms": round(statistics.median(database for _, database in figures), 1),
    }


def _take_in(account: object, batches: int, silent: bool, figures: list[tuple[float, float]]) -> None:
    """Ends the worker when it is through, also when it fails."""
    from shopbell.channels.actions import inbound
    from shopbell.channels.base import Raw
    from shopbell.channels.models import RawInput
    from shopbell.tickets.models import Message

    server, number = server_pid(os.environ["DATABASE_URL"]), 0
    try:
        for size in (WARM_UP, *[BATCH] * batches):
            database, application = tree_ms(server), _own_ms()  # in this order: looking at others is no work of ours
            for _ in range(size):
                number += 1
                inbound.store_raw(account, Raw(f"bench:{number}", a_mail(number, silent=silent)))  # type: ignore[arg-type]
            _wait_for_jobs()
            application = (_own_ms() - application) / size
            database = (tree_ms(server) - database) / size
            if size == BATCH:
                figures.append((application, database))
        routed = RawInput.objects.filter(account=account, state="routed", outcome="message").count()  # type: ignore[misc]
        answers = Message.objects.filter(thread__account_id=account.pk, kind="automatic").count()  # type: ignore[attr-defined]
        if (routed, answers) != (number, 0 if silent else number):
            raise SystemExit(f"{number} mails came in, {routed} were routed, {answers} acknowledged")
    finally:
        os.kill(os.getpid(), signal.SIGTERM)


def _own_ms() -> float:
    """CPU milliseconds of this process and of the children it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used) * 1000


def _wait_for_jobs() -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    waiting = ProcrastinateJob.objects.filter(status__in=["todo", "doing"]).exclude(queue_name="schedule")
    while waiting.exists():
        time.sleep(0.1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--batches", type=int, default=10)
    parser.add_argument("--silent", action="store_true")
    options = parser.parse_args()
    print(json.dumps(run(options.batches, silent=options.silent)))
