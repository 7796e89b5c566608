"""What channels hand to the trunk, and what the trunk asks of channels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from shopbell.customers.base import Claim
from shopbell.customers.models import Identity
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.models import Thread, Ticket


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file of an incoming message, already within the caps."""

    name: str
    content: bytes
    mime: str = ""
    inline_id: str = ""
    is_inline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One message of a customer, parsed, with the thread it belongs to if one was found.

    `dedupe_key` is unique within the account: the same key is the same message. `claims` may be empty when
    nobody can be told from it. `related` is an earlier ticket that the new one should point at. `is_new`: the caller
    holds a lock of its own on this message and has seen that it is not stored yet, or has just made up its key.
    """

    shop: Shop
    team: Team
    channel: str
    account_id: int
    dedupe_key: str
    sent_at: datetime
    claims: Sequence[Claim] = ()
    thread: Thread | None = None
    related: Ticket | None = None
    related_reason: str = ""
    external_key: str = ""
    external_id: str = ""
    in_reply_to: str = ""
    name: str = ""
    subject: str = ""
    text: str = ""
    html: str = ""
    segments: Sequence[dict[str, Any]] = ()
    language: str = ""
    files: Sequence[IncomingFile] = ()
    participants: Sequence[Claim] = ()
    is_automatic: bool = False
    is_backfill: bool = False
    is_spam: bool = False
    is_new: bool = False
    auth: str = "none"
    defects: Sequence[str] = ()
    raw_id: int | None = None
    origin: str = ""
    kind: str = ""
    order_number: str = ""
    tags: Sequence[str] = ()
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way to answer a ticket: an existing thread, or one that would be started.

    `closed_because` says why it cannot be used, `waits_because` why what is sent on it stays here for now.
    """

    channel: str
    label: str
    account_id: int
    to: str
    sender: str
    contact: Identity | None = None
    thread: Thread | None = None
    closed_because: str = ""
    waits_because: str = ""
    is_instant: bool = False  # what is sent is there at once: nothing can be taken back
    is_mail: bool = False
    further: str = ""  # tells the threads of one account apart, which a merged ticket may have several of

    @property
    def key(self) -> str:
        """What a form sends back to choose this way."""
        return f"{self.channel}:{self.account_id}{self.further and f':{self.further}'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What the writer of a mail chose besides its words; recipients are (address, name), None = as the thread has them.

    An empty `subject` stays what it was.
    """

    subject: str = ""
    to: Sequence[tuple[str, str]] | None = None
    cc: Sequence[tuple[str, str]] | None = None
    bcc: Sequence[tuple[str, str]] = ()

    @property
    def recipients(self) -> dict[str, list[list[str]]]:
        """As a message keeps them."""
        if self.to is None and self.cc is None and not self.bcc:
            return {}
        chosen = {"to": self.to, "cc": self.cc, "bcc": self.bcc or None}
        return {name: [list(person) for person in people] for name, people in chosen.items() if people is not None}


RouteFinder = Callable[[Ticket], list[Route]]
_finders: list[RouteFinder] = []


def route_finder(find: RouteFinder) -> RouteFinder:
    """Register what knows ways to answer; `channels` fills this."""
    if find not in _finders:
        _finders.append(find)
    return find


def routes(ticket: Ticket) -> list[Route]:
    """All ways to answer this ticket, existing threads first, the latest first of all."""
    found = [route for find in _finders for route in find(ticket)]
    known: set[str] = set()
    for at, route in enumerate(found):
        if route.key in known and route.thread:
            label = f"{route.label}: {route.thread.subject or route.to}"
            found[at] = replace(route, further=route.thread.public_id, label=label)
        known.add(found[at].key)
    return found


MailboxFinder = Callable[[Shop], int | None]
_mailboxes: list[MailboxFinder] = []


def mailbox_finder(find: MailboxFinder) -> MailboxFinder:
    """Register what knows the account a shop writes mail from; `channels` fills this."""
    if find not in _mailboxes:
        _mailboxes.append(find)
    return find


def mailbox_of(ticket: Ticket) -> int | None:
    """The account from which mail about this ticket leaves: that of its own mails, else the shop's."""
    used = [way.account_id for way in routes(ticket) if way.is_mail and not way.closed_because]
    return next((found for found in [*used, *(find(ticket.shop) for find in _mailboxes)] if found), None)


def agent_name(agent: Agent, shop: Shop) -> str:
    """How an agent signs towards customers."""
    return f"{agent.first_name} · {shop.name}"
