"""Full text in the database: what was asked for, in which languages, and the quick way to the newest hits."""

from shopbell.core.search.hits import TooManyHits, newest, patience
from shopbell.core.search.languages import CONFIGURATIONS, SIMPLE, configurations
from shopbell.core.search.syntax import Term, Wish, parse
from shopbell.core.search.tsquery import to_tsquery

__all__ = [
    "CONFIGURATIONS",
    "SIMPLE",
    "Term",
    "TooManyHits",
    "Wish",
    "configurations",
    "newest",
    "parse",
    "patience",
    "to_tsquery",
]
