"""What became of what we sent: states of parts, merged so that order and repetition do not matter."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from shopbell.channels.base import Capabilities, ChannelAdapter, Status, StatusUpdate, merge
from shopbell.channels.models import ChannelAccount, OutgoingPart
from shopbell.core import clock
from shopbell.core.actor import SYSTEM, Actor
from shopbell.core.sentences import clip
from shopbell.customers.actions.suppression import forget_soft_bounces
from shopbell.tickets.actions import rows
from shopbell.tickets.actions.delivery import set_state
from shopbell.tickets.models import Message

_State = OutgoingPart.State
STATE_OF = {
    Status.QUEUED: _State.QUEUED,
    Status.UNKNOWN: _State.UNKNOWN,
    Status.SENT: _State.SENT,
    Status.FAILED: _State.FAILED,
    Status.DELIVERED: _State.DELIVERED,
    Status.READ: _State.READ,
}
_STATUS_OF = {state: status for status, state in STATE_OF.items()} | {_State.SENDING: Status.QUEUED}
_UNDER_WAY, _ARRIVED = (Status.SENT, Status.DELIVERED), (Status.DELIVERED, Status.READ)
# A message is as well off as its worst part, in this order.
_WORST = (
    _State.FAILED,
    _State.SUPPRESSED,
    _State.UNKNOWN,
    _State.SENDING,
    _State.QUEUED,
    _State.CANCELLED,
    _State.SENT,
    _State.DELIVERED,
    _State.READ,
)


def apply(account: ChannelAccount, update: StatusUpdate) -> tuple[str, int | None]:
    """Merge what a provider says into the part it speaks of; of something unknown, say so."""
    part = part_of(account, update)
    if part is None:
        return "status_of_unknown", None
    change(part, update.status, code=update.code, reason=update.detail)
    return "status", part.message_id


def part_of(account: ChannelAccount, update: StatusUpdate) -> OutgoingPart | None:
    """The part of ours that a provider speaks of."""
    parts = OutgoingPart.objects.filter(account=account, external_id=update.external_id)
    return parts.first() if update.external_id else None


@transaction.atomic
def change(part: OutgoingPart, status: Status, *, code: str = "", reason: str = "") -> OutgoingPart:
    """Move a part to the later of its status and this one, and its message with it."""
    message = rows.lock_message(part.message)
    locked = OutgoingPart.objects.select_for_update(no_key=True).get(pk=part.pk)
    before = _STATUS_OF.get(_State(locked.state))
    if before is None:
        return locked
    after = merge(before, status, _late_failure(locked))
    if before in _UNDER_WAY and after in _ARRIVED:  # what was said at sending, of copies left out, stays true
        reason = reason or locked.reason
    if after is status and (locked.state != STATE_OF[after] or (code, reason) != (locked.code, locked.reason)):
        locked.state, locked.code, locked.reason = STATE_OF[after], code[:40], clip(reason, 300)
        if after in (Status.SENT, Status.DELIVERED, Status.READ) and locked.sent_at is None:
            locked.sent_at = clock.now()
        locked.save(update_fields=["state", "code", "reason", "sent_at"])
        message = follow(message)
        contact = message.thread.contact if message.thread else None
        if after in _ARRIVED and contact and contact.scheme == "email":
            forget_soft_bounces(contact.value)
    return locked


def follow(message: Message, *, external_id: str = "", provider_id: str = "", by: Actor = SYSTEM) -> Message:
    """Give a message the state of its worst part."""
    parts = list(message.parts.order_by("number"))
    if not parts:
        return message
    worst = min(parts, key=lambda part: _WORST.index(_State(part.state)))
    ids = {"external_id": external_id, "provider_id": provider_id}
    return set_state(message, state=worst.state, reason=worst.reason, by=by, **ids)


def worst(states: Iterable[str]) -> str:
    """The state a message has when its parts have these."""
    return min(states, key=lambda state: _WORST.index(_State(state)))


def _late_failure(part: OutgoingPart) -> bool:
    capabilities: Capabilities = ChannelAdapter.of(part.account.kind).capabilities
    return capabilities.late_failure
