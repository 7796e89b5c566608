"""The ground of the REST API: one `Api` object, tokens with scopes, cursors, and problems instead of pages."""

from shopbell.core.api.access import Access, Answer, Bearer, access_of, token_finder
from shopbell.core.api.application import Api
from shopbell.core.api.cleaning import cleaned
from shopbell.core.api.paging import LARGEST_KEY, MOST, Paging, page_of, read_cursor, write_cursor
from shopbell.core.api.problems import Invalid, KeyReused, problem, valid
from shopbell.core.api.shapes import ClockTime, Moment, Named, Sent, answers_bytes, respond

__all__ = [
    "LARGEST_KEY",
    "MOST",
    "Access",
    "Answer",
    "Api",
    "Bearer",
    "ClockTime",
    "Invalid",
    "KeyReused",
    "Moment",
    "Named",
    "Paging",
    "Sent",
    "access_of",
    "answers_bytes",
    "cleaned",
    "page_of",
    "problem",
    "read_cursor",
    "respond",
    "token_finder",
    "valid",
    "write_cursor",
]
