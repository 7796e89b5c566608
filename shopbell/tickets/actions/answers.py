"""Answering on one of a ticket's ways, and not past what somebody else has said meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages, rows, threads
from shopbell.tickets.base import Envelope, Route
from shopbell.tickets.errors import WrittenMeanwhile
from shopbell.tickets.models import Attachment, Message, Ticket
from shopbell.tickets.queries import written_since


@transaction.atomic
def answer(
    ticket: Ticket,
    *,
    route: Route,
    text: str,
    agent: Agent,
    files: Sequence[Attachment] = (),
    then: str = "",
    client_key: str = "",
    seen: Message | None = None,
    envelope: Envelope | None = None,
    hold: timedelta | None = None,
) -> Message:
    """Send an agent's answer on this way; its thread is begun when the ticket has none there.

    `seen` is the last message that the agent has read. For `hold` it can be taken back, but for a chat. Raises
    `WrittenMeanwhile` when the customer or a colleague has written after `seen`, and what `messages.reply` raises.
    The ticket's row stays locked between looking and sending.
    """
    locked = rows.lock(ticket)
    if seen and not _is_repeated(ticket, client_key) and (newer := written_since(ticket, seen)):
        raise WrittenMeanwhile(name=newer[-1].author_name or _("Somebody"))
    thread = threads.start(ticket, route=route, by=agent.actor)
    return messages.reply(
        thread,
        text=text,
        by=agent.actor,
        agent=agent,
        files=files,
        then=then,
        client_key=client_key,
        envelope=envelope if route.is_mail else None,
        hold=None if route.is_instant else hold,
        locked=locked,
    )


def _is_repeated(ticket: Ticket, client_key: str) -> bool:
    """Whether this very answer has gone out already: its repetition sends nothing."""
    return bool(client_key) and ticket.messages.filter(dedupe_key=f"c:{client_key}").exists()
