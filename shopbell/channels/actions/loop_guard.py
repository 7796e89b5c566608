"""Automatic mail is the enemy of automatic mail: what every automatic answer must pass."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from django.db import connection
from django.utils.translation import gettext_noop

from shopbell.channels.actions.resolution import is_own
from shopbell.channels.models import ChannelAccount
from shopbell.core import clock
from shopbell.customers.base import normal_email
from shopbell.customers.models import Identity
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
    seen = _look(contact, account, to=to, own=own)
    if contact.scheme == "email" and (
        is_own(contact.value, {normal_email(address) for address in seen.addresses})
        or contact.value.rpartition("@")[2] in _domains(seen.websites)
    ):
        return _TO_US
    if len(seen.sent) >= PER_DAY or sum(at > clock.now() - timedelta(hours=1) for at in seen.sent) >= PER_HOUR:
        return _TOO_MANY
    if seen.repeats >= REPEATS:
        return _REPEATED
    if seen.of_account >= PER_ACCOUNT:
        return _BREAKER
    return ""


class _Seen(NamedTuple):
    """What the guard goes by; the names are those of the columns below."""

    addresses: list[str]
    websites: list[str]
    sent: list[datetime]
    repeats: int
    of_account: int


# One statement instead of five: this runs twice for every acknowledgement.
_LOOK = """
SELECT ARRAY(SELECT address FROM channels_channelaccount WHERE address <> ''),
       ARRAY(SELECT website FROM shops_shop),
       ARRAY(SELECT m.created_at FROM tickets_message m JOIN tickets_ticket t ON t.id = m.ticket_id
             WHERE t.customer_id = %(customer)s AND m.kind = 'automatic' AND m.created_at > %(day)s
               AND m.state NOT IN ('suppressed', 'cancelled') AND m.id IS DISTINCT FROM %(own)s LIMIT %(most)s),
       (SELECT count(*) FROM tickets_message m JOIN tickets_ticket t ON t.id = m.ticket_id
        WHERE t.customer_id = %(writer)s AND m.kind = 'customer' AND m.created_at > %(repeats)s
          AND m.extra ->> 'body_hash' = %(body_hash)s),
       (SELECT count(*) FROM channels_outgoingpart p JOIN tickets_message m ON m.id = p.message_id
        WHERE p.account_id = %(account)s AND p.sent_at > %(account_since)s AND m.is_automatic
          AND m.id IS DISTINCT FROM %(own)s)
"""


def _look(contact: Identity, account: ChannelAccount, *, to: Message | None, own: Message | None) -> _Seen:
    now = clock.now()
    body_hash = to.extra.get("body_hash") if to else None
    with connection.cursor() as cursor:
        cursor.execute(
            _LOOK,
            {
                "customer": contact.customer_id,
                "day": now - timedelta(days=1),
                "own": own.pk if own else None,
                "most": PER_DAY,
                "writer": to.customer_id if to and body_hash else None,
                "repeats": now - REPEATS_WITHIN,
                "body_hash": body_hash,
                "account": account.pk,
                "account_since": now - PER_ACCOUNT_WITHIN,
            },
        )
        return _Seen(*cursor.fetchone())


def _domains(websites: Iterable[str]) -> set[str]:
    hosts = {urlsplit(website).hostname or "" for website in websites}
    return {host.removeprefix("www.") for host in hosts if host}
