"""What is known about a mail before it is routed: is it ours, did it come before, does a colleague write it."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import connection

from shopbell.channels.actions import bounces
from shopbell.channels.actions.mail_routing.letter import Letter
from shopbell.channels.actions.speaking import secret
from shopbell.channels.mail.tokens import is_own_loop
from shopbell.channels.models import OutgoingPart, RawInput
from shopbell.customers.base import normal_email
from shopbell.staff.models import Agent
from shopbell.tickets.actions.arrivals import note_arrival
from shopbell.tickets.models import Message, Ticket


class _Seen(NamedTuple):
    """What the tables say; the names are those of the columns below."""

    addresses: list[str]
    part: int | None
    sent: int | None
    copies: list[int]
    agent: int | None


# One statement instead of five: it runs for every mail, and mostly finds nothing.
_LOOK = """
SELECT ARRAY(SELECT address FROM channels_channelaccount WHERE address <> ''),
       (SELECT p.id FROM channels_outgoingpart p JOIN tickets_message m ON m.id = p.message_id
        JOIN tickets_ticket t ON t.id = m.ticket_id
        WHERE p.external_id = %(message_id)s AND p.external_id <> '' AND t.shop_id = %(shop)s
        ORDER BY p.message_id, p.number LIMIT 1),
       (SELECT m.id FROM tickets_message m JOIN tickets_ticket t ON t.id = m.ticket_id
        WHERE m.external_id = %(message_id)s AND m.external_id <> '' AND m.kind IN ('agent', 'bot', 'automatic')
          AND t.shop_id = %(shop)s LIMIT 1),
       ARRAY(SELECT id FROM tickets_message
             WHERE external_id = %(message_id)s AND external_id <> '' AND extra ->> 'body_hash' = %(body_hash)s),
       (SELECT id FROM staff_agent WHERE lower(email) = lower(%(sender)s) AND is_active LIMIT 1)
"""


def look_up(letter: Letter) -> OutgoingPart | None:
    """Fill in what the tables know of this mail; gives the part of ours that it is, if it is one."""
    with connection.cursor() as cursor:
        cursor.execute(
            _LOOK,
            {
                "message_id": letter.mail.message_id,
                "shop": letter.account.shop_id,
                "body_hash": letter.mail.body_hash,
                "sender": letter.address,
            },
        )
        seen = _Seen(*cursor.fetchone())
    letter.sent_before = seen.sent
    letter.own = {normal_email(address) for address in seen.addresses}
    if seen.copies:
        letter.copies = list(Message.objects.filter(pk__in=seen.copies).select_related("ticket"))
    if seen.agent:
        letter.agent = Agent.objects.get(pk=seen.agent)
    return OutgoingPart.objects.get(pk=seen.part) if seen.part else None


def ours(letter: Letter, part: OutgoingPart | None) -> tuple[str, int | None] | None:
    """Our own mail coming back: by its id or by the signed header. Its sender alone proves nothing."""
    mail = letter.mail
    if part:
        if letter.folder == "sent" and part.state == OutgoingPart.State.UNKNOWN:
            bounces.found_in_sent_folder(part)
        return "own", part.message_id
    if mail.loop_token and is_own_loop(mail.loop_token, secret()):
        return "own", None
    return ("own", letter.sent_before) if letter.sent_before else None


def known(letter: Letter) -> tuple[str, int | None] | None:
    """The same mail at another account of this shop: stored once, both arrivals kept."""
    raw = letter.raw
    for message in letter.copies:
        if message.ticket.shop_id == letter.account.shop_id and message.raw_id != raw.pk:
            note_arrival(message, arrival=arrival(raw))
            return "duplicate", message.pk
    return None


def at_other_shop(letter: Letter) -> Ticket | None:
    """The ticket that the same mail made at another shop of this installation."""
    others = (message.ticket for message in letter.copies if message.ticket.shop_id != letter.account.shop_id)
    return next(others, None)


def coming_of(letter: Letter) -> dict[str, Any]:
    """What is noted at a message so that the same mail is known when it comes again."""
    return {"body_hash": letter.mail.body_hash, "arrivals": [arrival(letter.raw)]}


def arrival(raw: RawInput) -> dict[str, Any]:
    """One coming of a mail, as it is noted at the message."""
    return {"account": raw.account_id, "raw": raw.pk, "at": raw.received_at.isoformat()}
