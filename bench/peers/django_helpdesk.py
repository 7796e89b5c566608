"""django-helpdesk from PyPI, doing the same work: list, open, create, search, in turns with ours.

It runs in a Python environment of its own, on a PostgreSQL server process of its own with the settings of ours, behind
gunicorn with one process and eight threads and lasting database connections (ours: uvicorn, one process, eight
threads). Its agent list is a page and the request that page makes for its rows; ours is one page. It searches the first
message of each ticket, ours all. Its mails go nowhere; its `create` makes no job, ours leaves one to the worker.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count, cycle
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg

from bench.create_ticket import WORDS, creating
from bench.installation import CHECKOUT, environment, free_port, wait_for
from bench.mail_ingest import a_copy
from bench.measure import SETTINGS, Context, Row, Samples, Web, percentile, server_pid, took
from bench.open_ticket import LONG, MESSAGES, long_tickets
from shopbell.project import embedded

PEER = "django_helpdesk"
# The form library asks for an older Django than it needs, so it comes without what it asks for.
PACKAGES = ("django-helpdesk>=2.6,<3", "gunicorn>=23", "psycopg[binary]>=3.2", "packaging")
WITHOUT_DEPENDENCIES = "django-bootstrap5-form>=5,<6"
SLOWEST_ROUNDS = 10  # of what takes seconds there
_GUNICORN = ("--workers", "1", "--threads", "8", "--log-level", "error")
_ROWS = re.compile(r'"url": "(/datatables_ticket_list/[^"]+)"')

Work = Callable[[], float]


def measure(context: Context) -> list[Row]:
    """The peer's figures, and how many times ours they are; the targets are 40 (list), 15 (open) and 5 (create)."""
    folder = context.data / "peers" / PEER
    python = _environment(folder)
    if python is None:
        print("django-helpdesk could not be installed and was left out; without it there are no ratios")
        return []
    server = context.stack.enter_context(embedded.held(folder, settings=SETTINGS))
    return [row for size in context.sizes for row in _compare(context, size, python, server)]


def _compare(context: Context, size: int, python: Path, server: str) -> list[Row]:
    long, original = long_tickets(context, size), _database(python, server, size)
    with a_copy(context.database(size)) as ours_url, a_copy(original) as theirs_url:
        given = json.loads(context.run(size, "-m", "bench.create_ticket", url=ours_url))
        with context.web(size, ours_url) as ours, _web(python, theirs_url) as theirs:
            work = _their_work(theirs, size)
            pairs = {
                name: (one, work[name])
                for name, one in _our_work(ours, long, given["account"], given["tokens"]).items()
            }
            return [row for name, pair in pairs.items() for row in _in_turns(name, size, ours, theirs, pair, context)]


def _in_turns(name: str, size: int, ours: Web, theirs: Web, pair: tuple[Work, Work], context: Context) -> list[Row]:
    """A B A B: the load of the machine changes, and hits both."""
    of_us, of_them, (work, their_work) = Samples(), Samples(), pair
    for _ in range(3):
        slowest = max(work(), their_work())
    for _ in range(context.rounds if slowest < 500 else min(SLOWEST_ROUNDS, context.rounds)):
        ours.take(of_us, work)
        theirs.take(of_them, their_work, 5 if slowest < 500 else 1)
    ratios = [b / a for a, b in zip(of_us.cpu, of_them.cpu, strict=True)]
    low, middle, high = percentile(ratios, 0.1), statistics.median(ratios), percentile(ratios, 0.9)
    spread = f"times ours in that round ({of_us.row(name, size).cpu_ms} ms); 80 % of rounds {low:.1f} to {high:.1f}"
    return [
        of_them.row(f"{PEER}.{name}", size),
        Row(name=f"{PEER}.{name}.ratio", size=size, value=round(middle, 1), unit=spread),
    ]


def _our_work(web: Web, long: list[int], account: str, tokens: list[str]) -> dict[str, Work]:
    numbers, many = count(1), cycle(long)
    return {
        "inbox_page": lambda: web.get("/desk/queues/open/", "Customer "),
        "open_ticket": lambda: web.get(f"/desk/tickets/{next(numbers)}/", "The ticket was opened"),
        "open_ticket_50": lambda: web.get(f"/desk/tickets/{next(many)}/", "The ticket was opened"),
        "create_ticket": creating(web, account, tokens),
        "search_rare": lambda: web.get("/desk/search/?q=quixotry", "Newest hit first"),
        "search_frequent": lambda: web.get("/desk/search/?q=kestrel", "Newest hit first"),
    }


