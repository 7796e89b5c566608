"""A mail on its way to its ticket: who wrote it, what kind it is, where it belongs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import dns.exception
import dns.resolver
from django.db import connection

from shopbell.channels.actions import bounces
from shopbell.channels.actions.resolution import (
    Place,
    is_own,
    own_addresses,
    place_of,
    takes_part,
)
from shopbell.channels.actions.speaking import secret
from shopbell.channels.base import ChannelAdapter, Inbound
from shopbell.channels.mail.authentication import AuthResult, authenticate
from shopbell.channels.mail.model import Address, MailAttachment, ParsedMail
from shopbell.channels.mail.parse import parse
from shopbell.channels.mail.tokens import is_own_loop
from shopbell.channels.mail.trim import trim
from shopbell.channels.models import ChannelAccount, OutgoingPart, RawInput
from shopbell.core import clock
from shopbell.customers.base import Claim, normal_email
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages, threads
from shopbell.tickets.actions.elsewhere import note_sent_elsewhere
from shopbell.tickets.base import Incoming, IncomingFile
from shopbell.tickets.models import Message, Ticket, TicketLink

CHANNEL = "email"
LONGEST_TEXT, LONGEST_HTML = 500_000, 2_000_000
_KNOWN_TEXTS = 8
_PREFIX = re.compile(r"^(?:\s*(?:re|aw|wg|fwd?|tr|rv|sv|vs|antw|odp|res|enc|ynt)\s*(?:\[\d+\])?\s*:)+\s*", re.I)
_ADDRESSED = re.compile(
    r"^[>\s*]{0,10}[^\W\d_][^:\n]{0,24}:\s*(?P<name>[^<\n@]{0,100})<?\[?(?:mailto:)?"
    r"(?P<at>[^\s<>\[\]@]{1,64}@[a-z0-9.-]{3,200})",
    re.I | re.M,
)
_DNS_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Read:
    """A mail that has been parsed and whose sender has been looked at."""

    item: Inbound
    mail: ParsedMail
    auth: AuthResult


@dataclass(slots=True)
class Letter:
    """What routing needs to know of one mail, gathered once."""

    raw: RawInput
    mail: ParsedMail
    account: ChannelAccount
    auth: AuthResult
    sender: Address | None
    own: set[str]
    folder: str
    agent: Agent | None = None
    copies: list[Message] = field(default_factory=list)

    @property
    def address(self) -> str:
        return self.sender.email if self.sender else ""


def read(raw: RawInput, item: Inbound, adapter: ChannelAdapter) -> Read:
    """Look at who vouches for the sender. Old mail is not checked: keys rotate."""
    mail = item.mail
    if mail is None:
        raise TypeError("not a mail")
    settings = adapter.settings
    if raw.is_backfill or raw.headers.get("folder") == "sent":
        return Read(item, mail, AuthResult("not_checked"))
    auth = authenticate(
        bytes(raw.body),
        trusted_authserv_ids=_words(settings.get("authserv_ids")),
        dnsfunc=_txt if settings.get("check_dkim") else None,
    )
    return Read(item, mail, auth)


def route(raw: RawInput, read: Read) -> tuple[str, int | None]:
    """Bring one mail where it belongs; gives what became of it and the message it is or is about."""
    account, mail = raw.account, read.mail
    _lock(account.shop_id, mail.message_id)
    own = own_addresses()
    sender = _sender(mail, account)
    letter = Letter(raw, mail, account, read.auth, sender, own, str(raw.headers.get("folder", "")))
    if letter.folder == "sent":
        return _from_sent_folder(letter)
    if ours := _ours(letter):
        return ours
    if mail.kind == "bounce" and (tied := bounces.bounce(account, mail)):
        return tied
    if mail.kind == "complaint":
        return bounces.complaint(account, mail)
    if mail.kind == "receipt":
        return bounces.receipt(account, mail)
    letter.copies = _copies(mail)
    if known := _known(letter):
        return known
    letter.agent = Agent.objects.filter(email__iexact=letter.address, is_active=True).first()
    return _receive(letter)


def _receive(letter: Letter) -> tuple[str, int | None]:
    mail, account = letter.mail, letter.account
    place = place_of(mail, account, letter.address)
    stranger = place is not None and not _may_join(letter, place)
    if letter.agent and place and not stranger:
        return _from_agent(letter, place, letter.agent)
    related, reason = (None, "")
    if place and stranger:
        related, reason, place = place.thread.ticket, TicketLink.Reason.NOT_A_PARTICIPANT, None
    if place is None and related is None and (other := _at_other_shop(letter)):
        related, reason = other, TicketLink.Reason.SAME_MAIL
    text, html = mail.text[:LONGEST_TEXT], mail.html[:LONGEST_HTML]
    segments = _segments(text, html, place)
    claims, name, extra = _claims(letter, text, segments)
    is_bounce = mail.kind == "bounce"
    message = messages.receive(
        Incoming(
            shop=account.shop,
            team=account.team,
            channel=CHANNEL,
            account_id=account.pk,
            dedupe_key=_dedupe_key(mail),
            sent_at=_sent_at(letter),
            claims=[] if is_bounce else claims,
            thread=place.thread if place else None,
            related=related,
            related_reason=reason,
            external_id=mail.message_id,
            in_reply_to=mail.in_reply_to[0] if mail.in_reply_to else "",
            name=name,
            subject=_subject(mail),
            text=text,
            html=html,
            segments=segments,
            language=mail.language,
            files=_files(letter),
            participants=[] if mail.automatic or is_bounce else claims[:1],
            is_automatic=bool(mail.automatic),
            is_backfill=letter.raw.is_backfill,
            is_spam=letter.folder == "junk",
            auth=letter.auth.result,
            defects=[*mail.defects, *_more_defects(letter)],
            raw_id=letter.raw.pk,
            extra=extra,
        )
    )
    if message.thread and not mail.automatic and not is_bounce:
        threads.join(message.thread, _copied(letter), is_copied=True)
    return "message", message.pk


def _may_join(letter: Letter, place: Place) -> bool:
    """Whether the sender belongs there. Machines that answer our mail only add a folded line, from any address."""
    if letter.agent is not None:
        return letter.auth.result == "pass" or takes_part(place.thread.ticket, letter.address)
    if takes_part(place.thread.ticket, letter.address):
        return True
    return letter.mail.kind in ("auto_reply", "bounce") and place.how in ("token", "reply")


def _from_agent(letter: Letter, place: Place, agent: Agent) -> tuple[str, int | None]:
    """A colleague's mail into a thread: an answer when the customer was addressed, else a note."""
    mail, contact = letter.mail, place.thread.contact
    text = mail.text[:LONGEST_TEXT]
    addressed = {normal_email(mailbox.email) for mailbox in (*mail.to, *mail.cc)}
    if contact and contact.value in addressed:
        message = note_sent_elsewhere(
            place.thread,
            text=text,
            html=mail.html[:LONGEST_HTML],
            subject=_subject(mail),
            external_id=mail.message_id,
            sent_at=_sent_at(letter),
            agent=agent,
            files=_files(letter),
            segments=_segments(text, mail.html, place),
            raw_id=letter.raw.pk,
            is_backfill=letter.raw.is_backfill,
        )
        return "sent_elsewhere", message.pk
    shown = "".join(
        text[s["start"] : s["end"]] for s in _segments(text, mail.html, place) if s["kind"] in ("reply", "forwarded")
    )
    return "note", messages.note(place.thread.ticket, text=shown.strip() or text or "…", agent=agent).pk


