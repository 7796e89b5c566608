"""What the team wrote about somebody."""

from __future__ import annotations

from typing import Any

from shopbell.customers.base import Holding
from shopbell.customers.models import Customer, CustomerNote


class Notes(Holding):
    """Notes about the customer."""

    kind = "notes"
    models = ("customers.CustomerNote",)

    def move(self, source: Customer, target: Customer) -> Any:
        moved = list(source.notes.values_list("pk", flat=True))
        CustomerNote.objects.filter(pk__in=moved).update(customer=target)
        return moved

    def move_back(self, moved: Any, *, source: Customer, target: Customer) -> None:
        CustomerNote.objects.filter(pk__in=moved, customer=target).update(customer=source)
