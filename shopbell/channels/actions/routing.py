"""Where a message of a chat-like channel goes: the thread of its key on its account, else a new ticket."""

from __future__ import annotations

import hashlib

from shopbell.channels.base import Inbound, Kind
from shopbell.channels.models import RawInput
from shopbell.core import clock
from shopbell.customers.base import Claim
from shopbell.tickets.actions import messages
from shopbell.tickets.actions.elsewhere import note_sent_elsewhere
from shopbell.tickets.base import Incoming
from shopbell.tickets.models import Message, Thread, Ticket

_LONGEST_KEY = 80


def route(raw: RawInput, item: Inbound) -> tuple[str, int | None]:
    """Store one item; gives what became of it and the message."""
    account = raw.account
    thread = _thread(account.pk, item.thread_key)
    if item.kind is not Kind.MESSAGE:
        return f"ignored_{item.kind}", None
    if item.outbound_echo:
        return _echo(account.pk, thread, item)
    message = messages.receive(
        Incoming(
            shop=account.shop,
            team=account.team,
            channel=account.kind,
            account_id=account.pk,
            dedupe_key=_dedupe_key(item.external_id),
            sent_at=min(item.sent_at, clock.now()),
            claims=[
                Claim(who.scheme, who.value, display=who.display, proof=account.kind if who.verified else "")
                for who in item.sender
            ],
            thread=thread,
            external_key=item.thread_key,
            external_id=item.external_id,
            in_reply_to=item.in_reply_to,
            name=item.sender[0].display if item.sender else "",
            subject=item.subject,
            text=item.text,
            html=item.html,
            language=item.language,
            is_automatic=item.automated,
            is_backfill=raw.is_backfill,
            auth=item.auth,
            raw_id=raw.pk,
            extra=dict(item.extra),
        )
    )
    return "message", message.pk


def _dedupe_key(external_id: str) -> str:
    """The id itself; a long one as its hash, since ids of one provider may differ only at their ends."""
    is_short = len(external_id) <= _LONGEST_KEY
    return external_id if is_short else f"sha256:{hashlib.sha256(external_id.encode('utf-8', 'replace')).hexdigest()}"


def _thread(account_id: int, key: str) -> Thread | None:
    if not key:
        return None
    threads = Thread.objects.filter(account_id=account_id, external_key=key[:200]).select_related("ticket")
    found = threads.exclude(ticket__status=Ticket.Status.CLOSED).order_by("-pk").first()
    return found or threads.order_by("-pk").first()


def _echo(account_id: int, thread: Thread | None, item: Inbound) -> tuple[str, int | None]:
    """An answer written in the provider's own program, or our own coming back."""
    known = Message.objects.filter(account_id=account_id, external_id=item.external_id).first()
    if known or thread is None:
        return "own", known.pk if known else None
    message = note_sent_elsewhere(
        thread, text=item.text, html=item.html, external_id=item.external_id, sent_at=item.sent_at
    )
    return "sent_elsewhere", message.pk
