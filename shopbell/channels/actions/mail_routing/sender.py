"""Who wrote a mail, whom they speak for, and who else got it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from shopbell.channels.actions.mail_routing.arrivals import coming_of
from shopbell.channels.actions.mail_routing.letter import Letter
from shopbell.channels.actions.mail_routing.vouching import words
from shopbell.channels.actions.resolution import Place, is_own
from shopbell.channels.mail.model import Address, ParsedMail
from shopbell.channels.mail.parse import parse
from shopbell.channels.models import ChannelAccount
from shopbell.customers.base import Claim, normal_email

_ADDRESSED = re.compile(
    r"^[>\s*]{0,10}[^\W\d_][^:\n]{0,24}:\s*(?P<name>[^<\n@]{0,100})<?\[?(?:mailto:)?"
    r"(?P<at>[^\s<>\[\]@]{1,64}@[a-z0-9.-]{3,200})",
    re.I | re.M,
)


def sender_of(mail: ParsedMail, account: ChannelAccount) -> Address | None:
    """From; Reply-To only where the account trusts the sending address to forward for others."""
    if mail.from_ and mail.reply_to:
        trusted = {word.lower().lstrip("@") for word in words(account.settings.get("trusted_reply_to"))}
        if normal_email(mail.from_.email) in trusted or mail.from_.domain in trusted:
            return _named_by(mail.from_, mail.reply_to[0])
    return mail.from_


def unmask(letter: Letter) -> None:
    """Of mail that shows an address of ours: its form's Reply-To wrote it, else nobody we know.

    That is no less proof than a plain From, which anybody can write as well.
    """
    if letter.sender is None or not is_own(letter.address, letter.own):
        return
    form, letter.own_sender, letter.sender = letter.sender, letter.address, None
    for mailbox in letter.mail.reply_to:
        if not is_own(mailbox.email, letter.own):
            letter.sender, letter.agent = _named_by(form, mailbox), None
            return


def _named_by(form: Address, writer: Address) -> Address:
    return replace(writer, name=writer.name or form.name)


def claims_of(letter: Letter, text: str, segments: Sequence[dict[str, Any]]) -> tuple[list[Claim], str, dict[str, Any]]:
    """Who the customer is; of what a colleague forwarded, the one who wrote to them."""
    mail, sender = letter.mail, letter.sender
    extra = coming_of(letter)
    if letter.auth.forwarder:
        extra["forwarder"] = letter.auth.forwarder
    if letter.own_sender:
        extra["from_own_address"] = letter.own_sender
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
    claim = Claim("email", sender.email, display=sender.name, proof="dkim" if letter.is_proven else "")
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


def copied_by(letter: Letter) -> list[Claim]:
    """The other people in To and Cc, never an address of ours."""
    mailboxes = [*letter.mail.to, *letter.mail.cc][:50]
    return [
        Claim("email", mailbox.email, display=mailbox.name)
        for mailbox in mailboxes
        if not is_own(mailbox.email, letter.own)
    ]


def newly_named(copied: Sequence[Claim], place: Place | None) -> list[str]:
    """The addresses among those in copy that do not take part in the thread yet."""
    known = set(place.thread.participants.values_list("value", flat=True)) if place else set()
    return sorted({claim.normal().value for claim in copied} - known)
