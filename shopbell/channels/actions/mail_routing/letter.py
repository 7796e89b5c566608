"""One mail as routing sees it, gathered once; and what of it goes into a message."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shopbell.channels.actions.resolution import Place
from shopbell.channels.mail.authentication import AuthResult
from shopbell.channels.mail.model import Address, MailAttachment, ParsedMail
from shopbell.channels.mail.trim import trim
from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.core import clock
from shopbell.staff.models import Agent
from shopbell.tickets.base import IncomingFile
from shopbell.tickets.models import Message

LONGEST_TEXT, LONGEST_HTML = 500_000, 2_000_000
_KNOWN_TEXTS = 8
_PREFIX = re.compile(r"^(?:\s*(?:re|aw|wg|fwd?|tr|rv|sv|vs|antw|odp|res|enc|ynt)\s*(?:\[\d+\])?\s*:)+\s*", re.I)


@dataclass(slots=True)
class Letter:
    """What routing needs to know of one mail."""

    raw: RawInput
    mail: ParsedMail
    account: ChannelAccount
    auth: AuthResult
    sender: Address | None
    folder: str
    own: set[str] = field(default_factory=set)
    own_sender: str = ""
    sent_before: int | None = None
    agent: Agent | None = None
    copies: list[Message] = field(default_factory=list)

    @property
    def address(self) -> str:
        return self.sender.email if self.sender else ""

    @property
    def is_proven(self) -> bool:
        """Whether the domain of the very address we take as the sender vouches for the mail."""
        return self.auth.result == "pass" and self.sender == self.mail.from_

    @property
    def vouched(self) -> str:
        """What the check found about the sender; that a form is genuine says nothing of whom it names."""
        return "not_checked" if self.auth.result == "pass" and not self.is_proven else self.auth.result

    @property
    def text(self) -> str:
        return self.mail.text[:LONGEST_TEXT]

    @property
    def html(self) -> str:
        return self.mail.html[:LONGEST_HTML]


def segments_of(text: str, html: str, place: Place | None) -> list[dict[str, Any]]:
    """What of the text is reply, quote or signature; the thread's latest messages tell what is quoted."""
    known: list[str] = []
    if place:
        newest = Message.objects.filter(thread=place.thread).order_by("-seq")
        known = list(newest.values_list("text", flat=True)[:_KNOWN_TEXTS])
    return [{"start": s.start, "end": s.end, "kind": s.kind, "reason": s.reason} for s in trim(text, html, known)]


def files_of(letter: Letter) -> list[IncomingFile]:
    """The attachments as they came: nothing is unpacked."""
    mail = letter.mail
    files = [_file(attachment) for attachment in mail.attachments]
    if not mail.headers and mail.defects:  # over a limit: the whole mail stays at hand
        files.append(IncomingFile("mail.eml", bytes(letter.raw.body), "message/rfc822"))
    return files


def _file(attachment: MailAttachment) -> IncomingFile:
    return IncomingFile(attachment.name, attachment.content, attachment.mime, attachment.inline_id, attachment.inline)


def defects_of(letter: Letter) -> list[str]:
    """What was odd about the mail, for the agent."""
    found = [*letter.mail.defects]
    if letter.mail.kind == "bounce":
        found.append("bounce_not_tied")
    if letter.raw.headers.get("truncated"):
        found.append("left_in_mailbox")
    return found


def subject_of(mail: ParsedMail) -> str:
    """The subject without the prefixes of answering and forwarding."""
    return _PREFIX.sub("", mail.subject)


def sent_at(letter: Letter) -> datetime:
    """The sender's clock is believed where it is plausible: not after the arrival."""
    arrived = letter.raw.headers.get("internaldate")
    received = datetime.fromisoformat(str(arrived)) if arrived else letter.mail.received_at
    latest = min(received or clock.now(), clock.now())
    return min(letter.mail.date or latest, latest)


def dedupe_key(mail: ParsedMail) -> str:
    """The same id with another body is another message: senders reuse ids."""
    return hashlib.sha256(f"{mail.message_id}\0{mail.body_hash}".encode()).hexdigest()
