"""A first look at the raw bytes: is this mail within bounds, and if not, whom is it from."""

from __future__ import annotations

from dataclasses import dataclass

from shopbell.channels.mail.addresses import addresses
from shopbell.channels.mail.caps import DEFAULT, Limits, OverLimit
from shopbell.channels.mail.headers import header_text, message_ids
from shopbell.channels.mail.structure import Mail, plain_headers, read

__all__ = ["DEFAULT", "Limits", "OverLimit", "Scan", "scan"]


@dataclass(frozen=True, slots=True)
class Scan:
    """The outcome: `reason` is the code of the limit that is exceeded, empty when `ok`."""

    ok: bool
    reason: str = ""
    subject: str = ""
    from_address: str = ""
    message_id: str = ""
    parts: int = 1


def scan(raw: bytes, limits: Limits = DEFAULT) -> Scan:
    """Check every limit in linear time; never raises."""
    try:
        mail = read(raw, limits)
    except OverLimit as error:
        return stub(raw, error.reason)
    root = mail.root
    return _scanned(root.get("subject"), root.get("from"), root.get("message-id"), mail)


def stub(raw: bytes, reason: str) -> Scan:
    """What a mail over a limit says about itself in its first lines."""
    found = plain_headers(raw, ("subject", "from", "message-id"))
    return _scanned(found["subject"], found["from"], found["message-id"], reason=reason)


def _scanned(subject: bytes, sender: bytes, message_id: bytes, mail: Mail | None = None, reason: str = "") -> Scan:
    mailboxes = addresses(sender[:2000], 1)
    ids = message_ids(message_id[:2000], 1)
    return Scan(
        ok=not reason,
        reason=reason,
        subject=header_text(subject[:4000]),
        from_address=mailboxes[0].email if mailboxes else "",
        message_id=ids[0] if ids else "",
        parts=sum(1 for _ in mail.walk()) if mail else 0,
    )
