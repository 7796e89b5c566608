"""Of whom a customer was made."""

from __future__ import annotations

from django.db.models import Q

from shopbell.customers.base import Erased, Held, Holding
from shopbell.customers.models import Customer, CustomerMerge


class Merges(Holding):
    """What merges wrote down to be taken back by; nobody erased is made two again."""

    kind = "merges"
    models = ("customers.CustomerMerge",)

    def erase(self, customer: Customer, held: Held) -> Erased:
        made = CustomerMerge.objects.filter(Q(source=customer) | Q(target=customer)).exclude(moved={}, changed={})
        return Erased({"customers.CustomerMerge": made.update(moved={}, changed={})})
