"""What searching costs, over HTTP: rare and frequent words, numbers, and words that never meet."""

from __future__ import annotations

from functools import partial
from itertools import count
from urllib.parse import quote_plus

from bench.measure import Context, Row
from bench.seed import order_number

# As the seed plants them: in 0.005 %, 0.3 %, 3 % and 20 % of the messages.
WORDS = {
    "search_rare": "quixotry",
    "search_medium": "lodestar",
    "search_frequent": "kestrel",
    "search_very_frequent": "order",
    "search_pair": "kestrel lodestar",
    "search_never_meeting": "order regards",
    "search_filtered": "kestrel status:open tag:Refund",
}


def measure(context: Context) -> list[Row]:
    """CPU and wall time of the search page; the target is a p95 under 100 ms at 5 million messages."""
    return [row for size in context.sizes for row in _of(context, size)]


def _of(context: Context, size: int) -> list[Row]:
    numbers = count(1)
    with context.web(size) as web:
        rows = [
            web.measure(name, size, partial(_address, words), known="Newest hit first", rounds=context.rounds)
            for name, words in WORDS.items()
        ]
        rows.append(
            web.measure(
                "search_number",
                size,
                lambda: f"/desk/search/?q={order_number(next(numbers))}",
                known="By number",
                rounds=context.rounds,
            )
        )
    return rows


def _address(words: str) -> str:
    return f"/desk/search/?q={quote_plus(words)}"
