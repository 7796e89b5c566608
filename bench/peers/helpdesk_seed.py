"""Fill django-helpdesk's empty database with N tickets of five messages by COPY, and sign an agent in.

    DATABASE_URL=... python -m bench.peers.helpdesk_seed 100000 10 50     fills; the last ten tickets have 50 messages
    DATABASE_URL=... python -m bench.peers.helpdesk_seed                  prints cookies

Run by the Python of the peer's own environment. The texts and planted words are those of `bench.seed`; the first
message of a ticket is its description, the others are follow-ups.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.seed import AGENTS, MESSAGES, SEED, TEAMS, Vocabulary

# django-helpdesk's numbers for open, resolved and closed; the shares are those of `bench.seed`, which has more states.
_STATUSES = {1: 6.8, 3: 4.2, 4: 89.0}
_TICKET = (
    "id",
    "title",
    "created",
    "modified",
    "submitter_email",
    "status",
    "on_hold",
    "description",
    "priority",
    "queue_id",
    "assigned_to_id",
    "secret_key",
)
_FOLLOW_UP = ("ticket_id", "date", "title", "comment", "public", "user_id")


def main() -> None:
    """Fill the migrated database of DATABASE_URL when a size is given; else print the cookies of its agent."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "helpdesk_site"
    django.setup()
    if len(sys.argv) > 1:
        fill(*map(int, sys.argv[1:4]))
    else:
        print(json.dumps(cookies()))


def fill(size: int, long: int, many: int) -> None:
    """The tickets, the last `long` of them with `many` messages, and the statistics of a database in use."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connection, transaction
    from helpdesk.models import Queue

    call_command("loaddata", "emailtemplate", verbosity=0)
    people = get_user_model().objects
    agents = [
        people.create(username=f"agent{n}", email=f"agent{n}@bench.example", is_staff=True) for n in range(AGENTS)
    ]
    people.filter(pk=agents[0].pk).update(is_superuser=True)
    queues = [Queue.objects.create(title=f"Team {n}", slug=f"team-{n}") for n in range(TEAMS)]
    rng = random.Random(SEED)
    made = _Made(size, [one.pk for one in queues], [one.pk for one in agents], Vocabulary(rng), rng)
    with connection.cursor() as cursor:
        with transaction.atomic():
            _copy(cursor, "helpdesk_ticket", _TICKET, made.tickets())
            _copy(cursor, "helpdesk_followup", _FOLLOW_UP, made.follow_ups(long, many))
            cursor.execute("SELECT setval(pg_get_serial_sequence('helpdesk_ticket', 'id'), %s)", [size])
        cursor.execute("VACUUM (ANALYZE, FREEZE)")


class _Made:
    """Rows of both tables."""

    def __init__(self, size: int, queues: list[int], agents: list[int], words: Vocabulary, rng: random.Random) -> None:
        self.size, self.queues, self.agents, self.words, self.rng = size, queues, agents, words, rng
        now = datetime.now(UTC).replace(microsecond=0)
        self.created = [now - timedelta(minutes=(size - pk) * 3 + rng.randrange(180)) for pk in range(1, size + 1)]

    def tickets(self) -> Iterator[tuple[Any, ...]]:
        rng, statuses = self.rng, self.rng.choices(list(_STATUSES), list(_STATUSES.values()), k=self.size)
        for pk, created, status in zip(range(1, self.size + 1), self.created, statuses, strict=True):
            title, text = rng.choice(self.words.sentences)[:80], self.words.text(*self.words.planted())
            owner = None if rng.random() < 0.1 else rng.choice(self.agents)
            last = created + timedelta(hours=MESSAGES)
            email = f"customer{(pk - 1) % max(self.size // 3, 1) + 1}@post.example"
            yield pk, title, created, last, email, status, False, text, 3, rng.choice(self.queues), owner, f"{pk:036}"

    def follow_ups(self, long: int, many: int) -> Iterator[tuple[Any, ...]]:
        for pk, created in enumerate(self.created, start=1):
            for seq in range(2, (many if pk > self.size - long else MESSAGES) + 1):
                user = self.rng.choice(self.agents) if seq % 2 == 0 else None
                at = created + timedelta(minutes=seq * 10)
                yield pk, at, "Comment", self.words.text(*self.words.planted()), True, user


def cookies() -> dict[str, str]:
    """A session of the first agent, as signing in by the form would have made it."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    browser = Client()
    browser.force_login(get_user_model().objects.get(username="agent0"))
    return {settings.SESSION_COOKIE_NAME: browser.cookies[settings.SESSION_COOKIE_NAME].value}


def _copy(cursor: Any, table: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


if __name__ == "__main__":
    main()
