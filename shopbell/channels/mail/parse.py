"""Raw bytes to a ParsedMail; the one entrance of inbound mail."""

from __future__ import annotations

import hashlib
import re

from shopbell.channels.mail.addresses import addresses, names_another
from shopbell.channels.mail.body import Body, read_body
from shopbell.channels.mail.caps import DEFAULT, Limits, OverLimit
from shopbell.channels.mail.classify import classify
from shopbell.channels.mail.headers import header_date, header_text, message_ids, received_date
from shopbell.channels.mail.language import guess_language
from shopbell.channels.mail.limits import stub
from shopbell.channels.mail.model import Address, ParsedMail
from shopbell.channels.mail.structure import Mail, Part, read

_KEPT_HEADERS = 300
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "x-rcpt-to")


def parse(raw: bytes, limits: Limits = DEFAULT) -> ParsedMail:
    """The mail as data; never raises. Over a limit it is a stub whose `defects` start with the reason."""
    try:
        mail = read(raw, limits)
    except OverLimit as error:
        return _stub(raw, error.reason)
    try:
        return _parse(raw, mail, limits)
    except Exception as error:  # the promise of the package: a mail in, a message out
        return _stub(raw, f"unreadable: {type(error).__name__}")


def synthetic_id(raw: bytes) -> str:
    """A Message-ID for a mail without one: the same for every copy, whatever its line endings."""
    text = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip(b"\n")
    return f"<{hashlib.sha256(text).hexdigest()}@missing-id.invalid>"


def _parse(raw: bytes, mail: Mail, limits: Limits) -> ParsedMail:
    root = mail.root
    body = read_body(mail, limits)
    text = body.text
    senders = _mailboxes(root, "from", limits)
    verdict = classify(mail, text)
    ids = message_ids(root.get("message-id"), 1)
    return ParsedMail(
        kind=verdict.kind,
        from_=senders[0] if senders else None,
        sender=next(iter(_mailboxes(root, "sender", limits)), None),
        reply_to=_mailboxes(root, "reply-to", limits),
        to=_mailboxes(root, "to", limits),
        cc=_mailboxes(root, "cc", limits),
        delivered_to=_delivered_to(root),
        subject=header_text(root.get("subject")),
        date=header_date(root.get("date")),
        received_at=received_date(root.all("received")),
        message_id=ids[0] if ids else synthetic_id(raw),
        in_reply_to=message_ids(b" ".join(root.all("in-reply-to")), 20),
        references=message_ids(b" ".join(root.all("references"))),
        text=text,
        html=body.html,
        attachments=tuple(body.attachments),
        bounce=verdict.bounce,
        automatic=verdict.automatic,
        about_message_id=verdict.about,
        loop_token=header_text(root.get("x-shopbell-loop"), 200),
        language=guess_language(text),
        calendar=body.calendar,
        protection=body.protection,
        defects=_defects(mail, body, senders, has_id=bool(ids)),
        headers=_headers(root),
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        body_hash=_body_hash(text, body),
    )


def _mailboxes(part: Part, name: str, limits: Limits) -> tuple[Address, ...]:
    found = [mailbox for value in part.all(name) for mailbox in addresses(value, limits.addresses)]
    return tuple(found[: limits.addresses])


def _delivered_to(root: Part) -> tuple[str, ...]:
    """Where the mail arrived by the headers of delivering servers, topmost first."""
    found = [m.email for name in _DELIVERED for value in root.all(name)[:10] for m in addresses(value, 10)]
    return tuple(dict.fromkeys(found))


def _headers(root: Part) -> tuple[tuple[str, str], ...]:
    return tuple((header.name, header_text(header.value, 2000)) for header in root.headers[:_KEPT_HEADERS])


def _defects(mail: Mail, body: Body, senders: tuple[Address, ...], *, has_id: bool) -> tuple[str, ...]:
    found = list(mail.defects)
    if not senders:
        found.append("sender_missing")
    if len(senders) > 1 or len(mail.root.all("from")) > 1:
        found.append("several_senders")
    if senders and names_another(senders[0]):
        found.append("sender_name_shows_other_address")
    if not has_id:
        found.append("message_id_missing")
    return (*found, *body.defects)


def _body_hash(text: str, body: Body) -> str:
    """Equal for copies that differ in trace headers, line endings and spacing only."""
    digest = hashlib.sha256(re.sub(r"\s+", " ", text).strip().encode("utf-8"))
    for file in body.attachments:
        data = file.content.replace(b"\r\n", b"\n") if file.mime.startswith(("text/", "message/")) else file.content
        digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()


def _stub(raw: bytes, reason: str) -> ParsedMail:
    said = stub(raw, reason)
    return ParsedMail(
        from_=Address(said.from_address) if said.from_address else None,
        subject=said.subject,
        message_id=said.message_id or synthetic_id(raw),
        defects=(reason,),
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        body_hash=hashlib.sha256(raw).hexdigest(),
    )
