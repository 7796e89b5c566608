"""What happens to tickets: names, payloads, and the sentences of the timeline."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_noop

from shopbell.core.events import Fact


@dataclass(frozen=True, kw_only=True)
class TicketCreated(Fact):
    name: ClassVar[str] = "ticket.created"
    sentence: ClassVar[str] = gettext_noop("The ticket was opened")
    channel: str
    is_backfill: bool = False


@dataclass(frozen=True, kw_only=True)
class MessageReceived(Fact):
    name: ClassVar[str] = "message.received"
    sentence: ClassVar[str] = gettext_noop("The customer wrote")
    message: int
    thread: int
    channel: str
    is_first: bool
    is_automatic: bool
    is_backfill: bool


@dataclass(frozen=True, kw_only=True)
class MessageSent(Fact):
    name: ClassVar[str] = "message.sent"
    sentence: ClassVar[str] = gettext_noop("{by} answered")
    message: int
    thread: int
    channel: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class MessageStateChanged(Fact):
    name: ClassVar[str] = "message.state_changed"
    sentence: ClassVar[str] = gettext_noop("A message changed its state")
    message: int
    state: str


@dataclass(frozen=True, kw_only=True)
class NoteAdded(Fact):
    name: ClassVar[str] = "note.added"
    sentence: ClassVar[str] = gettext_noop("{by} left a note")
    message: int


@dataclass(frozen=True, kw_only=True)
class ThreadStarted(Fact):
    name: ClassVar[str] = "thread.started"
    sentence: ClassVar[str] = gettext_noop("{by} continued on another channel")
    thread: int
    channel: str


@dataclass(frozen=True, kw_only=True)
class ThreadRead(Fact):
    name: ClassVar[str] = "thread.read"
    sentence: ClassVar[str] = gettext_noop("The messages were read")
    thread: int
    seq: int


@dataclass(frozen=True, kw_only=True)
class TicketAssigned(Fact):
    name: ClassVar[str] = "ticket.assigned"
    sentence: ClassVar[str] = gettext_noop("{by} gave the ticket to {to}")
    to: int | None
    team: int


@dataclass(frozen=True, kw_only=True)
class TicketStatusChanged(Fact):
    name: ClassVar[str] = "ticket.status_changed"
    sentence: ClassVar[str] = gettext_noop("{by} set the ticket to {status}")
    before: str
    status: str
    until: str | None = None


@dataclass(frozen=True, kw_only=True)
class TicketPriorityChanged(Fact):
    name: ClassVar[str] = "ticket.priority_changed"
    sentence: ClassVar[str] = gettext_noop("{by} set the priority to {priority}")
    before: int
    priority: int


@dataclass(frozen=True, kw_only=True)
class TicketTagged(Fact):
    name: ClassVar[str] = "ticket.tagged"
    sentence: ClassVar[str] = gettext_noop("{by} changed the tags")
    added: list[str]
    removed: list[str]


@dataclass(frozen=True, kw_only=True)
class TicketPromised(Fact):
    name: ClassVar[str] = "ticket.promised"
    sentence: ClassVar[str] = gettext_noop("The customer was told to expect an answer {due}")
    due: str


@dataclass(frozen=True, kw_only=True)
class TicketLinked(Fact):
    name: ClassVar[str] = "ticket.linked"
    sentence: ClassVar[str] = gettext_noop("The ticket was linked to #{other}")
    other: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class TicketMerged(Fact):
    name: ClassVar[str] = "ticket.merged"
    sentence: ClassVar[str] = gettext_noop("{by} merged #{source} into #{target}")
    move: int
    source: int
    target: int


@dataclass(frozen=True, kw_only=True)
class TicketUnmerged(Fact):
    name: ClassVar[str] = "ticket.unmerged"
    sentence: ClassVar[str] = gettext_noop("{by} took #{source} out of #{target} again")
    move: int
    source: int
    target: int


@dataclass(frozen=True, kw_only=True)
class TicketRecognised(Fact):
    name: ClassVar[str] = "ticket.recognised"
    sentence: ClassVar[str] = gettext_noop("The writer proved who they are, and the ticket became theirs")
    before: int | None
    customer: int


@dataclass(frozen=True, kw_only=True)
class TicketRead(Fact):
    name: ClassVar[str] = "ticket.read"
    sentence: ClassVar[str] = gettext_noop("{by} read the ticket")


@dataclass(frozen=True, kw_only=True)
class ViewSaved(Fact):
    name: ClassVar[str] = "view.saved"
    sentence: ClassVar[str] = gettext_noop("{by} saved a view")
    owner_id: int | None
    team_id: int | None
    shop_id: int | None


@dataclass(frozen=True, kw_only=True)
class ViewRemoved(Fact):
    name: ClassVar[str] = "view.removed"
    sentence: ClassVar[str] = gettext_noop("{by} deleted a view")


@dataclass(frozen=True, kw_only=True)
class ViewRestored(Fact):
    name: ClassVar[str] = "view.restored"
    sentence: ClassVar[str] = gettext_noop("{by} brought a view back")


@dataclass(frozen=True, kw_only=True)
class ViewsArranged(Fact):
    name: ClassVar[str] = "view.arranged"
    sentence: ClassVar[str] = gettext_noop("{by} put views in another order")
