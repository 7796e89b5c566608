"""Withdrawing what did not go out."""

from __future__ import annotations

from django.db import transaction

from shopbell.channels.actions import outbox
from shopbell.channels.errors import TooLate
from shopbell.channels.models import OutgoingPart
from shopbell.core.actor import Actor
from shopbell.tickets.actions import rows
from shopbell.tickets.actions.delivery import set_state
from shopbell.tickets.actions.taking_back import take_back
from shopbell.tickets.models import Message

_State = OutgoingPart.State
_NOT_GONE = (_State.QUEUED, _State.FAILED, _State.SUPPRESSED, _State.CANCELLED)


@transaction.atomic
def withdraw(message: Message, *, by: Actor) -> Message:
    """Let a message rest that waits, failed or was held back. Raises `TooLate` when a part may have arrived."""
    message = rows.lock_message(message)
    if message.state not in (Message.State.FAILED, Message.State.SUPPRESSED):
        return outbox.cancel(message, by=by)
    parts = list(message.parts.select_for_update(no_key=True))
    if any(part.state not in _NOT_GONE for part in parts):
        raise TooLate
    message.parts.update(state=_State.CANCELLED)
    return set_state(message, state=Message.State.CANCELLED, by=by)


@transaction.atomic
def undo(message: Message, *, by: Actor) -> Message:
    """Take an answer back of which nothing has left: it was never said. Raises `TooLate`, also the second time."""
    message = rows.lock_message(message)
    if message.state != Message.State.QUEUED or message.not_before is None or message.is_automatic:
        raise TooLate
    message.parts.filter(state=_State.QUEUED, attempts=0).update(state=_State.CANCELLED)
    if message.parts.exclude(state=_State.CANCELLED).exists():
        raise TooLate
    return take_back(message, by=by)
