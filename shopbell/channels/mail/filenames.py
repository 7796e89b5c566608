"""Names and types of attachments, made safe to show, store and download."""

from __future__ import annotations

import re

from shopbell.channels.mail.charsets import decode
from shopbell.channels.mail.clean import clean_line
from shopbell.channels.mail.headers import loose, words
from shopbell.channels.mail.structure import Part

LONGEST = 150
_UNSAFE = re.compile(r'[<>:"|?*]')
_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
    (b"{\\rtf", "application/rtf"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BEGIN:VCALENDAR", "text/calendar"),
    (b"BEGIN:VCARD", "text/vcard"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
)
# The system's table differs from machine to machine; these must not.
_EXTENSIONS = {
    "message/rfc822": ".eml",
    "message/delivery-status": ".txt",
    "message/disposition-notification": ".txt",
    "message/feedback-report": ".txt",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "text/vcard": ".vcf",
    "text/rfc822-headers": ".txt",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/rtf": ".rtf",
    "application/gzip": ".gz",
    "application/pgp-signature": ".asc",
    "application/pgp-encrypted": ".asc",
    "application/pkcs7-signature": ".p7s",
    "application/x-pkcs7-signature": ".p7s",
    "application/pkcs7-mime": ".p7m",
    "application/x-pkcs7-mime": ".p7m",
    "application/ms-tnef": ".dat",
    "application/json": ".json",
    "application/xml": ".xml",
    "text/csv": ".csv",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-powerpoint": ".ppt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "message/external-body": ".txt",
    "message/partial": ".txt",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
}
_TYPES = {extension: mime for mime, extension in reversed(_EXTENSIONS.items())} | {
    ".jpeg": "image/jpeg",
    ".txt": "text/plain",
    ".asc": "text/plain",
}
_VAGUE = (
    "application/octet-stream",
    "application/x-octet-stream",
    "application/force-download",
    "application/binary",
)


def declared_name(part: Part) -> str:
    """The file name a part carries (RFC 2231, encoded words or plain bytes), decoded but not yet safe."""
    for value, key in ((part.disposition, "filename"), (part.content, "name")):
        raw, label, extended = value.text(key)
        if raw:
            return decode(raw, label or "utf-8")[0] if extended else words(loose(raw))
    return ""


def safe_name(name: str, mime: str, fallback: str = "attachment") -> str:
    """`name` without path, control and reserved characters, with an extension, at most 150 characters."""
    last = re.split(r"[/\\]", clean_line(name, 2000))[-1]
    last = _UNSAFE.sub("_", last).strip(" .")
    stem, dot, extension = last.rpartition(".")
    has_extension = bool(dot and stem and extension.isalnum() and len(extension) <= 10)
    if not has_extension:
        stem, extension = last or fallback, extension_of(mime).lstrip(".")
    return f"{stem[: LONGEST - 1 - len(extension)]}.{extension}" if extension else stem[:LONGEST]


def extension_of(mime: str) -> str:
    """The usual extension of a type with its dot, or nothing."""
    return _EXTENSIONS.get(mime, "")


def settled_type(mime: str, name: str, data: bytes) -> str:
    """The declared type unless it is vague; then what the bytes say, then what the name says."""
    if mime and mime not in _VAGUE and "/" in mime:
        return clean_line(mime, 100)
    for start, kind in _SIGNATURES:
        if data.startswith(start):
            # Office files are archives too: the name tells them apart.
            return _by_name(name) or kind if kind == "application/zip" else kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return _by_name(name) or ("text/plain" if _is_text(data) else "application/octet-stream")


def _by_name(name: str) -> str:
    return _TYPES.get("." + name.rpartition(".")[2].lower(), "")


def _is_text(data: bytes) -> bool:
    start = data[:2000]
    return bool(start) and not any(byte < 32 and byte not in (9, 10, 13) for byte in start) and start.isascii()
