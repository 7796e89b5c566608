"""Tickets, threads, messages, and the columns that keep every list flat."""

from shopbell.tickets.models.attachment import Attachment
from shopbell.tickets.models.bulk import BulkRun, BulkStep
from shopbell.tickets.models.draft import Draft
from shopbell.tickets.models.habits import Habits, Signature
from shopbell.tickets.models.message import Message
from shopbell.tickets.models.move import Move
from shopbell.tickets.models.scheduled import Scheduled
from shopbell.tickets.models.tally import ReplySample, Tally
from shopbell.tickets.models.thread import Participant, Thread
from shopbell.tickets.models.ticket import NEVER, Ticket, TicketLink, TicketQuerySet
from shopbell.tickets.models.topic import Topic, TopicRule
from shopbell.tickets.models.view import View

__all__ = [
    "NEVER",
    "Attachment",
    "BulkRun",
    "BulkStep",
    "Draft",
    "Habits",
    "Message",
    "Move",
    "Participant",
    "ReplySample",
    "Scheduled",
    "Signature",
    "Tally",
    "Thread",
    "Ticket",
    "TicketLink",
    "TicketQuerySet",
    "Topic",
    "TopicRule",
    "View",
]