def _from_sent_folder(letter: Letter) -> tuple[str, int | None]:
    """A copy of what left this mailbox: ours, or an answer written in another mail program."""
    mail = letter.mail
    if ours := _ours(letter, settle=True):
        return ours
    if known := Message.objects.filter(external_id=mail.message_id, ticket__shop=letter.account.shop_id).first():
        return "own", known.pk
    place = place_of(mail, letter.account, letter.address)
    if place is None or mail.automatic:
        return "own", None
    text = mail.text[:LONGEST_TEXT]
    message = note_sent_elsewhere(
        place.thread,
        text=text,
        html=mail.html[:LONGEST_HTML],
        subject=_subject(mail),
        external_id=mail.message_id,
        sent_at=_sent_at(letter),
        files=_files(letter),
        segments=_segments(text, mail.html, place),
        raw_id=letter.raw.pk,
        is_backfill=letter.raw.is_backfill,
    )
    return "sent_elsewhere", message.pk


def _ours(letter: Letter, *, settle: bool = False) -> tuple[str, int | None] | None:
    """Our own mail coming back: by its id, by the signed header, or by its sender."""
    mail = letter.mail
    parts = OutgoingPart.objects.filter(external_id=mail.message_id, message__ticket__shop=letter.account.shop_id)
    if part := parts.first():
        if settle and part.state == OutgoingPart.State.UNKNOWN:
            bounces.found_in_sent_folder(part)
        return "own", part.message_id
    if mail.loop_token and is_own_loop(mail.loop_token, secret()):
        return "own", None
    if letter.folder != "sent" and letter.address and is_own(letter.address, letter.own):
        return "own", None
    return None


