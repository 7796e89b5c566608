"""Mail that comes back, reports and receipts: tied to what we sent, or left alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from django.db.models import Q

from shopbell.channels.actions import health, statuses
from shopbell.channels.actions.resolution import recipients_of
from shopbell.channels.actions.speaking import secret
from shopbell.channels.base import Status, StatusUpdate, Verdict
from shopbell.channels.events import MailBounced, MailComplained
from shopbell.channels.mail.model import FailedRecipient, ParsedMail
from shopbell.channels.mail.tokens import read_bounce_token
from shopbell.channels.models import ChannelAccount, OutgoingPart
from shopbell.core import clock
from shopbell.core.actor import SYSTEM
from shopbell.core.events import record
from shopbell.core.sentences import say as _
from shopbell.customers.actions.suppression import note_soft_bounce, suppress
from shopbell.customers.base import normal_email
from shopbell.customers.models import Identity
from shopbell.tickets.actions.delivery import say_why

RECENT = timedelta(days=7)
# Some servers say only 5.0.0 and put the real code into the words behind it.
_ENHANCED = re.compile(r"(?<![\d.])[45]\.[1-7]\.\d{1,3}(?![\d.])")


def bounce(account: ChannelAccount, mail: ParsedMail) -> tuple[str, int | None] | None:
    """Tie a delivery failure to the part it is about and note it there; None without a tie."""
    if part := _by_token(account, mail) or _by_message_id(account, mail):
        return _came_back(account, part, _failure(mail, part))
    if part := _by_address(account, mail):
        # Anybody can write such a report, so it is told and changes nothing.
        say_why(part.message, reason=_perhaps(_failure(mail, part)))
        return "bounce", part.message_id
    return None


def _came_back(account: ChannelAccount, part: OutgoingPart, failure: FailedRecipient) -> tuple[str, int | None]:
    is_final = failure.permanent or failure.gave_up or failure.status == "5.2.2"
    is_copy = normal_email(failure.address) in _copied(part)
    is_new = not is_copy and part.state != OutgoingPart.State.FAILED
    if not is_final:
        say_why(part.message, reason=_delayed(failure))
    elif is_copy:
        say_why(part.message, reason=_reason(failure))
    else:
        statuses.change(part, Status.FAILED, code=failure.status, reason=_reason(failure))
    if is_final:
        _judge(account, failure, part, is_new=is_new)
    _note(part, status=failure.status, is_permanent=failure.permanent)
    return "bounce", part.message_id


def told(account: ChannelAccount, update: StatusUpdate) -> tuple[str, int | None]:
    """What a provider says about a mail of ours, and with it about the address, as an own report would."""
    part = statuses.part_of(account, update)
    if part is None:
        return "status_of_unknown", None
    is_copy = normal_email(update.address) in _copied(part)
    failure = _said_of(part, update)
    if not is_copy:
        statuses.apply(account, update)
    elif update.status is Status.FAILED:
        say_why(part.message, reason=_reason(failure))
    if update.verdict is Verdict.NONE:
        return "status", part.message_id
    if update.verdict is Verdict.COMPLAINT:
        return _complained(part, update.address if is_copy else "")
    _judge(account, failure, part, is_new=not is_copy and part.state != OutgoingPart.State.FAILED)
    _note(part, status=update.code[:20], is_permanent=failure.permanent)
    return "bounce", part.message_id


def _said_of(part: OutgoingPart, update: StatusUpdate) -> FailedRecipient:
    """A provider's words as those of a report."""
    status = {Verdict.HARD: "5.1.0", Verdict.POLICY: "5.7.0"}.get(update.verdict, "4.0.0")
    return FailedRecipient(update.address or _first(part), status, update.verdict is Verdict.HARD, update.detail)


def complaint(account: ChannelAccount, mail: ParsedMail) -> tuple[str, int | None]:
    """A report of spam: its recipient gets no more mail. Never a ticket."""
    part = _by_message_id(account, mail) or _by_token(account, mail)
    return _complained(part) if part else ("complaint", None)


def _note(part: OutgoingPart, *, status: str, is_permanent: bool) -> None:
    record(
        MailBounced(message=part.message_id, status=status, is_permanent=is_permanent),
        about=part.message.ticket,
        by=SYSTEM,
        topics=[f"ticket:{part.message.ticket_id}"],
    )


def _complained(part: OutgoingPart, copied: str = "") -> tuple[str, int | None]:
    """Whoever the mail went to wants no more of it, or `copied`, who had a copy."""
    contact = part.message.thread.contact if part.message.thread else None
    if copied:
        contact = Identity.objects.filter(scheme="email", scope=None, value=normal_email(copied)).first()
    if contact:
        suppress(contact, reason=_("Reported our mail as spam"))
    record(MailComplained(message=part.message_id), about=part.message.ticket, by=SYSTEM)
    return "complaint", part.message_id


