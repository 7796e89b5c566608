"""The one automatic answer: we got it, and this is when you hear from a person."""

from __future__ import annotations

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from shopbell.channels.actions import loop_guard
from shopbell.channels.actions.composition import message_id_for
from shopbell.channels.actions.speaking import account_of
from shopbell.channels.models import ChannelAccount
from shopbell.channels.queries import default_mailbox, email_of
from shopbell.core import formats
from shopbell.core.actor import SYSTEM
from shopbell.customers.models import Identity
from shopbell.tickets.actions import messages, threads
from shopbell.tickets.actions.promises import promise
from shopbell.tickets.base import Route
from shopbell.tickets.models import Message, Thread, Ticket
from shopbell.tickets.queries.expectation import Expected, expected_for

CHANNELS = ("email", "form")


@transaction.atomic(savepoint=False)
def acknowledge(message: Message, *, is_locked: bool = False) -> Message | None:
    """Tell the customer that their first message arrived and when a person answers; at most once a ticket.

    `is_locked`: this transaction has just written the message, and its ticket's row is as it stands there.
    """
    ticket, thread = message.ticket, message.thread
    if thread is None or thread.channel not in CHANNELS or ticket.is_spam or ticket.acknowledged_at:
        return None
    if message.is_automatic or message.is_backfill or message.extra.get("catch_up"):
        return None
    place = _place(ticket, thread)
    if place is None:
        return None
    account, contact, existing = place
    if contact.is_suppressed or loop_guard.objection(contact, account, to=message):
        return None
    expected = expected_for(ticket, thread.channel, message.created_at)
    locked = promise(ticket, due_at=expected.due_at, is_locked=is_locked)
    if locked is None:
        return None
    answer = existing or threads.start(ticket, route=_route(account, contact), by=SYSTEM)
    with translation.override(ticket.shop.language_for(message.language or ticket.language)):
        text = words(ticket, expected)
    return messages.reply(
        answer,
        text=text,
        by=SYSTEM,
        kind=Message.Kind.AUTOMATIC,
        extra={"acknowledges": message.pk},
        client_key=f"ack:{ticket.pk}",
        external_id=message_id_for(account),
        locked=locked,
    )


def words(ticket: Ticket, expected: Expected) -> str:
    """What the acknowledgement says, in the active language."""
    zone = ticket.shop.zone
    lines = [
        _("Thank you, your message has arrived. Its number is #{number}.").format(number=ticket.pk),
        _("You will hear from a person {when}.").format(when=formats.by_when(expected.due_at, zone)),
    ]
    if expected.samples >= 10:
        lines.append(_("Within that time, four out of five customers had their answer in the last four weeks."))
    else:
        lines.append(_("That is the time we allow ourselves for an answer, counted in our opening hours."))
    if not expected.is_open:
        lines.append(_("We are closed at the moment, so nobody is reading this yet."))
    lines.append(_("If there is something to add, simply answer this mail."))
    return f"{lines[0]}\n\n{' '.join(lines[1:-1])}\n\n{lines[-1]}"


def _place(ticket: Ticket, thread: Thread) -> tuple[ChannelAccount, Identity, Thread | None] | None:
    """The mailbox and address to answer by: the mail's own thread, for a form the shop's mailbox."""
    contact = thread.contact
    if thread.channel == "email":
        account = account_of(thread.account_id)
        return (account, contact, thread) if account and contact else None
    account = default_mailbox(ticket.shop)
    if contact is None or contact.scheme != "email":
        contact = email_of(ticket.customer_id)
    return (account, contact, None) if account and contact else None


def _route(account: ChannelAccount, contact: Identity) -> Route:
    return Route(
        channel="email",
        label="",
        account_id=account.pk,
        to=contact.value,
        sender=account.address,
        contact=contact,
    )
