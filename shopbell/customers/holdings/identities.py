"""The addresses somebody is reached by."""

from __future__ import annotations

from typing import Any

from shopbell.customers.base import Holding
from shopbell.customers.models import Customer, Identity


class Identities(Holding):
    """Addresses, numbers, accounts, and the keys of browsers."""

    kind = "identities"
    models = ("customers.Identity",)
    order = 10

    def move(self, source: Customer, target: Customer) -> Any:
        moved = list(source.identities.values_list("pk", flat=True))
        Identity.objects.filter(pk__in=moved).update(customer=target)
        return moved

    def move_back(self, moved: Any, *, source: Customer, target: Customer) -> None:
        Identity.objects.filter(pk__in=moved, customer=target).update(customer=source)
