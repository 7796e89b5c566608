"""Telling a customer when to expect an answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shopbell.core import clock
from shopbell.core.actor import SYSTEM
from shopbell.core.events import record
from shopbell.tickets.actions import rows
from shopbell.tickets.events import TicketPromised
from shopbell.tickets.models import Ticket


@transaction.atomic(savepoint=False)
def promise(ticket: Ticket, *, due_at: datetime, is_locked: bool = False) -> Ticket | None:
    """Note that the customer is told when to expect an answer; None when that was done before, or the ticket is closed.

    `is_locked`: this transaction has locked the ticket or made it, and `ticket` is its row as it is now.
    """
    locked = ticket if is_locked else rows.lock(ticket)
    if locked.acknowledged_at or locked.is_closed:
        return None
    locked.acknowledged_at = clock.now()
    locked.save(update_fields=["acknowledged_at"])
    record(TicketPromised(due=due_at.isoformat()), about=locked, by=SYSTEM, topics=locked.topics)
    return locked
