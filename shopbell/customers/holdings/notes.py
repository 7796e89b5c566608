"""What the team wrote about somebody."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from shopbell.customers.base import Erased, Held, Holding, Portion, rows_of
from shopbell.customers.models import Customer, CustomerNote


class Notes(Holding):
    """Notes about the customer."""

    kind = "notes"
    label = gettext_lazy("Notes about you")
    models = ("customers.CustomerNote",)

    def move(self, source: Customer, target: Customer) -> Any:
        moved = list(source.notes.values_list("pk", flat=True))
        CustomerNote.objects.filter(pk__in=moved).update(customer=target)
        return moved

    def move_back(self, moved: Any, *, source: Customer, target: Customer) -> None:
        CustomerNote.objects.filter(pk__in=moved, customer=target).update(customer=source)

    def export(self, customer: Customer) -> Portion:
        return Portion({"notes": rows_of(customer.notes.all(), without=("id", "customer", "author"))})

    def erase(self, customer: Customer, held: Held) -> Erased:
        number, _by_model = customer.notes.all().delete()
        return Erased({"customers.CustomerNote": number})
