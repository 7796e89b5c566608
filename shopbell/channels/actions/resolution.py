"""Which thread a mail belongs to, and whether its sender may be there. Two questions, kept apart.

First match wins: signed token, ids of messages, ticket number in the subject. Never the subject alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from shopbell.channels.actions.speaking import secret
from shopbell.channels.mail.model import ParsedMail
from shopbell.channels.mail.tokens import read_token
from shopbell.channels.models import ChannelAccount
from shopbell.customers.base import normal_email
from shopbell.customers.models import Identity
from shopbell.tickets.models import Message, Participant, Thread, Ticket

_NUMBER = re.compile(r"\[#(\d{1,18})\]")
_MOST_IDS = 40


@dataclass(frozen=True, slots=True)
class Place:
    """The thread a mail points at and by what: token, reply, reference or number."""

    thread: Thread
    how: str


def place_of(mail: ParsedMail, account: ChannelAccount, sender: str) -> Place | None:
    """Where the mail says it belongs; whether `sender` takes part there is another question."""
    return _by_token(mail, account) or _by_ids(mail, account) or _by_number(mail, account, sender)


def takes_part(ticket: Ticket, address: str, *, thread: Thread | None = None) -> bool:
    """Whether this address already takes part in the ticket: its customer, or somebody of an earlier message.

    In a talk with somebody outside only they do; everywhere else they do not.
    """
    if not address:
        return False
    value = normal_email(address)
    if thread and thread.is_aside:
        return thread.participants.filter(scheme="email", value=value).exists()
    while ticket.merged_into_id:
        ticket = Ticket.objects.get(pk=ticket.merged_into_id)
    if (
        ticket.customer_id
        and Identity.objects.filter(customer_id=ticket.customer_id, scheme="email", scope=None, value=value).exists()
    ):
        return True
    of_ticket = Q(thread__ticket=ticket) | Q(thread__ticket__merged_into=ticket)
    return Participant.objects.filter(of_ticket, thread__is_aside=False, scheme="email", value=value).exists()


def own_addresses() -> set[str]:
    """The addresses of all channel accounts of this installation, without their plus tags."""
    addresses = ChannelAccount.objects.exclude(address="").values_list("address", flat=True)
    return {normal_email(address) for address in addresses}


def untagged(address: str) -> str:
    """The address without what stands behind a plus."""
    local, at, domain = normal_email(address).rpartition("@")
    return f"{local.split('+', maxsplit=1)[0]}{at}{domain}"


def is_own(address: str, own: Iterable[str]) -> bool:
    """Whether a mail address is one of ours, with or without a tag."""
    return normal_email(address) in own or untagged(address) in own


def recipients_of(mail: ParsedMail) -> list[str]:
    """Everybody the mail was addressed or delivered to."""
    return [*mail.delivered_to, *(mailbox.email for mailbox in (*mail.to, *mail.cc))]


def _by_token(mail: ParsedMail, account: ChannelAccount) -> Place | None:
    recipients = recipients_of(mail)
    text = mail.text if "r." in mail.text else ""
    if not text and not any("+r." in address.lower() for address in recipients):
        return None
    keys = [account.public_id]
    keys += (
        ChannelAccount.objects.filter(shop=account.shop_id).exclude(pk=account.pk).values_list("public_id", flat=True)
    )
    for key in keys:
        if public_id := read_token(recipients, [text], key, secret()):
            threads = Thread.objects.filter(public_id=public_id, ticket__shop=account.shop_id)
            if thread := threads.select_related("ticket").first():
                return (_by_split(mail, account, thread) if thread.is_split else None) or Place(thread, "token")
    return None


def _by_split(mail: ParsedMail, account: ChannelAccount, thread: Thread) -> Place | None:
    """Answers what was split off this thread: the token is older than the split, the ids know better."""
    place = _by_ids(mail, account)
    off = place.thread if place else None
    while off and off.pk != thread.pk:
        off = off.split_from
    return place if off else None


def _by_ids(mail: ParsedMail, account: ChannelAccount) -> Place | None:
    wanted = list(dict.fromkeys([*mail.in_reply_to, *reversed(mail.references)]))[:_MOST_IDS]
    if not wanted:
        return None
    of_shop = Message.objects.filter(ticket__shop=account.shop_id, thread__isnull=False)
    found: dict[str, Message] = {}
    rows = of_shop.filter(Q(external_id__in=wanted) | Q(provider_id__in=wanted))
    for row in rows.select_related("thread__ticket").order_by("pk")[:200]:
        found.setdefault(row.external_id, row)
        if row.provider_id:
            found.setdefault(row.provider_id, row)
    for wish in wanted:
        message = found.get(wish)
        if message and message.thread:
            return Place(message.thread, "reply" if wish in mail.in_reply_to else "reference")
    return None


def _by_number(mail: ParsedMail, account: ChannelAccount, sender: str) -> Place | None:
    number = _NUMBER.search(mail.subject)
    if number is None:
        return None
    ticket = Ticket.objects.filter(pk=int(number[1]), shop=account.shop_id).first()
    while ticket and ticket.merged_into_id:
        ticket = Ticket.objects.get(pk=ticket.merged_into_id)
    if ticket is None:
        return None
    threads = ticket.threads.filter(channel="email").order_by("-pk")
    if not takes_part(ticket, sender):
        asides = threads.filter(is_aside=True, participants__scheme="email", participants__value=normal_email(sender))
        aside = asides.first() if sender else None
        return Place(aside, "number") if aside else None
    threads = threads.filter(is_aside=False)
    thread = threads.filter(account_id=account.pk).first() or threads.first()
    return Place(thread, "number") if thread else None
