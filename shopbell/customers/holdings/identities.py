"""The addresses somebody is reached by."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from shopbell.customers.base import Erased, Held, Holding, Portion, rows_of
from shopbell.customers.models import Customer, Identity


class Identities(Holding):
    """Addresses, numbers, accounts, and the keys of browsers."""

    kind = "identities"
    label = gettext_lazy("Addresses and accounts")
    models = ("customers.Identity",)
    order = 80

    def move(self, source: Customer, target: Customer) -> Any:
        moved = list(source.identities.values_list("pk", flat=True))
        Identity.objects.filter(pk__in=moved).update(customer=target)
        return moved

    def move_back(self, moved: Any, *, source: Customer, target: Customer) -> None:
        Identity.objects.filter(pk__in=moved, customer=target).update(customer=source)

    def export(self, customer: Customer) -> Portion:
        known = customer.identities.all()
        return Portion({"identities": rows_of(known, without=("id", "customer", "scope", "verifier", "added_by"))})

    def erase(self, customer: Customer, held: Held) -> Erased:
        """Those over which a held conversation runs stay with it; nothing else names any, the tickets were first."""
        kept = customer.identities.filter(threads__isnull=False).distinct()
        stays = list(kept.values_list("pk", flat=True))
        number, _by_model = customer.identities.exclude(pk__in=stays).delete()
        why = [{"what": "customers.Identity", "number": len(stays), "why": "hold"}] if stays else []
        return Erased({"customers.Identity": number}, kept=why)
