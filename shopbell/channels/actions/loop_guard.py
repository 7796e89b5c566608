"""Automatic mail is the enemy of automatic mail: what every automatic answer must pass."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from django.utils.translation import gettext_noop

from shopbell.channels.actions.resolution import is_own, own_addresses
from shopbell.channels.models import ChannelAccount, OutgoingPart
from shopbell.core import clock
from shopbell.customers.models import Identity
from shopbell.shops.models import Shop
from shopbell.tickets.models import Message

PER_HOUR, PER_DAY = 3, 10
REPEATS, REPEATS_WITHIN = 3, timedelta(minutes=10)
PER_ACCOUNT, PER_ACCOUNT_WITHIN = 100, timedelta(minutes=10)

_TO_MACHINE = gettext_noop("Not sent: a machine wrote this mail, and machines get no automatic answers.")
_TO_US = gettext_noop("Not sent: this address is one of our own.")
_TOO_MANY = gettext_noop("Not sent: this customer had several automatic messages lately.")
_REPEATED = gettext_noop("Not sent: the same mail came several times within minutes.")
_BREAKER = gettext_noop("Not sent: this account sent unusually many automatic messages.")


def objection(contact: Identity, account: ChannelAccount, *, to: Message | None, own: Message | None = None) -> str:
    """Why no automatic message may go to this contact now, empty if it may.

    `to` is the message that would be answered, `own` the one about to go out, which does not count itself.
    """
    if to is not None and (to.is_automatic or to.is_backfill):
        return _TO_MACHINE
    if contact.scheme == "email" and (
        is_own(contact.value, own_addresses()) or contact.value.rpartition("@")[2] in _own_domains()
    ):
        return _TO_US
    now = clock.now()
    sent = Message.objects.filter(kind=Message.Kind.AUTOMATIC, ticket__customer_id=contact.customer_id)
    sent = sent.exclude(state__in=[Message.State.SUPPRESSED, Message.State.CANCELLED])
    if own is not None:
        sent = sent.exclude(pk=own.pk)
    ages = list(sent.filter(created_at__gt=now - timedelta(days=1)).values_list("created_at", flat=True)[:PER_DAY])
    if len(ages) >= PER_DAY or sum(at > now - timedelta(hours=1) for at in ages) >= PER_HOUR:
        return _TOO_MANY
    if to is not None and _repeats(to) >= REPEATS:
        return _REPEATED
    if _of_account(account, own) >= PER_ACCOUNT:
        return _BREAKER
    return ""


def _own_domains() -> set[str]:
    hosts = {urlsplit(website).hostname or "" for website in Shop.objects.values_list("website", flat=True)}
    return {host.removeprefix("www.") for host in hosts if host}


def _repeats(to: Message) -> int:
    """How often the same words came from this customer in the last minutes."""
    body_hash = to.extra.get("body_hash")
    if not body_hash or not to.customer_id:
        return 0
    since = clock.now() - REPEATS_WITHIN
    same = Message.objects.filter(ticket__customer_id=to.customer_id, created_at__gt=since)
    return same.filter(kind=Message.Kind.CUSTOMER, extra__body_hash=body_hash).count()


def _of_account(account: ChannelAccount, own: Message | None) -> int:
    since = clock.now() - PER_ACCOUNT_WITHIN
    parts = OutgoingPart.objects.filter(account=account, sent_at__gt=since, message__is_automatic=True)
    return parts.exclude(message=own).count() if own else parts.count()
