"""What happens to tickets: names, payloads, and the sentences of the timeline."""

from dataclasses import dataclass, field
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
class MessageWithdrawn(Fact):
    name: ClassVar[str] = "message.withdrawn"
    sentence: ClassVar[str] = gettext_noop("{by} took an answer back before it went out")
    message: int
    thread: int


@dataclass(frozen=True, kw_only=True)
class MessageForwarded(Fact):
    name: ClassVar[str] = "message.forwarded"
    sentence: ClassVar[str] = gettext_noop("{by} forwarded it to somebody outside")
    message: int
    thread: int
    forwarded: list[int]


@dataclass(frozen=True, kw_only=True)
class AnswerScheduled(Fact):
    name: ClassVar[str] = "answer.scheduled"
    sentence: ClassVar[str] = gettext_noop("{by} planned an answer for later")
    scheduled: int
    at: str


@dataclass(frozen=True, kw_only=True)
class ReminderSet(Fact):
    name: ClassVar[str] = "reminder.set"
    sentence: ClassVar[str] = gettext_noop("{by} set a reminder")
    scheduled: int
    at: str


@dataclass(frozen=True, kw_only=True)
class ScheduleChanged(Fact):
    name: ClassVar[str] = "schedule.changed"
    sentence: ClassVar[str] = gettext_noop("{by} moved what was planned to another time")
    scheduled: int
    at: str


@dataclass(frozen=True, kw_only=True)
class ScheduleWithdrawn(Fact):
    name: ClassVar[str] = "schedule.withdrawn"
    sentence: ClassVar[str] = gettext_noop("{by} withdrew what was planned")
    scheduled: int


@dataclass(frozen=True, kw_only=True)
class ScheduleCancelled(Fact):
    name: ClassVar[str] = "schedule.cancelled"
    sentence: ClassVar[str] = gettext_noop("What was planned is cancelled, because the customer has written")
    scheduled: int


@dataclass(frozen=True, kw_only=True)
class ScheduleHeld(Fact):
    name: ClassVar[str] = "schedule.held"
    sentence: ClassVar[str] = gettext_noop("What was planned is held back until somebody decides")
    scheduled: int


@dataclass(frozen=True, kw_only=True)
class ReminderCame(Fact):
    name: ClassVar[str] = "reminder.came"
    sentence: ClassVar[str] = gettext_noop("Nobody had answered, and the reminder brought the ticket back")
    scheduled: int


@dataclass(frozen=True, kw_only=True)
class SignatureChanged(Fact):
    name: ClassVar[str] = "signature.changed"
    sentence: ClassVar[str] = gettext_noop("{by} changed what stands under mails")
    languages: list[str]


@dataclass(frozen=True, kw_only=True)
class NoteAdded(Fact):
    name: ClassVar[str] = "note.added"
    sentence: ClassVar[str] = gettext_noop("{by} left a note")
    message: int
    agents: list[int] = field(default_factory=list)  # who is mentioned
    teams: list[int] = field(default_factory=list)


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
class TicketSplit(Fact):
    name: ClassVar[str] = "ticket.split"
    sentence: ClassVar[str] = gettext_noop("{by} split #{target} off #{source}")
    move: int
    source: int
    target: int


@dataclass(frozen=True, kw_only=True)
class TicketUnsplit(Fact):
    name: ClassVar[str] = "ticket.unsplit"
    sentence: ClassVar[str] = gettext_noop("{by} brought #{target} back to #{source}")
    move: int
    source: int
    target: int


@dataclass(frozen=True, kw_only=True)
class TicketUnlinked(Fact):
    name: ClassVar[str] = "ticket.unlinked"
    sentence: ClassVar[str] = gettext_noop("{by} took the link to #{other} away")
    other: int


@dataclass(frozen=True, kw_only=True)
class TicketTopicChanged(Fact):
    name: ClassVar[str] = "ticket.topic_changed"
    sentence: ClassVar[str] = gettext_noop("{by} changed the topic")
    before: int | None
    topic: int | None


@dataclass(frozen=True, kw_only=True)
class TopicsChanged(Fact):
    """`how` is made, renamed, moved, archived, restored, merged, required or optional."""

    name: ClassVar[str] = "topics.changed"
    sentence: ClassVar[str] = gettext_noop("{by} changed the topics of the shop")
    topic: int | None
    how: str


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


@dataclass(frozen=True, kw_only=True)
class TicketPutBack(Fact):
    name: ClassVar[str] = "ticket.put_back"
    sentence: ClassVar[str] = gettext_noop("{by} took a change of many tickets back, and this one is as it was")
    columns: list[str]


@dataclass(frozen=True, kw_only=True)
class BulkStarted(Fact):
    name: ClassVar[str] = "bulk.started"
    sentence: ClassVar[str] = gettext_noop("{by} began to change {tickets} tickets at once")
    tickets: int


@dataclass(frozen=True, kw_only=True)
class BulkTakenBack(Fact):
    name: ClassVar[str] = "bulk.taken_back"
    sentence: ClassVar[str] = gettext_noop("{by} took a change of many tickets back")


@dataclass(frozen=True, kw_only=True)
class BulkFinished(Fact):
    name: ClassVar[str] = "bulk.finished"
    sentence: ClassVar[str] = gettext_noop("A change of many tickets ended")
    state: str
    failed: int
