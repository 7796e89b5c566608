"""What all accounts that carry mail have in common: reading a mail, and making one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from shopbell.channels.base import (
    Capabilities,
    ChannelAdapter,
    Inbound,
    Outbound,
    Part,
    Raw,
    StatusUpdate,
)
from shopbell.channels.mail.compose import OutgoingMail, compose
from shopbell.channels.mail.isolate import parse_isolated
from shopbell.channels.mail.model import Address, MailAttachment, ParsedMail
from shopbell.core import clock

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
MAIL = Capabilities(
    markup="html",
    attachments=frozenset({"*/*"}),
    max_bytes={"total": 10 * 1024 * 1024},
    can_initiate=True,
    late_failure=True,
    delivered=True,
    read=True,
    is_mail=True,
)


class MailAdapter(ChannelAdapter):
    """Base of the kinds of account that carry mail; threads of all of them are `email`."""

    channel = "email"
    scheme = "email"
    capabilities = MAIL

    def parse(self, raw: Raw) -> Iterable[Inbound | StatusUpdate]:
        """The one mail in the bytes. Raises `ParseFailed` when it kills its parser."""
        yield inbound_of(parse_isolated(raw.body))

    def render(self, message: Outbound) -> list[Part]:
        """One mail, one part."""
        return [Part(f"{message.key}.0", payload_of(message))]

    def letter(self, part: Part) -> tuple[bytes, str, list[str]]:
        """The mail of a part for the wire, its envelope sender and recipients. Raises `ComposeRefused`."""
        return compose(self.outgoing(part))

    def outgoing(self, part: Part) -> OutgoingMail:
        """The mail of a part, its files read."""
        payload = part.payload
        return OutgoingMail(
            from_=Address(self.facts.address, payload["sender_name"]),
            to=(Address(payload["to"], payload["to_name"]), *_addresses(payload.get("also_to", ()))),
            cc=_addresses(payload["cc"]),
            bcc=_addresses(payload.get("bcc", ())),
            reply_to=(Address(payload["reply_to"], payload["sender_name"]),) if payload["reply_to"] else (),
            subject=payload["subject"],
            text=payload["text"],
            html=payload["html"],
            date=clock.now(),
            message_id=payload["message_id"],
            in_reply_to=payload["in_reply_to"],
            references=tuple(payload["references"]),
            attachments=tuple(self._file(file) for file in payload["files"]),
            envelope_from=payload["envelope_from"] or None,
            automatic=not payload["by_human"],
            loop_token=payload["loop_token"],
        )

    def _file(self, file: dict[str, Any]) -> MailAttachment:
        return MailAttachment(
            file["name"],
            file["mime"],
            self.facts.read_file(file["ref"]),
            file["inline_id"],
            bool(file["inline_id"]),
        )


def _addresses(people: Iterable[tuple[str, str]]) -> tuple[Address, ...]:
    return tuple(Address(value, name) for value, name in people)


def inbound_of(mail: ParsedMail) -> Inbound:
    """A parsed mail as what an adapter hands up; the engine takes the details from the mail itself."""
    return Inbound(
        external_id=mail.message_id,
        sent_at=mail.date or mail.received_at or NEVER,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        automated=bool(mail.automatic),
        mail=mail,
    )


def payload_of(message: Outbound) -> dict[str, Any]:
    """What is stored with the part: enough to send the same mail again, files by reference."""
    return {
        "to": message.to.value,
        "to_name": message.to.display,
        **{name: [[one.value, one.display] for one in getattr(message, name)] for name in ("also_to", "cc", "bcc")},
        "sender_name": message.sender_name,
        "reply_to": message.reply_to,
        "subject": message.subject,
        "text": message.body,
        "html": message.html,
        "message_id": message.message_id,
        "in_reply_to": message.in_reply_to,
        "references": list(message.references),
        "envelope_from": message.headers.get("envelope-from", ""),
        "loop_token": message.headers.get("loop-token", ""),
        "by_human": message.by_human,
        "files": [
            {"name": file.name, "mime": file.mime, "ref": file.ref, "inline_id": file.inline_id}
            for file in message.attachments
        ],
    }
