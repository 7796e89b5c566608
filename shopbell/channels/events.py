"""What happens to channel accounts and to what they take in."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_noop

from shopbell.core.events import Fact


@dataclass(frozen=True, kw_only=True)
class AccountChanged(Fact):
    name: ClassVar[str] = "channel.changed"
    sentence: ClassVar[str] = gettext_noop("{by} changed a channel account")
    account: int
    is_new: bool = False


@dataclass(frozen=True, kw_only=True)
class AccountTested(Fact):
    name: ClassVar[str] = "channel.tested"
    sentence: ClassVar[str] = gettext_noop("A channel account was tested")
    account: int
    ok: bool


@dataclass(frozen=True, kw_only=True)
class AccountFailing(Fact):
    """An alarm; said once until the account works again. `why` is error, silent, reconnect, breaker or policy."""

    name: ClassVar[str] = "channel.failing"
    sentence: ClassVar[str] = gettext_noop("A channel account needs attention")
    account: int
    why: str


@dataclass(frozen=True, kw_only=True)
class AccountRecovered(Fact):
    name: ClassVar[str] = "channel.recovered"
    sentence: ClassVar[str] = gettext_noop("A channel account works again")
    account: int


@dataclass(frozen=True, kw_only=True)
class InputParked(Fact):
    name: ClassVar[str] = "input.parked"
    sentence: ClassVar[str] = gettext_noop("Something that arrived could not be read and waits to be looked at")
    account: int
    raw: int


@dataclass(frozen=True, kw_only=True)
class MailboxRebuilt(Fact):
    name: ClassVar[str] = "mailbox.rebuilt"
    sentence: ClassVar[str] = gettext_noop("The mail server renumbered a folder; what was new in it was found again")
    account: int


@dataclass(frozen=True, kw_only=True)
class MailBounced(Fact):
    name: ClassVar[str] = "mail.bounced"
    sentence: ClassVar[str] = gettext_noop("A mail came back")
    message: int
    status: str
    is_permanent: bool


@dataclass(frozen=True, kw_only=True)
class MailComplained(Fact):
    name: ClassVar[str] = "mail.complained"
    sentence: ClassVar[str] = gettext_noop("The customer reported a mail as spam and gets no more")
    message: int


@dataclass(frozen=True, kw_only=True)
class MessageSettled(Fact):
    """Somebody decided about a part of which nobody knew whether it arrived."""

    name: ClassVar[str] = "message.settled"
    sentence: ClassVar[str] = gettext_noop("{by} decided whether a message had arrived")
    message: int
    part: int
    as_sent: bool


@dataclass(frozen=True, kw_only=True)
class InputReplayed(Fact):
    name: ClassVar[str] = "input.replayed"
    sentence: ClassVar[str] = gettext_noop("{by} had something read again that could not be read")
    account: int
    raw: int


@dataclass(frozen=True, kw_only=True)
class InputPutAside(Fact):
    name: ClassVar[str] = "input.put_aside"
    sentence: ClassVar[str] = gettext_noop("{by} put aside something that could not be read")
    account: int
    raw: int
