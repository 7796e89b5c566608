from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_noop

from shopbell.core.events import Fact


@dataclass(frozen=True, kw_only=True)
class CustomerCreated(Fact):
    name: ClassVar[str] = "customer.created"
    sentence: ClassVar[str] = gettext_noop("A new customer wrote for the first time")
    scheme: str


@dataclass(frozen=True, kw_only=True)
class IdentityVerified(Fact):
    name: ClassVar[str] = "identity.verified"
    sentence: ClassVar[str] = gettext_noop("An address was confirmed")
    identity: int
    how: str


@dataclass(frozen=True, kw_only=True)
class IdentityMoved(Fact):
    name: ClassVar[str] = "identity.moved"
    sentence: ClassVar[str] = gettext_noop("An address went to the customer who proved it")
    identity: int
    to: int


@dataclass(frozen=True, kw_only=True)
class IdentitySuppressed(Fact):
    name: ClassVar[str] = "identity.suppressed"
    sentence: ClassVar[str] = gettext_noop("An address was taken off the list: mail to it comes back")
    identity: int


@dataclass(frozen=True, kw_only=True)
class IdentityLifted(Fact):
    name: ClassVar[str] = "identity.lifted"
    sentence: ClassVar[str] = gettext_noop("{by} lets mail go to an address again")
    identity: int


@dataclass(frozen=True, kw_only=True)
class CustomerChanged(Fact):
    name: ClassVar[str] = "customer.changed"
    sentence: ClassVar[str] = gettext_noop("{by} changed what is known about the customer")
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class IdentityAdded(Fact):
    name: ClassVar[str] = "identity.added"
    sentence: ClassVar[str] = gettext_noop("{by} added an address")
    identity: int
    scheme: str


@dataclass(frozen=True, kw_only=True)
class IdentityRemoved(Fact):
    name: ClassVar[str] = "identity.removed"
    sentence: ClassVar[str] = gettext_noop("{by} removed an address")
    identity: int
    scheme: str


@dataclass(frozen=True, kw_only=True)
class CustomerNoteAdded(Fact):
    name: ClassVar[str] = "customer_note.added"
    sentence: ClassVar[str] = gettext_noop("{by} left a note")
    note: int


@dataclass(frozen=True, kw_only=True)
class CustomerNoteChanged(Fact):
    name: ClassVar[str] = "customer_note.changed"
    sentence: ClassVar[str] = gettext_noop("{by} changed a note")
    note: int


@dataclass(frozen=True, kw_only=True)
class CustomerNoteDeleted(Fact):
    name: ClassVar[str] = "customer_note.deleted"
    sentence: ClassVar[str] = gettext_noop("{by} deleted a note")
    note: int


@dataclass(frozen=True, kw_only=True)
class ConsentNoted(Fact):
    name: ClassVar[str] = "consent.noted"
    sentence: ClassVar[str] = gettext_noop("{by} noted what the customer allows")
    purpose: str
    is_given: bool


@dataclass(frozen=True, kw_only=True)
class CustomersMerged(Fact):
    name: ClassVar[str] = "customer.merged"
    sentence: ClassVar[str] = gettext_noop("{by} merged two customers into one")
    merge: int
    source: int
    target: int


@dataclass(frozen=True, kw_only=True)
class CustomersUnmerged(Fact):
    name: ClassVar[str] = "customer.unmerged"
    sentence: ClassVar[str] = gettext_noop("{by} made two customers of one again")
    merge: int
    source: int
    target: int


@dataclass(frozen=True, kw_only=True)
class ErasureRequested(Fact):
    name: ClassVar[str] = "erasure.requested"
    sentence: ClassVar[str] = gettext_noop("{by} asked for the customer to be erased")
    erasure: int
    basis: str


@dataclass(frozen=True, kw_only=True)
class ErasureConfirmed(Fact):
    name: ClassVar[str] = "erasure.confirmed"
    sentence: ClassVar[str] = gettext_noop("{by} confirmed the erasure")
    erasure: int


@dataclass(frozen=True, kw_only=True)
class ErasureWithdrawn(Fact):
    name: ClassVar[str] = "erasure.withdrawn"
    sentence: ClassVar[str] = gettext_noop("{by} withdrew the erasure")
    erasure: int


@dataclass(frozen=True, kw_only=True)
class CustomerErased(Fact):
    name: ClassVar[str] = "customer.erased"
    sentence: ClassVar[str] = gettext_noop("What was known of the customer was erased")
    erasure: int


@dataclass(frozen=True, kw_only=True)
class HoldPlaced(Fact):
    name: ClassVar[str] = "hold.placed"
    sentence: ClassVar[str] = gettext_noop("{by} noted that something must be kept by law")
    hold: int


@dataclass(frozen=True, kw_only=True)
class HoldLifted(Fact):
    name: ClassVar[str] = "hold.lifted"
    sentence: ClassVar[str] = gettext_noop("{by} noted that nothing must be kept by law any more")
    hold: int


@dataclass(frozen=True, kw_only=True)
class ExportRequested(Fact):
    name: ClassVar[str] = "customer_export.requested"
    sentence: ClassVar[str] = gettext_noop("{by} asked for all that is kept about the customer")
    export: int


@dataclass(frozen=True, kw_only=True)
class ExportDownloaded(Fact):
    name: ClassVar[str] = "customer_export.downloaded"
    sentence: ClassVar[str] = gettext_noop("{by} downloaded all that is kept about the customer")
    export: int


@dataclass(frozen=True, kw_only=True)
class PrivacyRulesChanged(Fact):
    name: ClassVar[str] = "privacy_rules.changed"
    sentence: ClassVar[str] = gettext_noop("{by} changed how long data is kept")
    fields: list[str]