def receipt(account: ChannelAccount, mail: ParsedMail) -> tuple[str, int | None]:
    """A confirmation that our mail was delivered or read."""
    part = _by_message_id(account, mail) or _by_token(account, mail)
    if part is None:
        return "receipt", None
    was_read = "delivery-status" not in mail.header("content-type").lower()
    statuses.change(part, Status.READ if was_read else Status.DELIVERED)
    return "receipt", part.message_id


def found_in_sent_folder(part: OutgoingPart) -> None:
    """The mailbox holds a copy of what we were not sure about: it went out."""
    statuses.change(part, Status.SENT)


def _parts(account: ChannelAccount) -> Q:
    return Q(message__ticket__shop=account.shop_id)


def _by_token(account: ChannelAccount, mail: ParsedMail) -> OutgoingPart | None:
    recipients = recipients_of(mail)
    if not any("b." in address.lower() for address in recipients):
        return None
    for found in ChannelAccount.objects.filter(shop=account.shop_id):
        if key := read_bounce_token(recipients, found.public_id, secret()):
            return OutgoingPart.objects.filter(_parts(account), key=key).first()
    return None


def _by_message_id(account: ChannelAccount, mail: ParsedMail) -> OutgoingPart | None:
    about = mail.about_message_id or (mail.bounce.returned_message_id if mail.bounce else "")
    if not about:
        return None
    parts = OutgoingPart.objects.filter(_parts(account))
    found = parts.filter(external_id=about).first() or parts.filter(message__external_id=about).first()
    return found or parts.filter(message__provider_id=about).first()


def _by_address(account: ChannelAccount, mail: ParsedMail) -> OutgoingPart | None:
    """The failed address and something we sent there lately."""
    if mail.bounce is None:
        return None
    values = [normal_email(failed.address) for failed in mail.bounce.recipients if failed.address][:20]
    if not values:
        return None
    since = clock.now() - RECENT
    parts = OutgoingPart.objects.filter(_parts(account), sent_at__gte=since, message__thread__contact__value__in=values)
    return parts.order_by("-sent_at", "-pk").first()


def _failure(mail: ParsedMail, part: OutgoingPart) -> FailedRecipient:
    """What the report says about our contact, else its first entry."""
    recipients = mail.bounce.recipients if mail.bounce else ()
    value = _first(part)
    of_contact = [failed for failed in recipients if normal_email(failed.address) == value]
    found = next(iter([*of_contact, *recipients]), FailedRecipient(value))
    if found.status in ("", "5.0.0", "4.0.0") and (said := _ENHANCED.search(found.diagnostic)):
        return replace(found, status=said[0], permanent=said[0].startswith("5"))
    return found


def _judge(account: ChannelAccount, failure: FailedRecipient, part: OutgoingPart, *, is_new: bool) -> None:
    """What a final failure says about the address; a refusal by policy is our fault, not the customer's.

    `is_new`: the part had not failed before, since one mail counts once.
    Whoever holds a mail of ours can write a report about it, so it speaks of that mail's recipients only.
    """
    if failure.status.startswith("5.7"):
        reason = _("Mail of ours is refused as unwanted: {words}", words=failure.diagnostic[:200])
        health.warn(account, why="policy", reason=reason)
        return
    value = normal_email(failure.address)
    identity = Identity.objects.filter(scheme="email", scope=None, value=value).first()
    if identity is None or value not in _addressed(part):
        return
    if failure.permanent and failure.status.startswith("5.1"):
        suppress(identity, reason=_("Mail to this address comes back: it does not exist"))
    elif is_new:
        note_soft_bounce(identity, reason=_("Mail to this address keeps coming back"))


def _addressed(part: OutgoingPart) -> set[str]:
    return {normal_email(_first(part)), *_copied(part)}


def _first(part: OutgoingPart) -> str:
    """Whom the mail went to: the thread's contact, unless its writer chose somebody else."""
    contact = part.message.thread.contact if part.message.thread else None
    return str(part.payload.get("to") or (contact.value if contact else ""))


def _copied(part: OutgoingPart) -> set[str]:
    copies = (part.payload.get(name, ()) for name in ("also_to", "cc", "bcc"))
    return {normal_email(address) for people in copies for address, _name in people}


def _reason(failure: FailedRecipient) -> str:
    address, status = failure.address or _("the customer"), failure.status
    if status.startswith("5.1"):
        return _("{address} does not exist: the mail came back.", address=address)
    if status == "5.2.2":
        return _("The mailbox of {address} is full: the mail came back.", address=address)
    if status.startswith("5.7"):
        return _("The mail server of {address} refuses mail from us.", address=address)
    return _("The mail to {address} came back.", address=address)


def _perhaps(failure: FailedRecipient) -> str:
    return _(
        "A report says that mail to {address} comes back. It does not name a mail of ours, so nothing was changed.",
        address=failure.address,
    )


def _delayed(failure: FailedRecipient) -> str:
    address = failure.address or _("the customer")
    return _("The mail server of {address} has not taken the mail yet; it is being tried again.", address=address)
