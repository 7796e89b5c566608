"""What opening a long ticket costs: 50 messages, as mails of a customer and answers of an agent.

DATABASE_URL=... python -m bench.open_ticket     makes ten such tickets, once, and prints their numbers
"""

from __future__ import annotations

import json
import os
from datetime import timedelta
from itertools import cycle

from bench.measure import Context, Row

LONG, MESSAGES = 10, 50
SUBJECT = "A long conversation"


def measure(context: Context) -> list[Row]:
    """CPU of application and database of the whole page; the target is 20 ms."""
    return [_of(context, size) for size in context.sizes]


def _of(context: Context, size: int) -> Row:
    numbers = cycle(long_tickets(context, size))
    with context.web(size) as web:
        return web.measure(
            "open_ticket_50",
            size,
            lambda: f"/desk/tickets/{next(numbers)}/",
            known="The ticket was opened",
            rounds=context.rounds,
        )


def long_tickets(context: Context, size: int) -> list[int]:
    """The numbers of the long tickets in the database of that size."""
    context.database(size)
    return list(json.loads(context.run(size, "-m", "bench.open_ticket")))


def main() -> None:
    """Make what is missing in the database of DATABASE_URL."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shopbell.project.settings")
    django.setup()
    from django.db import transaction

    from shopbell.tickets.models import Ticket

    with transaction.atomic():
        for pk in range(Ticket.objects.filter(subject=SUBJECT).count() + 1, LONG + 1):
            _lengthen(pk)
    print(json.dumps(list(Ticket.objects.filter(subject=SUBJECT).values_list("pk", flat=True))))


def _lengthen(pk: int) -> None:
    """Copy one of the seeded tickets with its thread, and go on in it until it has 50 messages."""
    from shopbell.core.models import Event
    from shopbell.tickets.models import Message, Thread, Ticket

    ticket, thread = Ticket.objects.get(pk=pk), Thread.objects.get(ticket=pk)
    originals = list(Message.objects.filter(ticket=pk).order_by("pk"))
    ticket.pk, ticket.public_id, ticket.subject, ticket.message_count = None, _new_id(), SUBJECT, MESSAGES
    ticket.save(force_insert=True)
    thread.pk, thread.public_id, thread.ticket, thread.seq = None, _new_id(), ticket, MESSAGES
    thread.save(force_insert=True)
    messages = []
    for seq, original in zip(range(1, MESSAGES + 1), cycle(originals)):
        values = {field.attname: getattr(original, field.attname) for field in Message._meta.concrete_fields}
        at = ticket.created_at + timedelta(minutes=seq * 5)
        kind = "agent" if seq % 2 == 0 else "customer"
        values |= {"id": None, "public_id": _new_id(), "ticket_id": ticket.pk, "thread_id": thread.pk, "seq": seq}
        values |= {"kind": kind, "state": "sent" if kind == "agent" else "", "sent_at": at, "created_at": at}
        messages.append(Message(**values))
    Message.objects.bulk_create(messages)
    Event.objects.create(
        at=ticket.created_at, name="ticket.created", subject=f"tickets.ticket:{ticket.pk}", actor="system"
    )


def _new_id() -> str:
    from shopbell.core.ids import public_id

    return public_id()


if __name__ == "__main__":
    main()
