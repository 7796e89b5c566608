"""The same message come again, by another way: it stays one message and keeps all its arrivals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from shopbell.tickets.models import Message


@transaction.atomic
def note_arrival(message: Message, *, arrival: Mapping[str, Any]) -> Message:
    """Add one arrival; its `raw` is the number of the stored input, and the same number counts once."""
    locked = Message.objects.select_for_update(no_key=True).get(pk=message.pk)
    arrivals = locked.extra.setdefault("arrivals", [])
    if arrival["raw"] not in [known["raw"] for known in arrivals]:
        arrivals.append(dict(arrival))
        locked.save(update_fields=["extra"])
    return locked
