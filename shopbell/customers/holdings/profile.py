"""The customer's own row."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from shopbell.core import clock
from shopbell.customers.base import Erased, Held, Holding, Portion, blanks, rows_of
from shopbell.customers.models import Customer


class Profile(Holding):
    """What is known of the person. The row stays without it, since figures and certificates name its id."""

    kind = "profile"
    label = gettext_lazy("About you")
    models = ("customers.Customer",)
    order = 90

    def export(self, customer: Customer) -> Portion:
        return Portion({"profile": rows_of([customer], without=("id", "merged_into", "last_message_id"))})

    def erase(self, customer: Customer, held: Held) -> Erased:
        empty = {**blanks(Customer, keep=("public_id",)), "is_vip": False, "wants_plain_text": False}
        Customer.objects.filter(pk=customer.pk).update(**empty, wants_large_text=False, erased_at=clock.now())
        return Erased({"customers.Customer": 1})
