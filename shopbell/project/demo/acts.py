"""The script of a ticket: what happens in it, act by act, before any row exists."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from shopbell.project.demo.people import Person

BOT = "bot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that happens in a ticket. `by`, `to` and `who` are keys of the cast."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Says(Act):
    """The customer writes; `files` names drawings of `pictures.py`."""

    text: str
    channel: str
    segments: tuple[dict[str, Any], ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledges(Act):
    """The automatic first answer, with the promise that the clock keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers(Act):
    """An agent or the bot answers; on another channel than before this starts a thread there."""

    who: str
    text: str
    channel: str
    then: str = ""
    state: str = "sent"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes(Act):
    who: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigns(Act):
    by: str
    to: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags(Act):
    by: str
    add: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranks(Act):
    by: str
    priority: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sets(Act):
    """Nobody in `by` means the system."""

    status: str
    by: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads(Act):
    """An agent opens the ticket."""

    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sees(Act):
    """The customer's screen has shown what is in the thread of this channel."""

    channel: str


@dataclass(slots=True, kw_only=True)
class TicketStory:
    """One ticket from its first word on; the first act is what the customer says."""

    key: str
    person: Person
    team: str
    reason: str
    subject: str
    acts: list[Act]
    order: str = ""
    kind: str = ""
    origin: str = ""
    is_spam: bool = False
    handling: str = ""
    due: datetime | None = None
    number: int = field(default=0)

    @property
    def opening(self) -> Says:
        first = self.acts[0]
        assert isinstance(first, Says)
        return first

    @property
    def began(self) -> datetime:
        return self.acts[0].at

    @property
    def ended(self) -> datetime:
        return self.acts[-1].at

    @property
    def language(self) -> str:
        return self.person.language

    def moved(self, by: timedelta) -> TicketStory:
        """The same ticket at another time; of the times told in texts nothing is changed."""
        from dataclasses import replace

        return replace(self, acts=[replace(act, at=act.at + by) for act in self.acts])
