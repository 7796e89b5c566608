"""Mail at 40 a second for a minute while an agent reads: what becomes of the inbox page, and of the backlog.

    python -m bench.load_mail [--rate 40] [--seconds 60]
    DATABASE_URL=... python -m bench.load_mail --feed [--rate 40] [--seconds 60]

A whole `shopbell up` on all cores of the machine, this program included: its database commits to disk, web and worker
run, mails come in as a mailbox reader hands them in, and every one is acknowledged (composed and queued; the account is
paused, so nothing is sent). `--feed` is the part that hands them in.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from bench.installation import Installation, fresh
from bench.mail_ingest import a_mail
from bench.measure import Context, Row, percentile

RATE, SECONDS = 40, 60
PAGES_PER_SECOND = 2
PATIENCE_SECONDS = 300.0


@dataclass
class Reader:
    """An agent who fetches the inbox twice a second, as pages do that refetch what a signal told them."""

    installation: Installation
    milliseconds: list[float] = field(default_factory=list)
    failed: int = 0

    def read(self, done: threading.Event) -> None:
        with closing(self.installation.signed_in()) as client:
            for _ in range(10):  # its threads connect to the database at their first page
                client.get("/desk/queues/open/")
            due = time.monotonic()
            while not done.wait(max(0.0, due - time.monotonic())):
                answer = client.get("/desk/queues/open/")
                if answer.status_code == 200:
                    self.milliseconds.append(answer.elapsed.total_seconds() * 1000)
                else:
                    self.failed += 1
                due += 1 / PAGES_PER_SECOND


def measure(context: Context) -> list[Row]:
    """Mails a second that were routed, the inbox page meanwhile (the target is a p95 below 300 ms), the backlog."""
    return run(RATE, SECONDS)


def run(rate: int, seconds: int) -> list[Row]:
    """One run with a fresh installation."""
    with fresh("ci") as installation:
        quiet, busy = Reader(installation), Reader(installation)
        _while_reading(quiet, lambda: time.sleep(5))
        fed = _while_reading(busy, lambda: _feed_from_outside(installation, rate, seconds))
        waiting, drained = fed["waiting"], _drained(installation)
    return [
        _row("load_mail_inbox_before", rate, quiet.milliseconds, quiet.failed, "pages failed"),
        _row("load_mail_inbox", rate, busy.milliseconds, busy.failed, "pages failed"),
        Row(name="load_mail_handed_in", size=rate, value=fed["rate"], unit="mails a second"),
        Row(name="load_mail_routed", size=rate, value=fed["routed_rate"], unit="mails a second"),
        Row(name="load_mail_backlog", size=rate, value=waiting, unit=f"mails at the end, gone {drained:.1f} s later"),
    ]


def _while_reading(reader: Reader, work: Any) -> Any:
    done = threading.Event()
    thread = threading.Thread(target=reader.read, args=[done])
    thread.start()
    try:
        return work()
    finally:
        done.set()
        thread.join()


def _row(name: str, size: int, milliseconds: list[float], value: float, unit: str) -> Row:
    return Row(
        name=name,
        size=size,
        p50_ms=round(statistics.median(milliseconds), 1),
        p95_ms=round(percentile(milliseconds, 0.95), 1),
        value=value,
        unit=unit,
    )


def _feed_from_outside(installation: Installation, rate: int, seconds: int) -> dict[str, float]:
    said = installation.python("-m", "bench.load_mail", "--feed", "--rate", str(rate), "--seconds", str(seconds))
    found: dict[str, float] = json.loads(said.splitlines()[-1])
    return found


def _drained(installation: Installation) -> float:
    """Seconds until every mail is routed."""
    began = time.monotonic()
    while time.monotonic() < began + PATIENCE_SECONDS:
        (waiting,) = installation.ask("SELECT count(*) FROM channels_rawinput WHERE state = 'received'")[0]
        if not waiting:
            return time.monotonic() - began
        time.sleep(0.2)
    raise TimeoutError(f"{waiting} mails were not routed within {PATIENCE_SECONDS:.0f} s")


def feed(rate: int, seconds: int) -> dict[str, float]:
    """Hand mails in at that pace; gives the paces reached, and how many wait at the end."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shopbell.project.settings")
    django.setup()
    from shopbell.channels.actions import inbound
    from shopbell.channels.base import Raw
    from shopbell.channels.models import ChannelAccount, RawInput
    from shopbell.shops.models import Shop
    from shopbell.staff.models import Team

    shop, team = Shop.objects.order_by("pk")[0], Team.objects.order_by("pk")[0]
    account = ChannelAccount.objects.create(
        shop=shop, team=team, kind="email", name="Load", address="hello@shop.example", state="paused"
    )
    began = time.monotonic()
    for number in range(rate * seconds):
        time.sleep(max(0.0, began + number / rate - time.monotonic()))
        inbound.store_raw(account, Raw(f"load:{number}", a_mail(number)))
    took = max(time.monotonic() - began, seconds)
    ours = RawInput.objects.filter(account=account)
    routed = ours.filter(state="routed").count()
    return {
        "rate": round(rate * seconds / took, 1),
        "routed_rate": round(routed / took, 1),
        "waiting": ours.filter(state="received").count(),
    }


def main() -> None:
    """Run and print, or feed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=int, default=RATE, help="mails a second (40)")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="how long (60)")
    parser.add_argument("--feed", action="store_true")
    options = parser.parse_args()
    if options.feed:
        print(json.dumps(feed(options.rate, options.seconds)))
        return
    from bench.run import print_table

    print_table(run(options.rate, options.seconds))


if __name__ == "__main__":
    main()
