"""Reads of the trunk: queues and their figures, pages of a list, a conversation, the expected reply time."""

from shopbell.tickets.queries.conversation import (
    Conversation,
    Entry,
    LastWords,
    conversation,
    earlier_tickets,
    figures,
    last_words,
    written_since,
)
from shopbell.tickets.queries.expectation import Expected, expected_reply, hours_of
from shopbell.tickets.queries.links import linked_tickets
from shopbell.tickets.queries.queues import Page, Queue, counts, find_queue, list_tickets, queues, teams_of

__all__ = [
    "Conversation",
    "Entry",
    "conversation",
    "earlier_tickets",
    "last_words",
    "linked_tickets",
    "written_since",
    "LastWords",
    "Expected",
    "Page",
    "Queue",
    "counts",
    "expected_reply",
    "figures",
    "find_queue",
    "hours_of",
    "list_tickets",
    "queues",
    "teams_of",
]
