"""What a mail says, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

KINDS = ("message", "bounce", "auto_reply", "complaint", "receipt")


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox; the domain of `email` is lower-case ASCII (IDNA), the local part is kept as written."""

    email: str
    name: str = ""

    @property
    def key(self) -> str:
        """The form to compare by: case-insensitive as a whole, plus tags and dots kept."""
        return self.email.lower()

    @property
    def domain(self) -> str:
        """What follows the last @, or nothing."""
        return self.email.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class MailAttachment:
    """A file; `inline_id` is its Content-ID without brackets, `inline` = shown inside the body."""

    name: str
    mime: str
    content: bytes = field(repr=False)
    inline_id: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class FailedRecipient:
    """One address a delivery report speaks of; `status` is an enhanced code such as 5.1.1, or empty.

    `permanent` judges the address, `gave_up` the mail: a server also gives up on what failed only for now.
    """

    address: str
    status: str = ""
    permanent: bool = True
    diagnostic: str = ""
    gave_up: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery failure; `sure` = machine-readable report, not a guess from words."""

    recipients: tuple[FailedRecipient, ...] = ()
    returned_message_id: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Automatic:
    """Whether a machine wrote the mail, and the code of the rule that says so; truthy like `yes`."""

    yes: bool = False
    reason: str = ""

    def __bool__(self) -> bool:
        return self.yes


NOT_AUTOMATIC = Automatic()


@dataclass(frozen=True, slots=True)
class Calendar:
    """An invitation as words; times as in the file (2026-11-24 15:00, with the zone's name if given)."""

    method: str = ""
    summary: str = ""
    start: str = ""
    end: str = ""
    location: str = ""
    organizer: str = ""


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """A whole mail. Message ids keep their angle brackets; all strings are clean for the database."""

    kind: str = "message"
    from_: Address | None = None
    sender: Address | None = None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    delivered_to: tuple[str, ...] = ()
    subject: str = ""
    date: datetime | None = None
    received_at: datetime | None = None
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    text: str = ""
    html: str = ""
    attachments: tuple[MailAttachment, ...] = ()
    bounce: Bounce | None = None
    automatic: Automatic = NOT_AUTOMATIC
    # The id of our message that a complaint or a receipt is about.
    about_message_id: str = ""
    loop_token: str = ""
    language: str = ""
    calendar: Calendar | None = None
    # "signed" or "encrypted": says what the mail claims, nothing is verified.
    protection: str = ""
    defects: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    raw_sha256: str = ""
    body_hash: str = ""

    def header(self, name: str) -> str:
        """The first value of a header by name, or nothing."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")
