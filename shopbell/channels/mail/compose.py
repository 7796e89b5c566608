"""A message of ours as bytes for the wire. Built on Django's mail classes, see `_headers` for why."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email import encoders
from email.message import Message
from email.mime.base import MIMEBase
from email.utils import format_datetime, formataddr
from typing import ClassVar

from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import SafeMIMEMultipart
from django.utils.translation import gettext_noop

from shopbell.channels.mail.addresses import ascii_domain
from shopbell.channels.mail.model import Address, MailAttachment
from shopbell.core.errors import Refused

MOST_REFERENCES = 21
LARGEST = 10 * 1024 * 1024
_BREAK = re.compile(r"[\r\n\0]")
_ID = re.compile(r"<[^<>\s]{1,990}>")
_HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,70}")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")
_DOMAIN = re.compile(r"(?=.{1,255}\Z)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*")


class ComposeRefused(Refused):
    """The message cannot be sent as it is; the sentence says why."""

    sentence: ClassVar[str] = gettext_noop("This message cannot be sent as an e-mail.")


@dataclass(frozen=True, kw_only=True)
class OutgoingMail:
    """Everything that goes into a message. Inline images are attachments with `inline` and `inline_id`."""

    from_: Address
    to: tuple[Address, ...]
    subject: str
    text: str
    date: datetime
    message_id: str
    html: str = ""
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[MailAttachment, ...] = ()
    # None = the From address; "" = the null sender, for automatic mail.
    envelope_from: str | None = None
    # Automatic mail names itself and carries our loop token, so that no robot answers it.
    automatic: bool = False
    loop_token: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int = LARGEST


def new_message_id(domain: str) -> str:
    """A Message-ID of the sending domain; make it once, store it, and send with it."""
    return f"<{secrets.token_hex(16)}@{ascii_domain(domain)}>"


def compose(mail: OutgoingMail) -> tuple[bytes, str, list[str]]:
    """(message with CRLF, envelope sender, envelope recipients); raises ComposeRefused with a sentence."""
    recipients = [_checked(mailbox) for mailbox in (*mail.to, *mail.cc, *mail.bcc)]
    if not recipients:
        raise ComposeRefused(gettext_noop("Add at least one recipient."))
    sender = _checked(mail.from_)
    if sum(len(file.content) for file in mail.attachments) > mail.max_bytes:
        raise ComposeRefused(gettext_noop("The attachments are too large for an e-mail; send a link instead."))
    message = EmailMultiAlternatives(
        subject=_line(mail.subject, "subject"),
        body=_body(mail.text),
        from_email=_mailbox(mail.from_),
        to=[_mailbox(mailbox) for mailbox in mail.to],
        cc=[_mailbox(mailbox) for mailbox in mail.cc],
        reply_to=[_mailbox(mailbox) for mailbox in mail.reply_to],
        headers=dict(_headers(mail)),
    )
    message.encoding = "utf-8"
    if mail.html:
        message.attach_alternative(_body(mail.html), "text/html")
    inline = [file for file in mail.attachments if file.inline and file.inline_id and mail.html]
    for file in mail.attachments:
        if file not in inline:
            message.attach(_part(file))
    built = message.message()
    if inline:
        _relate(built, inline)
    envelope = sender if mail.envelope_from is None else mail.envelope_from
    if envelope:
        envelope = _checked(Address(envelope))
    return _wire(built), envelope, list(dict.fromkeys(recipients))


def _headers(mail: OutgoingMail) -> Iterator[tuple[str, str]]:
    """Everything beyond the addresses.

    `email.policy.SMTP` rewrites ids longer than a line as encoded words, which breaks threads; the
    classes of Django 5.2 keep them (tests/channels/mail/test_compose.py watches over upgrades).
    """
    yield "Date", format_datetime(mail.date)
    yield "Message-ID", _id(mail.message_id)
    if mail.in_reply_to:
        yield "In-Reply-To", _id(mail.in_reply_to)
    references = [_id(reference) for reference in dict.fromkeys(mail.references)]
    if len(references) > MOST_REFERENCES:
        references = references[:1] + references[1 - MOST_REFERENCES :]
    if references:
        yield "References", " ".join(references)
    if mail.automatic:
        yield "Auto-Submitted", "auto-replied" if mail.in_reply_to else "auto-generated"
        yield "X-Auto-Response-Suppress", "All"
    if mail.loop_token:
        yield "X-Shopbell-Loop", _line(mail.loop_token, "loop token")
    for name, value in mail.headers.items():
        if not _HEADER_NAME.fullmatch(name):
            raise ComposeRefused(gettext_noop("A header name contains characters that are not allowed."))
        yield name, _line(value, name)


def _line(value: str, what: str) -> str:
    if _BREAK.search(value):
        raise ComposeRefused(gettext_noop("The field “{what}” must be a single line."), what=what)
    return value.encode("utf-8", "replace").decode("utf-8").strip()


def _id(value: str) -> str:
    if not (_ID.fullmatch(value) and value.isascii()):
        raise ComposeRefused(gettext_noop("A message id of this conversation is malformed."))
    return value


def _checked(mailbox: Address) -> str:
    """The address for the envelope, its domain in ASCII."""
    local, at, domain = _line(mailbox.email, "address").rpartition("@")
    if not at or not local:
        raise ComposeRefused(gettext_noop("“{address}” is not an e-mail address."), address=mailbox.email)
    if not local.isascii():
        raise ComposeRefused(
            gettext_noop("“{address}” has letters before the @ that mail servers cannot deliver to yet (SMTPUTF8)."),
            address=mailbox.email,
        )
    domain = ascii_domain(domain)
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise ComposeRefused(gettext_noop("“{address}” is not an e-mail address."), address=mailbox.email)
    return f"{local}@{domain}"


def _mailbox(mailbox: Address) -> str:
    return formataddr((_line(mailbox.name, "name"), _checked(mailbox)), "utf-8")


def _body(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _part(file: MailAttachment) -> MIMEBase:
    major, _, minor = file.mime.partition("/")
    # An attached message or text must not be re-encoded: it goes out byte for byte.
    if major in ("message", "multipart") or not re.fullmatch(r"[a-z0-9.+-]{1,80}", minor.lower()):
        major, minor = "application", "octet-stream"
    part = MIMEBase(major, minor)
    part.set_payload(file.content)
    encoders.encode_base64(part)
    name = _line(file.name, "file name") or "attachment"
    part.add_header("Content-Disposition", "inline" if file.inline else "attachment", filename=_parameter(name))
    if file.inline_id:
        part["Content-ID"] = f"<{_line(file.inline_id, 'content id')}>"
    return part


def _parameter(name: str) -> str | tuple[str, str, str]:
    return name if name.isascii() else ("utf-8", "", name)


def _relate(message: Message, inline: list[MailAttachment]) -> None:
    """Put the HTML part and its images into one multipart/related."""
    for parent in message.walk():
        children = parent.get_payload()
        if parent.get_content_type() != "multipart/alternative" or not isinstance(children, list):
            continue
        related = SafeMIMEMultipart(_subtype="related", encoding="utf-8")
        related.attach(children[-1])
        for file in inline:
            related.attach(_part(file))
        children[-1] = related
        return


def _wire(message: Message) -> bytes:
    raw = message.as_bytes()
    return re.sub(rb"\r?\n", b"\r\n", raw)
