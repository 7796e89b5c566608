"""Fill an empty database with N tickets of five messages, by COPY, the same at every run.

    DATABASE_URL=... python -m bench.seed 100000

Planted in the messages: `kestrel` in 3 %, `lodestar` in 0.3 %, `quixotry` in 0.005 %, one order number a ticket, and
`order` and `regards` in a fifth each but never in the same. Team, assignee and status are drawn independently of each
other.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

SEED = 7
MESSAGES = 5
TEAMS, AGENTS = 8, 20
PLANTED = {"kestrel": 0.03, "lodestar": 0.003, "quixotry": 0.00005}
STATUSES = {"open": 4.0, "waiting": 2.0, "on_hold": 0.5, "snoozed": 0.3, "solved": 4.2, "closed": 89.0}
_TAGS = ("Delivery", "Return", "Exchange", "Refund", "Fault", "Payment")
_CHANNELS = {"email": 70, "chat": 25, "form": 5}
_TABLES = (
    "customers_customer",
    "customers_identity",
    "tickets_ticket",
    "tickets_thread",
    "tickets_message",
    "core_event",
)

_OF_MESSAGE = (
    "ticket_id",
    "thread_id",
    "seq",
    "kind",
    "author_name",
    "text",
    "sent_at",
    "created_at",
    "account_id",
    "state",
)


def main() -> None:
    """Fill the database of DATABASE_URL, which must be migrated and empty."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shopbell.project.settings")
    django.setup()
    from django.db import connection, transaction

    size = int(sys.argv[1])
    with connection.cursor() as cursor:
        with transaction.atomic(), _without_indexes(cursor):
            _fill(size, cursor)
        cursor.execute("VACUUM (ANALYZE, FREEZE)")
        from bench.measure import fingerprint

        cursor.execute(f"COMMENT ON SCHEMA public IS '{fingerprint()}'")


class Vocabulary:
    """Made-up sentences of made-up words, frequent ones often; quick to draw from."""

    def __init__(self, rng: random.Random) -> None:
        syllables = [a + b for a in "bdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er")]
        words = ["".join(rng.choices(syllables, k=rng.choice((1, 2, 2, 3)))) for _ in range(6000)]
        weights = [1 / (rank + 2) for rank in range(len(words))]
        self.rng = rng
        self.sentences = [
            " ".join(rng.choices(words, weights, k=rng.randrange(6, 16))).capitalize() + "." for _ in range(20_000)
        ]

    def text(self, *extra: str) -> str:
        """About thirty words."""
        parts = [*self.rng.choices(self.sentences, k=3), *extra]
        return " ".join(parts)

    def planted(self) -> list[str]:
        """The words to be planted into the next message, mostly none."""
        return [f"The word is {word}." for word, share in PLANTED.items() if self.rng.random() < share]


