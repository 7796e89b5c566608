"""A visitor writes in the chat, and says how far they have read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shopbell.channels.actions.visitors import Visitor, lock
from shopbell.channels.chat.history import current_thread
from shopbell.channels.chat.settings import REQUIRED, WidgetSettings
from shopbell.channels.models import ChannelAccount
from shopbell.core import clock, files
from shopbell.core.clean import clean, one_line
from shopbell.core.errors import Refused
from shopbell.core.ids import is_public_id
from shopbell.customers.base import Claim
from shopbell.tickets.actions import attachments, messages
from shopbell.tickets.actions.reading import read_by_customer
from shopbell.tickets.base import Incoming
from shopbell.tickets.errors import EmptyMessage
from shopbell.tickets.models import Attachment, Message, Thread

LONGEST_TEXT = 4000
MOST_FILES = 5
_REFUSED_TYPES = (
    *("text/html", "image/svg", "application/xhtml", "application/x-ms", "application/x-dos"),
    *("application/x-executable", "application/x-sharedlib", "application/vnd.microsoft.portable"),
)
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_REFUSED_ENDINGS = (
    *("apk", "app", "bat", "cmd", "com", "cpl", "dll", "exe", "hta", "htm", "html", "jar", "js", "jse"),
    *("lnk", "msi", "msp", "ps1", "scr", "sh", "svg", "vbs", "wsf"),
)


class TooLong(Refused):
    sentence: ClassVar[str] = gettext_noop(
        "This message has more than {limit} characters. Send it in two parts, or as a file."
    )


class MissingAnswer(Refused):
    """A pre-chat question that the shop needs answered; `field` is its name."""

    sentence: ClassVar[str] = gettext_noop("One answer is missing before the chat can begin: {label}.")

    def __init__(self, field: str, label: str) -> None:
        super().__init__(label=label)
        self.field = field


class NotAnAddress(Refused):
    sentence: ClassVar[str] = gettext_noop("{address} is not a complete e-mail address. Is something missing?")


class KindOfFileRefused(Refused):
    sentence: ClassVar[str] = gettext_noop("{name} is a kind of file that we do not take. A photo or a PDF works.")


class TooManyFiles(Refused):
    sentence: ClassVar[str] = gettext_noop("At most {n} files go with one message.")


class FileGone(Refused):
    sentence: ClassVar[str] = gettext_noop(
        "A file of this message is no longer here. Take the message back and attach it again."
    )


class EmptyFile(Refused):
    sentence: ClassVar[str] = gettext_noop("{name} is empty. Choose it once more.")


class NotYours(Refused):
    sentence: ClassVar[str] = gettext_noop("This message belongs to another chat. Write it again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a visitor says of themselves before the chat."""

    name: str = ""
    email: str = ""
    order: str = ""

    def checked(self) -> About:
        """With a sound address. Raises `NotAnAddress`."""
        email = one_line(self.email, 320)
        if email:
            try:
                validate_email(email)
            except ValidationError as error:
                raise NotAnAddress(address=email) from error
        return About(name=one_line(self.name, 200), email=email, order=one_line(self.order, 40).lstrip("#"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message of a visitor. `client_uuid` is the same when the browser tries again."""

    client_uuid: str
    text: str
    language: str = ""
    page: str = ""
    files: Sequence[Attachment] = field(default_factory=tuple)
    about: About = field(default_factory=About)


@transaction.atomic
def say(account: ChannelAccount, visitor: Visitor, said: Said) -> Message:
    """Store a message in the visitor's thread; a repeated `client_uuid` gives the stored one back.

    Raises `EmptyMessage`, `TooLong`, `NotAnAddress`, `MissingAnswer`, `NotYours`.
    """
    text = clean(said.text).strip()
    if not text and not said.files:
        raise EmptyMessage
    if len(text) > LONGEST_TEXT:
        raise TooLong(limit=f"{LONGEST_TEXT:,}")
    about = said.about.checked()
    lock(visitor)
    thread = current_thread(account, visitor.id)
    if thread is None:
        _check_answers(account, visitor, about)
    email = [Claim("email", about.email, display=about.name)] if about.email else []
    message = messages.receive(
        Incoming(
            shop=account.shop,
            team=account.team,
            channel="chat",
            account_id=account.pk,
            dedupe_key=f"v:{said.client_uuid}",
            sent_at=clock.now(),
            claims=[*visitor.claims, *email],
            participants=email,
            thread=thread,
            external_key=visitor.id,
            name=visitor.name or about.name,
            subject="" if text else said.files[0].name,
            text=text,
            language=said.language,
            auth="hmac" if visitor.is_known else "none",
            origin=said.page,
            order_number=about.order,
        )
    )
    if message.thread is None or message.thread.external_key != visitor.id:
        raise NotYours
    attachments.attach(said.files, message=message)
    return message


def upload(visitor: Visitor, content: bytes, *, name: str, claimed: str) -> Attachment:
    """Keep a file for the visitor's next message. Raises `FileRefused`, `EmptyFile`, `KindOfFileRefused`."""
    if not content:
        raise EmptyFile(name=files.safe_name(name))
    if not may_keep(name, content, claimed):
        raise KindOfFileRefused(name=files.safe_name(name))
    return attachments.upload(content, name=name, claimed=claimed, owner=visitor.owner)


def may_keep(name: str, head: bytes, claimed: str) -> bool:
    """Whether we take a file that strangers send: no programs, no pages that could run something."""
    is_program = head.startswith(_PROGRAMS) and b"\x00" in head
    is_refused = is_program or files.sniff(head, claimed).startswith(_REFUSED_TYPES)
    return not is_refused and name.rpartition(".")[2].lower() not in _REFUSED_ENDINGS


def uploaded(visitor: Visitor, public_ids: Sequence[str]) -> list[Attachment]:
    """The visitor's own files of these ids, in this order. Raises `TooManyFiles`, `FileGone`."""
    if len(public_ids) > MOST_FILES:
        raise TooManyFiles(n=MOST_FILES)
    ids = filter(is_public_id, public_ids)
    found = Attachment.objects.filter(public_id__in=list(ids), owner=visitor.owner)
    by_id = {file.public_id: file for file in found}
    if any(public_id not in by_id for public_id in public_ids):
        raise FileGone
    return [by_id[public_id] for public_id in public_ids]


def acknowledge(thread: Thread, *, delivered: int, read: int) -> Thread:
    """The visitor's screen has received and shown the thread so far."""
    return read_by_customer(thread, delivered=delivered, read=read)


def longest_body() -> int:
    """How many bytes a message may take as JSON: each character escaped, and room for the rest."""
    return LONGEST_TEXT * 12 + 8 * 1024


def longest_upload() -> int:
    """How many bytes an upload may take, its multipart wrapping included."""
    return int(settings.SHOPBELL_MAX_UPLOAD) + 64 * 1024


def _check_answers(account: ChannelAccount, visitor: Visitor, about: About) -> None:
    labels = {"name": _("your name"), "email": _("your e-mail address"), "order": _("your order number")}
    known = {"name": visitor.name or visitor.store_id, "email": visitor.email}
    for name, demand in WidgetSettings.of(account).ask.items():
        if demand == REQUIRED and not (getattr(about, name) or known.get(name)):
            raise MissingAnswer(name, labels[name])
