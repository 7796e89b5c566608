"""Kill workers without a word while mail comes in and acknowledgements go out, and count: nothing lost, nothing twice.

    DATABASE_URL=... python -m bench.chaos_mail [mails] [kills]

Without DATABASE_URL an embedded database is started in a temporary folder. Ends with status 1 when the count is wrong.
"""

from __future__ import annotations

import os
import random
import re
import signal
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

PATIENCE_SECONDS = 240.0


class Sink(socketserver.StreamRequestHandler):
    """An SMTP server that takes everything and remembers the ids."""

    taken: Counter[str] = Counter()

    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self._say("354 go on")
                body = b"".join(iter(self.rfile.readline, b".\r\n"))
                found = re.search(rb"(?im)^message-id: *(<[^>]+>)", body)
                time.sleep(random.uniform(0, 0.05))
                Sink.taken[found[1].decode() if found else "?"] += 1
            if verb == b"QUIT":
                self._say("221 bye")
                return
            self._say("250 ok")

    def _say(self, text: str) -> None:
        try:
            self.wfile.write(text.encode() + b"\r\n")
        except OSError:  # the worker was killed
            return


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Connections of killed workers break off; that is the point."""


def main(mails: int = 80, kills: int = 8) -> int:
    """Run once; gives the number of wrong counts."""
    with Server(("127.0.0.1", 0), Sink) as sink:
        threading.Thread(target=sink.serve_forever, daemon=True).start()
        _prepare(mails, sink.server_address[1])
        worker = _worker()
        for _ in range(kills):
            time.sleep(random.uniform(1.5, 4))
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            worker = _worker()
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until and not _is_settled(mails):
            time.sleep(2)
        worker.terminate()
        worker.wait(30)
        sink.shutdown()
    return _judge(mails, kills)


def _prepare(mails: int, port: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from shopbell.channels.actions import inbound
    from shopbell.channels.base import Raw
    from shopbell.channels.models import ChannelAccount
    from shopbell.shops.models import Shop
    from shopbell.staff.models import Team

    shop = Shop.objects.create(slug="chaos", name="Chaos")
    account = ChannelAccount(
        shop=shop, team=Team.objects.create(shop=shop, name="Care"), kind="email", address="hello@shop.example"
    )
    account.settings = {"receive": "none", "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
    account.save()
    for n in range(mails):
        mail = (
            f"From: c{n}@post.example\r\nTo: hello@shop.example\r\nSubject: {n}\r\n"
            f"Message-ID: <{n}@post.example>\r\n\r\nHello {n}\r\n"
        )
        for _twice in range(2):
            inbound.store_raw(account, Raw(f"chaos:{n}", mail.encode()))


def _worker() -> subprocess.Popen[bytes]:
    code = "import django; django.setup(); from shopbell.core import jobs; jobs.run_worker(concurrency=4)"
    return subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)


def _is_settled(mails: int) -> bool:
    from shopbell.channels.models import OutgoingPart, RawInput

    done = RawInput.objects.exclude(state="received").count() == mails
    return done and not OutgoingPart.objects.filter(state="queued").exists() and OutgoingPart.objects.count() == mails


def _judge(mails: int, kills: int) -> int:
    from shopbell.channels.models import OutgoingPart, RawInput
    from shopbell.tickets.models import Message, Ticket

    states = Counter(OutgoingPart.objects.values_list("state", flat=True))
    unsure = states["sending"] + states["unknown"]
    doubled = sum(number > 1 for number in Sink.taken.values())
    figures = {
        "mails": mails,
        "kills": kills,
        "routed": RawInput.objects.filter(state="routed").count(),
        "tickets": Ticket.objects.count(),
        "customer messages": Message.objects.filter(kind="customer").count(),
        "acknowledgements": Message.objects.filter(kind="automatic").count(),
        "taken by the server": len(Sink.taken),
        "taken twice": doubled,
        "parts": dict(states),
    }
    print(figures)
    wrong = [figures[name] != mails for name in ("routed", "tickets", "customer messages", "acknowledgements")]
    wrong += [doubled != 0, not states["sent"] <= len(Sink.taken) <= states["sent"] + unsure]
    return sum(wrong)


@contextmanager
def _database() -> Iterator[None]:
    from shopbell.project import embedded

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shopbell.project.settings")
    if address := os.environ.get("DATABASE_URL"):
        name = f"chaos_{os.getpid()}"
        with psycopg.connect(address, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        os.environ["DATABASE_URL"] = urlsplit(address)._replace(path=f"/{name}").geturl()
        try:
            yield
        finally:
            with psycopg.connect(address, autocommit=True) as server:
                server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # type: ignore[arg-type]
        return
    with tempfile.TemporaryDirectory(prefix="shopbell-chaos-") as folder:
        os.environ["SHOPBELL_DATA"] = folder
        with embedded.held(Path(folder)) as url:
            os.environ["DATABASE_URL"] = url
            yield


if __name__ == "__main__":
    with _database():
        sys.exit(main(*(int(word) for word in sys.argv[1:])))
