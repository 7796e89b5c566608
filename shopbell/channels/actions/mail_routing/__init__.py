"""A mail on its way to its ticket: who wrote it, what kind it is, where it belongs."""

from __future__ import annotations

from django.db import connection

from shopbell.channels.actions import bounces, continuation
from shopbell.channels.actions.mail_routing.arrivals import at_other_shop, coming_of, known, look_up, ours
from shopbell.channels.actions.mail_routing.letter import (
    Letter,
    dedupe_key,
    defects_of,
    files_of,
    segments_of,
    sent_at,
    subject_of,
)
from shopbell.channels.actions.mail_routing.sender import claims_of, copied_by, newly_named, sender_of, unmask
from shopbell.channels.actions.mail_routing.standing import (
    is_addressed,
    is_ours,
    may_copy,
    may_join,
    reason_apart,
    speaks_for_us,
)
from shopbell.channels.actions.mail_routing.vouching import Read, read
from shopbell.channels.actions.resolution import Place, place_of
from shopbell.channels.models import RawInput
from shopbell.customers.actions.suppression import forget_soft_bounces
from shopbell.customers.base import normal_email
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages, threads
from shopbell.tickets.actions.elsewhere import note_sent_elsewhere, note_written_elsewhere
from shopbell.tickets.base import Incoming
from shopbell.tickets.models import TicketLink

__all__ = ["Read", "read", "route"]
CHANNEL = "email"


def route(raw: RawInput, read: Read) -> tuple[str, int | None]:
    """Bring one mail where it belongs; gives what became of it and the message it is or is about."""
    account, mail = raw.account, read.mail
    _lock(account.shop_id, mail.message_id)
    folder = str(raw.headers.get("folder", ""))
    letter = Letter(raw, mail, account, read.auth, sender_of(mail, account), folder)
    if own := ours(letter, look_up(letter)):
        return own
    if folder == "sent":
        return _from_sent_folder(letter)
    unmask(letter)
    if mail.kind == "bounce" and (tied := bounces.bounce(account, mail)):
        return tied
    if mail.kind == "complaint":
        return bounces.complaint(account, mail)
    if mail.kind == "receipt":
        return bounces.receipt(account, mail)
    return known(letter) or _receive(letter)


def _receive(letter: Letter) -> tuple[str, int | None]:
    mail, account = letter.mail, letter.account
    place = place_of(mail, account, letter.address)
    if letter.agent and place and speaks_for_us(letter, place):
        return _from_agent(letter, place, letter.agent)
    if place and is_ours(letter, place):
        return _sent_elsewhere(letter, place)
    related, reason = (None, "")
    if place and not may_join(letter, place):
        related, reason, place = place.thread.ticket, reason_apart(letter, place), None
    if place is None and related is None and (other := at_other_shop(letter)):
        related, reason = other, TicketLink.Reason.SAME_MAIL
    text, html = letter.text, letter.html
    segments = segments_of(text, html, place)
    claims, name, extra = claims_of(letter, text, segments)
    is_bounce = mail.kind == "bounce"
    copied = [] if mail.automatic or is_bounce else copied_by(letter)
    if copied and not may_copy(letter, place):
        copied, extra["not_copied"] = [], newly_named(copied, place)
    message = messages.receive(
        Incoming(
            shop=account.shop,
            team=account.team,
            channel=CHANNEL,
            account_id=account.pk,
            dedupe_key=dedupe_key(mail),
            sent_at=sent_at(letter),
            claims=[] if is_bounce else claims,
            thread=place.thread if place else None,
            related=related,
            related_reason=reason,
            external_id=mail.message_id,
            in_reply_to=mail.in_reply_to[0] if mail.in_reply_to else "",
            name=name,
            subject=subject_of(mail),
            text=text,
            html=html,
            segments=segments,
            language=mail.language,
            files=files_of(letter),
            participants=[] if mail.automatic or is_bounce else claims[:1],
            is_automatic=bool(mail.automatic),
            is_backfill=letter.raw.is_backfill,
            is_spam=letter.folder == "junk",
            is_new=bool(mail.message_id) and not letter.copies,  # under the lock of `route`
            auth=letter.vouched,
            defects=defects_of(letter),
            raw_id=letter.raw.pk,
            extra=extra,
        )
    )
    if message.thread and copied:
        threads.join(message.thread, copied, is_copied=True)
    if not mail.automatic and not is_bounce and not letter.raw.is_backfill:
        forget_soft_bounces(normal_email(letter.address))
    continuation.recognise_writer(message)
    return "message", message.pk


def _from_agent(letter: Letter, place: Place, agent: Agent) -> tuple[str, int | None]:
    """A colleague's mail into a thread: an answer when the customer was addressed, else a note."""
    if is_addressed(letter, place):
        return _sent_elsewhere(letter, place, agent)
    text = letter.text
    shown = "".join(
        text[s["start"] : s["end"]]
        for s in segments_of(text, letter.mail.html, place)
        if s["kind"] in ("reply", "forwarded")
    )
    note = note_written_elsewhere(
        place.thread.ticket,
        text=shown.strip() or text or "…",
        agent=agent,
        key=dedupe_key(letter.mail),
        external_id=letter.mail.message_id,
        files=files_of(letter),
        raw_id=letter.raw.pk,
        extra=coming_of(letter),
    )
    return "note", note.pk


def _from_sent_folder(letter: Letter) -> tuple[str, int | None]:
    """A copy of what left this mailbox: an answer written in another mail program, or nothing of ours."""
    place = place_of(letter.mail, letter.account, letter.address)
    if place is None or letter.mail.automatic:
        return "own", None
    return _sent_elsewhere(letter, place)


def _sent_elsewhere(letter: Letter, place: Place, agent: Agent | None = None) -> tuple[str, int | None]:
    mail, text = letter.mail, letter.text
    message = note_sent_elsewhere(
        place.thread,
        text=text,
        html=letter.html,
        subject=subject_of(mail),
        external_id=mail.message_id,
        sent_at=sent_at(letter),
        agent=agent,
        files=files_of(letter),
        segments=segments_of(text, mail.html, place),
        raw_id=letter.raw.pk,
        is_backfill=letter.raw.is_backfill,
    )
    return "sent_elsewhere", message.pk


def _lock(shop_id: int, message_id: str) -> None:
    """Two arrivals of one mail at the same instant: the second waits, then finds the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 12))", [f"{shop_id}|{message_id}"])
