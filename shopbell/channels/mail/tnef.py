"""winmail.dat opened: what Outlook packs when it thinks everybody uses Outlook."""

from __future__ import annotations

from dataclasses import dataclass

from shopbell.channels.mail.charsets import decode
from shopbell.channels.mail.clean import clean_block
from shopbell.channels.mail.filenames import safe_name, settled_type
from shopbell.channels.mail.model import MailAttachment

_MOST_FILES = 100
_LARGEST = 30 * 1024 * 1024


@dataclass(frozen=True)
class Opened:
    """The content of a TNEF file; empty when it could not be read."""

    attachments: tuple[MailAttachment, ...] = ()
    text: str = ""
    html: str = ""
    defect: str = ""


def open_tnef(data: bytes, *, limit: int) -> Opened:
    """Files and body of a TNEF file, at most `limit` bytes of files in total; never raises."""
    if len(data) > _LARGEST:
        return Opened(defect="tnef_too_large")
    # Imported here: only few mails need it.
    from tnefparse import TNEF

    try:
        tnef = TNEF(data, do_checksum=False)
        return _read(tnef, limit)
    except Exception:  # a parser of a foreign binary format: any error means "keep the file as it is"
        return Opened(defect="tnef_unreadable")


def _read(tnef: object, limit: int) -> Opened:
    files: list[MailAttachment] = []
    left = limit
    damaged = ""
    for attachment in list(getattr(tnef, "attachments", ()))[:_MOST_FILES]:
        content = bytes(attachment.data or b"")
        if len(content) > left:
            return Opened(tuple(files), _text(tnef, "body"), _text(tnef, "htmlbody"), "attachments_too_large")
        left -= len(content)
        damaged = damaged or ("" if content else "tnef_damaged")
        if not content:
            continue
        written = _plain(attachment.long_filename() or attachment.name or "")
        mime = settled_type("", written, content)
        files.append(MailAttachment(safe_name(written, mime), mime, content))
    return Opened(tuple(files), _text(tnef, "body"), _text(tnef, "htmlbody"), damaged)


def _text(tnef: object, name: str) -> str:
    return clean_block(_plain(getattr(tnef, name, "") or ""), 2 * 1024 * 1024).rstrip("\x00")


def _plain(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bytes):
        return decode(value.rstrip(b"\0"))[0]
    return str(value).rstrip("\0")
