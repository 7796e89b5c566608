"""What was done about somebody's data: it names nobody, and proves what happened."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from shopbell.core import clock
from shopbell.customers.base import Erased, Held, Holding, Portion, rows_of
from shopbell.customers.models import Customer


class Privacy(Holding):
    """Erasures with their certificates and exports stay, legal holds only as long as they hold."""

    kind = "privacy"
    label = gettext_lazy("What was done about your data")
    models = ("customers.Erasure", "customers.LegalHold", "customers.CustomerExport")

    def export(self, customer: Customer) -> Portion:
        exports = rows_of(customer.exports.all(), without=("id", "customer", "path", "requested_by"))
        holds = rows_of(customer.holds.all(), without=("id", "customer", "created_by"))
        return Portion({"exports": exports, "holds": holds})

    def erase(self, customer: Customer, held: Held) -> Erased:
        over = customer.holds.filter(lifted_at__isnull=False) | customer.holds.filter(until__lt=clock.now().date())
        number, _by_model = over.delete()
        return Erased({"customers.LegalHold": number})