class Table:
    """COPY into one table: what is not given has the default of its Django field, or a key of the database."""

    def __init__(self, model: Any, *given: str) -> None:
        from django.db import connection
        from django.db.models.expressions import DatabaseDefault

        self.given = given
        fields = model._meta.concrete_fields
        self.table = model._meta.db_table
        prototype = model()
        rest = [
            field
            for field in fields
            if field.column not in given
            and not field.primary_key
            and not isinstance(getattr(prototype, field.attname), DatabaseDefault)
        ]
        self.columns = [*given, *(field.column for field in rest)]
        self.defaults = [
            field.get_db_prep_save(getattr(prototype, field.attname), connection) if field.name != "public_id" else None
            for field in rest
        ]
        self.public = [place for place, field in enumerate(rest) if field.name == "public_id"]

    def fill(self, cursor: Any, rows: Iterator[tuple[Any, ...]], rng: random.Random) -> None:
        names = ", ".join(f'"{column}"' for column in self.columns)
        with cursor.copy(f'COPY "{self.table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                rest = list(self.defaults)
                for place in self.public:
                    rest[place] = f"{rng.getrandbits(104):026x}"
                copy.write_row([*row, *rest])


def _fill(size: int, cursor: Any) -> None:
    from shopbell.channels.models import ChannelAccount
    from shopbell.core.models import Event
    from shopbell.customers.models import Customer, Identity
    from shopbell.shops.models import Shop
    from shopbell.staff.models import Agent, Team
    from shopbell.tickets.models import Message, ReplySample, Thread, Ticket

    rng = random.Random(SEED)
    now = datetime.now(UTC).replace(microsecond=0)
    shop = Shop.objects.create(slug="bench", name="Bench", languages=["en"])
    agents = [
        Agent.objects.create(email="agent@bench.example", name="Agent Bench", role="admin"),
        *(Agent(email=f"agent{n}@bench.example", name=f"Agent {n}") for n in range(1, AGENTS)),
    ]
    Agent.objects.bulk_create(agents[1:])
    teams = Team.objects.bulk_create(Team(shop=shop, name=f"Team {n}") for n in range(TEAMS))
    for team in teams:
        team.members.set(agents)
    accounts = {
        kind: ChannelAccount.objects.create(shop=shop, team=teams[0], kind=kind, name=kind, state="paused").pk
        for kind in _CHANNELS
    }
    ReplySample.objects.bulk_create(
        ReplySample(shop=shop, channel=kind, at=now - timedelta(minutes=n * 20), seconds=rng.randrange(60, 20_000))
        for kind in _CHANNELS
        for n in range(500)
    )
    people = max(size // 3, 1)
    words = Vocabulary(rng)
    choices = Choices(size, people, now, [t.pk for t in teams], [a.pk for a in agents], rng)

    def customers() -> Iterator[tuple[Any, ...]]:
        for pk in range(1, people + 1):
            yield pk, f"Customer {pk}", now

    def identities() -> Iterator[tuple[Any, ...]]:
        for pk in range(1, people + 1):
            yield pk, pk, "email", f"customer{pk}@post.example", now

    Table(Customer, "id", "name", "created_at").fill(cursor, customers(), rng)
    Table(Identity, "id", "customer_id", "scheme", "value", "created_at").fill(cursor, identities(), rng)
    Table(Ticket, "shop_id", *Choices.COLUMNS).fill(cursor, ((shop.pk, *row) for row in choices.rows(words)), rng)

    def threads() -> Iterator[tuple[Any, ...]]:
        for pk, channel, created in choices.made:
            yield pk, pk, channel, accounts[channel], MESSAGES, created

    def messages() -> Iterator[tuple[Any, ...]]:
        for pk, channel, created in choices.made:
            planted = [words.planted() for _ in range(MESSAGES)]
            for seq in range(1, MESSAGES + 1):
                kind = "agent" if seq % 2 == 0 else "customer"
                order = {1: f"My order is {order_number(pk)}.", 2: "Kind regards."}.get(seq, "")
                at = created + timedelta(hours=seq)
                text = words.text(*planted[seq - 1], *([order] if order else []))
                author = f"Customer {(pk - 1) % people + 1}"
                yield pk, pk, seq, kind, author, text, at, at, accounts[channel], "sent" if seq % 2 == 0 else ""

    def events() -> Iterator[tuple[Any, ...]]:
        for pk, _channel, created in choices.made:
            yield created, "ticket.created", f"tickets.ticket:{pk}", "system"

    Table(Thread, "id", "ticket_id", "channel", "account_id", "seq", "created_at").fill(cursor, threads(), rng)
    Table(Message, *_OF_MESSAGE).fill(cursor, messages(), rng)
    Table(Event, "at", "name", "subject", "actor").fill(cursor, events(), rng)
    cursor.execute(
        "INSERT INTO tickets_tally (team_id, assignee_id, status, delta)"
        " SELECT team_id, assignee_id, status, count(*) FROM tickets_ticket GROUP BY 1, 2, 3"
    )
    for table in _TABLES:
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def order_number(ticket: int) -> str:
    """The order number planted in the first message of a ticket."""
    return f"AF-{9_000_000 + ticket}"


class Choices:
    """Draws the tickets, and remembers of each what its messages need."""

    COLUMNS = (
        "id",
        "customer_id",
        "customer_name",
        "team_id",
        "assignee_id",
        "subject",
        "status",
        "channel",
        "order_number",
        "tags",
        "created_at",
        "last_activity_at",
        "waiting_since",
        "due_at",
        "snoozed_until",
        "last_preview",
        "message_count",
        "is_unread",
    )

    def __init__(
        self, size: int, people: int, now: datetime, teams: list[int], agents: list[int], rng: random.Random
    ) -> None:
        self.size, self.people, self.now, self.teams, self.agents, self.rng = size, people, now, teams, agents, rng
        self.made: list[tuple[int, str, datetime]] = []

    def rows(self, words: Vocabulary) -> Iterator[tuple[Any, ...]]:
        from shopbell.tickets.models import NEVER

        rng, now = self.rng, self.now
        statuses = rng.choices(list(STATUSES), list(STATUSES.values()), k=self.size)
        channels = rng.choices(list(_CHANNELS), list(_CHANNELS.values()), k=self.size)
        for pk in range(1, self.size + 1):
            status, channel = statuses[pk - 1], channels[pk - 1]
            created = now - timedelta(minutes=(self.size - pk) * 3 + rng.randrange(180))
            last = created + timedelta(hours=MESSAGES)
            is_open = status == "open"
            customer = (pk - 1) % self.people + 1
            self.made.append((pk, channel, created))
            yield (
                pk,
                customer,
                f"Customer {customer}",
                rng.choice(self.teams),
                None if rng.random() < 0.1 else rng.choice(self.agents),
                rng.choice(words.sentences)[:80],
                status,
                channel,
                order_number(pk),
                [rng.choice(_TAGS)],
                created,
                last,
                last if is_open else None,
                now + timedelta(minutes=rng.randrange(-600, 3000)) if is_open else NEVER,
                now + timedelta(days=3) if status == "snoozed" else None,
                rng.choice(words.sentences)[:120],
                MESSAGES,
                is_open,
            )


@contextmanager
def _without_indexes(cursor: Any) -> Iterator[None]:
    """Fill bare tables and build indexes and foreign keys afterwards: several times quicker."""
    tables = list(_TABLES)
    cursor.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)",
        [tables],
    )
    keys = cursor.fetchall()
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY(%s)"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)",
        [tables],
    )
    indexes = cursor.fetchall()
    for table, name, _definition in keys:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _definition in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    for _name, definition in indexes:
        cursor.execute(definition)
    for table, name, definition in keys:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


if __name__ == "__main__":
    main()
