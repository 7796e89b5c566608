"""What somebody allowed."""

from __future__ import annotations

from typing import Any

from shopbell.customers.base import Holding
from shopbell.customers.models import Consent, Customer


class Consents(Holding):
    """Every word of the customer on what they allow; the newest of both counts for the one they become."""

    kind = "consents"
    models = ("customers.Consent",)

    def move(self, source: Customer, target: Customer) -> Any:
        moved = list(source.consents.values_list("pk", flat=True))
        Consent.objects.filter(pk__in=moved).update(customer=target)
        return moved

    def move_back(self, moved: Any, *, source: Customer, target: Customer) -> None:
        Consent.objects.filter(pk__in=moved, customer=target).update(customer=source)