def _copies(mail: ParsedMail) -> list[Message]:
    """The same mail as it came before: its id and its body, at any account of any shop."""
    same = Message.objects.filter(external_id=mail.message_id, extra__body_hash=mail.body_hash)
    return list(same.select_related("ticket"))


def _known(letter: Letter) -> tuple[str, int | None] | None:
    """The same mail at another account of this shop: stored once, both arrivals kept."""
    raw = letter.raw
    for message in letter.copies:
        if message.ticket.shop_id == letter.account.shop_id and message.raw_id != raw.pk:
            arrivals = message.extra.setdefault("arrivals", [])
            if raw.pk not in [arrival["raw"] for arrival in arrivals]:
                arrivals.append(_arrival(raw))
                message.save(update_fields=["extra"])
            return "duplicate", message.pk
    return None


def _at_other_shop(letter: Letter) -> Ticket | None:
    others = (message.ticket for message in letter.copies if message.ticket.shop_id != letter.account.shop_id)
    return next(others, None)


def _arrival(raw: RawInput) -> dict[str, Any]:
    return {"account": raw.account_id, "raw": raw.pk, "at": raw.received_at.isoformat()}


def _sender(mail: ParsedMail, account: ChannelAccount) -> Address | None:
    """From; Reply-To only where the account trusts the sending address to forward for others."""
    if mail.from_ and mail.reply_to:
        trusted = {word.lower().lstrip("@") for word in _words(account.settings.get("trusted_reply_to"))}
        if normal_email(mail.from_.email) in trusted or mail.from_.domain in trusted:
            reply_to = mail.reply_to[0]
            return replace(reply_to, name=reply_to.name or mail.from_.name)
    return mail.from_


def _claims(letter: Letter, text: str, segments: Sequence[dict[str, Any]]) -> tuple[list[Claim], str, dict[str, Any]]:
    """Who the customer is; of what a colleague forwarded, the one who wrote to them."""
    mail, sender = letter.mail, letter.sender
    extra: dict[str, Any] = {"body_hash": mail.body_hash, "arrivals": [_arrival(letter.raw)]}
    if letter.raw.headers.get("catch_up"):
        extra["catch_up"] = True
    if mail.calendar:
        extra["calendar"] = {
            "summary": mail.calendar.summary,
            "start": mail.calendar.start,
            "location": mail.calendar.location,
        }
    if letter.agent and letter.auth.result != "fail":
        inner = _forwarded_sender(mail, text, segments)
        if inner and not is_own(inner.email, letter.own):
            extra["forwarded_by"] = letter.agent.pk
            return [Claim("email", inner.email, display=inner.name)], inner.name, extra
    if sender is None:
        return [], "", extra
    is_proven = letter.auth.result == "pass" and sender == mail.from_
    claim = Claim("email", sender.email, display=sender.name, proof="dkim" if is_proven else "")
    return [claim], sender.name, extra


