"""What programs read about tickets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.urls import reverse
from ninja import Schema
from pydantic import Field

from shopbell.core.api import Named, Sent
from shopbell.tickets.base import Route, routes
from shopbell.tickets.models import NEVER, Attachment, Message, Ticket

Status = Literal["open", "waiting", "on_hold", "snoozed", "solved", "closed"]
PriorityWord = Literal["low", "normal", "high", "urgent"]
PRIORITIES = {priority.value: priority.name.lower() for priority in Ticket.Priority}


class TicketRow(Schema):
    """A ticket as lists show it."""

    number: int
    subject: str
    status: Status
    handling: Literal["bot_active", "handover_requested", "waiting_agent", "agent_active"]
    priority: PriorityWord
    channel: str
    language: str
    tags: list[str]
    is_unread: bool
    customer: Named | None
    team: Named
    assignee: Named | None
    preview: str
    last_activity_at: datetime
    waiting_since: datetime | None
    due_at: datetime | None
    snoozed_until: datetime | None


class TicketPage(Schema):
    """Part of a list; `next` and `previous` are cursors."""

    items: list[TicketRow]
    next: str | None
    previous: str | None


class Way(Schema):
    """A way to answer: what `route` of a reply takes. `closed_because` says why it cannot be used now."""

    key: str
    channel: str
    label: str
    to: str
    sender: str
    is_new: bool
    closed_because: str

    @staticmethod
    def resolve_is_new(route: Route) -> bool:
        return route.thread is None


class TicketOut(TicketRow):
    """One ticket, and the ways to answer it."""

    id: str = Field(alias="public_id")
    number: int = Field(alias="pk")
    preview: str = Field(alias="last_preview")
    shop: Named
    kind: str
    order_number: str
    is_spam: bool
    message_count: int
    created_at: datetime
    first_replied_at: datetime | None
    solved_at: datetime | None
    closed_at: datetime | None
    url: str
    routes: list[Way]

    @staticmethod
    def resolve_priority(ticket: Ticket) -> str:
        return PRIORITIES[ticket.priority]

    @staticmethod
    def resolve_due_at(ticket: Ticket) -> datetime | None:
        return due(ticket.due_at)

    @staticmethod
    def resolve_customer(ticket: Ticket) -> dict[str, str] | None:
        customer = ticket.customer
        return {"public_id": customer.public_id, "name": ticket.customer_name} if customer else None

    @staticmethod
    def resolve_url(ticket: Ticket) -> str:
        return settings.SHOPBELL_URL + reverse("ticket", args=[ticket.pk])

    @staticmethod
    def resolve_routes(ticket: Ticket) -> list[Route]:
        return routes(ticket)


class FileOut(Schema):
    """A file; its bytes are at `/files/{id}`."""

    id: str = Field(alias="public_id")
    name: str
    mime: str
    size: int
    is_inline: bool


class EnvelopeIn(Sent):
    """Whom a mail goes to; what is left out stays as the thread has it. A blind copy is named to nobody."""

    subject: str = Field("", max_length=300)
    to: list[str] | None = Field(None, max_length=20, description="Mail addresses")
    cc: list[str] | None = Field(None, max_length=20)
    bcc: list[str] = Field([], max_length=20)

    @property
    def as_form(self) -> dict[str, Any]:
        """As the desk's form takes it; empty when nothing was chosen."""
        return {name: value for name, value in self.dict().items() if value is not None and value != ""}


class MessageOut(Schema):
    """One message. `visible_text` is `text` without quotes and signatures; a note has no channel."""

    id: str = Field(alias="public_id")
    kind: Literal["customer", "agent", "bot", "automatic", "note"]
    channel: str | None
    seq: int
    author_name: str
    author_address: str
    agent: Named | None
    subject: str
    text: str
    visible_text: str
    language: str
    state: str
    reason: str
    is_automatic: bool
    sent_at: datetime
    created_at: datetime
    files: list[FileOut]
    recipients: dict[str, list[list[str]]] = Field(description="Chosen `to`, `cc`, `bcc` as address and name")
    is_aside: bool = Field(description="Said with somebody outside, unseen by the customer")
    not_before: datetime | None = Field(description="Until then it can be taken back")

    @staticmethod
    def resolve_is_aside(message: Message) -> bool:
        return bool(message.thread and message.thread.is_aside)

    @staticmethod
    def resolve_channel(message: Message) -> str | None:
        return message.thread.channel if message.thread else None

    @staticmethod
    def resolve_files(message: Message) -> Sequence[Attachment]:
        return list(message.attachments.all())


class MessagePage(Schema):
    """Part of a conversation, the oldest first."""

    items: list[MessageOut]
    next: str | None


class QueueOut(Schema):
    """A queue of the inbox, and how many tickets lie in it."""

    key: str
    label: str
    order: Literal["due", "recent"]
    tickets: int


class QueueList(Schema):
    """The queues, in the order of the inbox."""

    items: list[QueueOut]


def due(at: datetime) -> datetime | None:
    """When an answer is due; None when nothing is promised."""
    return at if at < NEVER else None


def named(found: tuple[str, str] | None) -> dict[str, Any] | None:
    """`Named`, from a public id and a name."""
    return {"id": found[0], "name": found[1]} if found else None
