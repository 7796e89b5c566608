"""What a page of the inbox costs: the list of 25 tickets in its shell, and a ticket of five messages."""

from __future__ import annotations

from itertools import count

from bench.measure import Context, Row


def measure(context: Context) -> list[Row]:
    """CPU of application and database together, over HTTP, signed in; the target is 10 ms at 100,000 tickets."""
    return [row for size in context.sizes for row in _of(context, size)]


def _of(context: Context, size: int) -> list[Row]:
    numbers = count(1)
    pages = [
        ("inbox_page", lambda: "/desk/queues/open/", "Customer "),
        ("inbox_page_closed", lambda: "/desk/queues/closed/?order=recent", "Customer "),
        ("open_ticket", lambda: f"/desk/tickets/{next(numbers)}/", "The ticket was opened"),
    ]
    with context.web(size) as web:
        return [web.measure(name, size, address, known=known, rounds=context.rounds) for name, address, known in pages]
