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
