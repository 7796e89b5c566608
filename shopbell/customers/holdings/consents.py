"""What somebody allowed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from shopbell.customers.base import Erased, Held, Holding, Portion, rows_of
from shopbell.customers.models import Consent, Customer


class Consents(Holding):
    """Every word of the customer on what they allow; the newest of both counts for the one they become."""

    kind = "consents"
    label = gettext_lazy("What you allowed")
    models = ("customers.Consent",)

    def move(self, source: Customer, target: Customer) -> Any:
        moved = list(source.consents.values_list("pk", flat=True))
        Consent.objects.filter(pk__in=moved).update(customer=target)
        return moved

    def move_back(self, moved: Any, *, source: Customer, target: Customer) -> None:
        Consent.objects.filter(pk__in=moved, customer=target).update(customer=source)

    def export(self, customer: Customer) -> Portion:
        return Portion({"consents": rows_of(customer.consents.all(), without=("id", "customer", "noted_by"))})

    def erase(self, customer: Customer, held: Held) -> Erased:
        number, _by_model = customer.consents.all().delete()
        return Erased({"customers.Consent": number})
