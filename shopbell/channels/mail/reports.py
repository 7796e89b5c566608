"""Machine-readable reports inside a mail: delivery status, read receipts, complaints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shopbell.channels.mail.addresses import addresses, normal
from shopbell.channels.mail.caps import Limits
from shopbell.channels.mail.clean import clean_line
from shopbell.channels.mail.headers import header_text, message_ids
from shopbell.channels.mail.model import FailedRecipient
from shopbell.channels.mail.structure import Mail, Part, read_headers
from shopbell.channels.mail.transfer import content

_STATUS = ("message/delivery-status", "message/global-delivery-status")
_RETURNED = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global")
_ENHANCED = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])")
_MESSAGE_ID = re.compile(r"(?im)^[>\s]{0,20}message-id:\s{0,200}(<[^<>\s]{1,998}>)")
_LENIENT = Limits(headers=2**20, header=2**20, header_lines=10_000)
_MOST = 200

Fields = dict[str, str]


def delivery_status(mail: Mail) -> list[tuple[str, FailedRecipient]]:
    """(action, recipient) for each recipient of the delivery reports in the mail."""
    found: list[tuple[str, FailedRecipient]] = []
    for part in mail.walk():
        if part.mime in _STATUS:
            for fields in groups(content(mail, part)):
                recipient = _recipient(fields)
                if recipient is not None and len(found) < _MOST:
                    found.append((fields.get("action", "").split(" ")[0].lower(), recipient))
    return found


def groups(report: bytes) -> Iterator[Fields]:
    """The field groups of a report, separated by empty lines; names in lower case."""
    plain = report[:500_000].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for block in re.split(rb"\n[ \t]*\n", plain):
        headers, _, _ = read_headers(block.strip(b"\n"), 0, _LENIENT)
        fields: Fields = {}
        for header in headers:
            fields.setdefault(header.key, header_text(header.value, 2000))
        if fields:
            yield fields


def feedback_fields(mail: Mail, mime: str) -> Fields | None:
    """All fields of the first part of this type, or None without such a part."""
    part = next((part for part in mail.walk() if part.mime == mime), None)
    if part is None:
        return None
    merged: Fields = {}
    for fields in groups(content(mail, part)):
        merged = fields | merged
    return merged


def returned_message_id(mail: Mail, text: str) -> str:
    """The Message-ID of the mail a report returns, from its returned part, else from the words."""
    for part in mail.walk():
        if part is not mail.root and part.mime in _RETURNED:
            found = _own_id(mail, part)
            if found:
                return found
    quoted = _MESSAGE_ID.search(text[:200_000])
    return clean_line(quoted.group(1)) if quoted else ""


def enhanced_status(text: str) -> str:
    """The first code such as 5.1.1 in free text, or nothing."""
    found = _ENHANCED.search(text[:50_000])
    return found.group() if found else ""


def _own_id(mail: Mail, part: Part) -> str:
    returned = content(mail, part)[:262144].lstrip(b"\r\n")
    headers, _, _ = read_headers(returned, 0, _LENIENT)
    value = next((header.value for header in headers if header.key == "message-id"), b"")
    ids = message_ids(value, 1)
    return ids[0] if ids else ""


def _recipient(fields: Fields) -> FailedRecipient | None:
    address = _address(fields.get("original-recipient", "")) or _address(fields.get("final-recipient", ""))
    if not address:
        return None
    diagnostic = fields.get("diagnostic-code", "")
    status = enhanced_status(fields.get("status", "")) or enhanced_status(diagnostic)
    action = fields.get("action", "").lower()
    permanent = status.startswith("5") if status else action.startswith("fail") or not action
    if action.startswith("delay"):
        permanent = False
    said = clean_line(diagnostic.partition(";")[2] or diagnostic, 500)
    return FailedRecipient(address, status, permanent, said, gave_up=action.startswith("fail"))


def _address(value: str) -> str:
    """The address in "rfc822; a@b", "rfc822;a@b" or plain "<a@b>"."""
    bare = value.partition(";")[2] if ";" in value else value
    found = addresses(bare.strip().encode("utf-8", "replace"), 1)
    return normal(found[0].email) if found else ""
