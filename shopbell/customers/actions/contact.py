"""When somebody wrote first and last, and how many tickets they have: columns that lists are sorted and filtered by.

Messages and tickets stand above customers. Their handlers tell what there is; see `tickets/actions/contact.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shopbell.customers.models import Customer


@dataclass(frozen=True, slots=True)
class Contact:
    """All that was heard of somebody: first and last message of theirs that was no spam, and their tickets."""

    first_at: datetime | None
    last_at: datetime | None
    last_message: int | None
    tickets: int


def keep(customer_id: int, contact: Contact) -> None:
    """Write these figures down. The caller has locked the customer and counted after that."""
    Customer.objects.filter(pk=customer_id).update(
        first_contact_at=contact.first_at,
        last_contact_at=contact.last_at,
        last_message_id=contact.last_message,
        ticket_count=contact.tickets,
    )
