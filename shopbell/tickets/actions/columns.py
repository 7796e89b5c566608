"""The list columns of a ticket, told anew from its messages: for tickets that lost or regained some of them."""

from __future__ import annotations

from django.db.models import Min, QuerySet

from shopbell.core.clean import one_line
from shopbell.tickets.models import NEVER, Message, Ticket
from shopbell.tickets.queries.expectation import expected_for

COLUMNS = (
    "message_count",
    "last_activity_at",
    "last_preview",
    "channel",
    "waiting_since",
    "due_at",
    "first_replied_at",
    "is_unread",
)
_UNSAID = (Message.State.FAILED, Message.State.SUPPRESSED, Message.State.CANCELLED)


def tell_anew(ticket: Ticket) -> None:
    """Set the columns from the messages; the caller holds the lock and saves `COLUMNS`."""
    kept = ticket.messages.filter(is_taken_back=False)
    ticket.message_count = kept.count()
    alive = kept.filter(is_automatic=False, is_backfill=False)
    newest = alive.order_by("-created_at", "-pk").first()
    ticket.last_activity_at = newest.created_at if newest else ticket.created_at
    words = alive.exclude(thread=None).order_by("-created_at", "-pk").first()
    words = words or kept.exclude(thread=None).order_by("-created_at", "-pk").first()
    ticket.last_preview = _preview(words) if words else ""
    talk = alive.filter(thread__is_aside=False)
    heard = talk.filter(kind=Message.Kind.CUSTOMER).order_by("-created_at", "-pk").select_related("thread").first()
    if heard and heard.thread:
        ticket.channel = heard.thread.channel
    by_people = talk.filter(kind=Message.Kind.AGENT, agent__isnull=False).exclude(extra__has_key="elsewhere")
    ticket.first_replied_at = by_people.aggregate(at=Min("created_at"))["at"]
    wait(ticket)


def wait(ticket: Ticket) -> None:
    """Somebody waits who wrote after our last answer to them that went out, unless the ticket is done."""
    said = ticket.messages.filter(is_automatic=False, is_backfill=False, is_taken_back=False).exclude(thread=None)
    talks = [said.filter(thread__is_aside=False)]
    talks += [said.filter(thread=aside) for aside in ticket.threads.filter(is_aside=True)]
    waiting = [first for talk in talks if (first := _unanswered(talk))] if not ticket.is_done else []
    first = min(waiting, key=lambda message: (message.created_at, message.pk), default=None)
    if first is None:
        ticket.waiting_since, ticket.due_at, ticket.is_unread = None, NEVER, False
    elif ticket.waiting_since != first.created_at:
        ticket.waiting_since = first.created_at
        ticket.due_at = expected_for(ticket, ticket.channel, first.created_at).due_at


def _unanswered(talk: QuerySet[Message]) -> Message | None:
    """The first message to us after our last one."""
    ours = talk.filter(kind__in=(Message.Kind.AGENT, Message.Kind.BOT)).exclude(state__in=_UNSAID)
    answered = ours.order_by("-created_at", "-pk").first()
    waiting = talk.filter(kind=Message.Kind.CUSTOMER)
    if answered:
        waiting = waiting.filter(created_at__gt=answered.created_at)
    return waiting.order_by("created_at", "pk").first()


def _preview(message: Message) -> str:
    return one_line(message.visible_text if message.kind == Message.Kind.CUSTOMER else message.text)
