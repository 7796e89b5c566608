"""What a customer allows: each word of theirs is a row, and the newest of a purpose counts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.clean import clean
from shopbell.core.events import record
from shopbell.customers.events import ConsentNoted
from shopbell.customers.models import Consent, Customer


@transaction.atomic
def note(
    customer: Customer,
    *,
    purpose: str,
    is_given: bool,
    source: str,
    by: Actor,
    wording: str = "",
    said_at: datetime | None = None,
) -> Consent:
    """Write down that a customer has allowed something, or taken it back; `said_at` is now, if not given."""
    now = clock.now()
    said = Consent.objects.create(
        customer=customer,
        purpose=purpose,
        is_given=is_given,
        source=source,
        wording=clean(wording, 80),
        said_at=min(said_at or now, now),
        noted_by=str(by),
        noted_at=now,
    )
    record(ConsentNoted(purpose=purpose, is_given=is_given), about=customer, by=by)
    return said
