"""What admins do with inputs that could not be read."""

from __future__ import annotations

from django.db import transaction

from shopbell.channels.actions import health, inbound
from shopbell.channels.events import InputPutAside, InputReplayed
from shopbell.channels.models import RawInput
from shopbell.channels.queries import parked
from shopbell.core.actor import Actor
from shopbell.core.events import record

PUT_ASIDE = "put aside"
AT_ONCE = 500


@transaction.atomic
def put_aside(raw: RawInput, *, by: Actor) -> RawInput:
    """Take it off the list without reading it; the bytes stay."""
    locked = RawInput.objects.select_for_update(no_key=True).defer("body").get(pk=raw.pk)
    if locked.state == RawInput.State.DEAD:
        locked.state, locked.outcome = RawInput.State.ROUTED, PUT_ASIDE
        locked.save(update_fields=["state", "outcome"])
        record(
            InputPutAside(account=locked.account_id, raw=locked.pk),
            about=locked.account,
            by=by,
            topics=health.topics(locked.account),
        )
    return locked


@transaction.atomic
def replay(raw: RawInput, *, by: Actor) -> RawInput:
    """Have it read again from its bytes; without bytes it stays parked."""
    read = inbound.replay(raw)
    if read.state == RawInput.State.RECEIVED:
        record(
            InputReplayed(account=read.account_id, raw=read.pk),
            about=read.account,
            by=by,
            topics=health.topics(read.account),
        )
    return read


def replay_all(*, by: Actor) -> int:
    """Try every parked input again, the oldest first, at most `AT_ONCE`; gives their number."""
    waiting = list(parked().exclude(body=b"").order_by("received_at")[:AT_ONCE])
    for raw in waiting:
        replay(raw, by=by)
    return len(waiting)
