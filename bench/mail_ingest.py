"""Processor time of inbound mail: store_raw, the job, its events and the acknowledgement, application and database.

    DATABASE_URL=... python -m bench.mail_ingest [number] [--silent]

`--silent` sends mail that gets no acknowledgement, so the figure is that of taking in alone.

Runs in an empty database of its own (created beside the one of DATABASE_URL and dropped at the end). The jobs are
fetched and finished by a real worker process loop, so the queue's own share is counted. Linux only: it reads /proc.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

NAME = "mail_ingest"
TARGET_MS = 25.0
_TICKS = os.sysconf("SC_CLK_TCK")
_BODY = "Hello,\r\n\r\nmy order 10{n} should have been here on Monday. Can you tell me where it is?\r\n\r\nMia\r\n"


def a_mail(number: int, *, silent: bool = False) -> bytes:
    """An ordinary mail of some 4 kB: text and HTML, of one of many customers."""
    text = _BODY.format(n=number) + "> An older line that was quoted.\r\n" * 20
    html = f"<html><body><p>{_BODY.format(n=number)}</p>" + "<p style='color:#333'>A line</p>" * 40 + "</body></html>"
    return (
        f"From: Customer {number} <customer{number}@post.example>\r\nTo: hello@shop.example\r\n"
        f"Subject: Order 10{number}\r\nMessage-ID: <{number}@post.example>\r\nDate: Tue, 17 Nov 2026 10:00:00 +0000\r\n"
        f"{'Auto-Submitted: auto-generated' if silent else 'X-Mailer: Bench'}\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="x"\r\n\r\n'
        f"--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
        f"--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--x--\r\n"
    ).encode()


def backends_cpu(connection: psycopg.Connection) -> float:
    """Seconds of processor time of all backends of this server that live now."""
    total = 0.0
    for (pid,) in connection.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / _TICKS
    return total


def own_cpu() -> float:
    """Seconds of processor time of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main(number: int = 200, *, silent: bool = False) -> dict[str, object]:
    """Measure `number` mails after a warm-up; gives milliseconds a mail."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from procrastinate.contrib.django.models import ProcrastinateJob

    from shopbell.channels.actions import inbound
    from shopbell.channels.base import Raw
    from shopbell.channels.models import ChannelAccount, RawInput
    from shopbell.core import jobs
    from shopbell.shops.models import Shop
    from shopbell.staff.models import Team

    jobs._companions.clear()
    shop = Shop.objects.create(slug="bench", name="Bench")
    team = Team.objects.create(shop=shop, name="Care")
    account = ChannelAccount.objects.create(
        shop=shop, team=team, kind="email", name="Bench", address="hello@shop.example", state="paused"
    )
    measured: dict[str, object] = {}

    def busy() -> bool:
        return ProcrastinateJob.objects.filter(status__in=["todo", "doing"]).exclude(queue_name="schedule").exists()

    def run() -> None:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as watching:
            for first, last, is_measured in ((0, 30, False), (30, 30 + number, True)):
                before, began = own_cpu() + backends_cpu(watching), time.monotonic()
                app_before = own_cpu()
                for n in range(first, last):
                    inbound.store_raw(account, Raw(f"bench:{n}", a_mail(n, silent=silent)))
                while busy():
                    time.sleep(0.25)
                if is_measured:
                    spent, app = own_cpu() + backends_cpu(watching) - before, own_cpu() - app_before
                    measured.update(
                        name=NAME,
                        mails=number,
                        silent=silent,
                        cpu_ms=round(spent * 1000 / number, 1),
                        application_ms=round(app * 1000 / number, 1),
                        database_ms=round((spent - app) * 1000 / number, 1),
                        seconds=round(time.monotonic() - began, 1),
                        routed=RawInput.objects.filter(state="routed").count() - 30,
                        target_ms=TARGET_MS,
                    )
        os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=run)
    thread.start()
    jobs.run_worker(concurrency=2)
    thread.join()
    return measured


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shopbell.project.settings")
    address = os.environ["DATABASE_URL"]
    name = f"bench_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    os.environ["DATABASE_URL"] = urlsplit(address)._replace(path=f"/{name}").geturl()
    try:
        numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
        print(json.dumps(main(*numbers, silent="--silent" in sys.argv)))
    finally:
        with psycopg.connect(address, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # type: ignore[arg-type]