def _forwarded_sender(mail: ParsedMail, text: str, segments: Sequence[dict[str, Any]]) -> Address | None:
    """The first address of the forwarded block's header lines, or the sender of an attached mail."""
    for segment in segments:
        if segment["kind"] == "forwarded":
            found = _ADDRESSED.search(text[segment["start"] : segment["end"]][:5000])
            if found:
                return Address(normal_email(found["at"]), found["name"].strip(" \"'*\t"))
    for file in mail.attachments:
        if file.mime == "message/rfc822" and len(file.content) < 1_000_000:
            return parse(file.content).from_
    return None


def _copied(letter: Letter) -> list[Claim]:
    """The other people in To and Cc, never an address of ours."""
    mailboxes = [*letter.mail.to, *letter.mail.cc][:50]
    return [
        Claim("email", mailbox.email, display=mailbox.name)
        for mailbox in mailboxes
        if not is_own(mailbox.email, letter.own)
    ]


def _segments(text: str, html: str, place: Place | None) -> list[dict[str, Any]]:
    known: list[str] = []
    if place:
        newest = Message.objects.filter(thread=place.thread).order_by("-seq")
        known = list(newest.values_list("text", flat=True)[:_KNOWN_TEXTS])
    return [{"start": s.start, "end": s.end, "kind": s.kind, "reason": s.reason} for s in trim(text, html, known)]


def _files(letter: Letter) -> list[IncomingFile]:
    mail = letter.mail
    files = [_file(attachment) for attachment in mail.attachments]
    if not mail.headers and mail.defects:  # over a limit: the whole mail stays at hand
        files.append(IncomingFile("mail.eml", bytes(letter.raw.body), "message/rfc822"))
    return files


def _file(attachment: MailAttachment) -> IncomingFile:
    return IncomingFile(attachment.name, attachment.content, attachment.mime, attachment.inline_id, attachment.inline)


def _more_defects(letter: Letter) -> list[str]:
    found = ["bounce_not_tied"] if letter.mail.kind == "bounce" else []
    return [*found, "left_in_mailbox"] if letter.raw.headers.get("truncated") else found


def _subject(mail: ParsedMail) -> str:
    return _PREFIX.sub("", mail.subject)


def _sent_at(letter: Letter) -> datetime:
    """The sender's clock is believed where it is plausible: not after the arrival."""
    arrived = letter.raw.headers.get("internaldate")
    received = datetime.fromisoformat(str(arrived)) if arrived else letter.mail.received_at
    latest = min(received or clock.now(), clock.now())
    return min(letter.mail.date or latest, latest)


def _dedupe_key(mail: ParsedMail) -> str:
    """The same id with another body is another message: senders reuse ids."""
    return hashlib.sha256(f"{mail.message_id}\0{mail.body_hash}".encode()).hexdigest()


def _lock(shop_id: int, message_id: str) -> None:
    """Two arrivals of one mail at the same instant: the second waits, then finds the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 12))", [f"{shop_id}|{message_id}"])


def _words(value: Any) -> list[str]:
    return value.replace(",", " ").split() if isinstance(value, str) else list(value or ())


@lru_cache(maxsize=1)
def _resolver() -> dns.resolver.Resolver:
    resolver = dns.resolver.Resolver()
    resolver.lifetime, resolver.cache = _DNS_SECONDS, dns.resolver.LRUCache(2000)
    return resolver


def _txt(name: str) -> str | None:
    try:
        answer = _resolver().resolve(name, "TXT", raise_on_no_answer=False)
    except dns.exception.DNSException:
        return None
    records = [b"".join(record.strings) for record in answer.rrset or ()]
    return records[0].decode("latin-1") if records else None