def _their_work(web: Web, size: int) -> dict[str, Work]:
    numbers, many = count(1), cycle(range(size - LONG + 1, size + 1))
    return {
        "inbox_page": lambda: _list(web, "/tickets/"),
        "open_ticket": lambda: web.get(f"/tickets/{next(numbers)}/", "Follow-Up"),
        "open_ticket_50": lambda: web.get(f"/tickets/{next(many)}/", "Follow-Up"),
        "create_ticket": _creating(web),
        "search_rare": lambda: _list(web, "/tickets/?q=quixotry"),
        "search_frequent": lambda: _list(web, "/tickets/?q=kestrel"),
    }


def _list(web: Web, address: str) -> float:
    """The page, and the request its table makes for the first 25 rows."""
    page = web.client.get(address)
    rows = _ROWS.search(page.text)
    if page.status_code != 200 or rows is None:
        raise ValueError(f"{address} answered {page.status_code} without the address of its rows")
    ordered: dict[str, str | int] = {"draw": 1, "start": 0, "length": 25, "order[0][column]": 5, "order[0][dir]": "asc"}
    answer = web.client.get(rows[1], params=ordered)
    return page.elapsed.total_seconds() * 1000 + took(answer, '"recordsTotal"')


def _creating(web: Web) -> Work:
    """With a session, not HTTP Basic, which would hash a password each time."""
    numbers = count(1)
    web.get("/tickets/submit/", "csrfmiddlewaretoken")
    headers = {"x-csrftoken": web.client.cookies["csrftoken"]}

    def create() -> float:
        number = next(numbers)
        sent = {
            "queue": 1,
            "title": "Where is my parcel?",
            "description": WORDS.format(number=number),
            "submitter_email": f"new{number}@post.example",
            "priority": 3,
        }
        return took(web.client.post("/api/tickets/", json=sent, headers=headers), '"id"', 201)

    return create


@contextmanager
def _web(python: Path, url: str) -> Iterator[Web]:
    """The peer's web process, and somebody signed in."""
    port = free_port()
    cookies = json.loads(_run(python, url, "-m", "bench.peers.helpdesk_seed"))
    process = subprocess.Popen(
        [python, "-m", "gunicorn", *_GUNICORN, "-b", f"127.0.0.1:{port}", "django.core.wsgi:get_wsgi_application()"],
        env={**_variables(url), "DJANGO_SETTINGS_MODULE": "helpdesk_site"},
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/login/")
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", cookies=cookies, timeout=600) as client:
            yield Web(client, process.pid, server_pid(url))
    finally:
        process.terminate()
        process.wait(timeout=60)


def _environment(folder: Path) -> Path | None:
    """The Python with the peer in it, made at first use; None when it cannot be had."""
    python = folder / "venv" / "bin" / "python"
    has_it: list[str | Path] = [python, "-c", "import helpdesk, bootstrap5form, gunicorn, psycopg"]
    try:
        if not python.exists() or subprocess.run(has_it, check=False, stderr=subprocess.DEVNULL).returncode:
            print("Installing django-helpdesk ...", file=sys.stderr, flush=True)
            subprocess.run([sys.executable, "-m", "venv", "--clear", folder / "venv"], check=True)
            pip: list[str | Path] = [
                python,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--retries",
                "1",
            ]
            subprocess.run([*pip, *PACKAGES], check=True, timeout=600)
            subprocess.run([*pip, "--no-deps", WITHOUT_DEPENDENCIES], check=True, timeout=600)
    except (subprocess.SubprocessError, OSError) as error:
        print(error, file=sys.stderr)
        return None
    return python


def _database(python: Path, server: str, size: int) -> str:
    """The address of its database with that many tickets; filled at first use."""
    name = f"helpdesk_{size}"
    url = urlsplit(server)._replace(path=f"/{name}").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            with psycopg.connect(url) as own:
                if own.execute("SELECT obj_description('public'::regnamespace, 'pg_namespace')").fetchone() == (PEER,):
                    return url
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    print(f"Filling django-helpdesk with {size:,} tickets ...", file=sys.stderr, flush=True)
    _run(python, url, "-m", "django", "migrate", "--verbosity", "0", "--settings", "helpdesk_site")
    _run(python, url, "-m", "bench.peers.helpdesk_seed", *map(str, (size, LONG, MESSAGES)))
    with psycopg.connect(url, autocommit=True) as own:
        own.execute(f"COMMENT ON SCHEMA public IS '{PEER}'")
    return url


def _run(python: Path, url: str, *command: str) -> str:
    done = subprocess.run([python, *command], env=_variables(url), check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()


def _variables(url: str) -> dict[str, str]:
    paths = f"{CHECKOUT}:{Path(__file__).parent}"
    return {**environment(), "DATABASE_URL": url, "PYTHONPATH": paths}
