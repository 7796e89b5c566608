"""Visitors of the chat of whom nothing is known but a browser."""

from __future__ import annotations

from datetime import datetime

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy

from shopbell.core.sweep import each
from shopbell.customers.actions.erasure import forget
from shopbell.customers.base import Retention
from shopbell.customers.models import Customer, Identity, LegalHold
from shopbell.shops.models import Shop
from shopbell.tickets.models import Ticket


class Visitors(Retention):
    """They are erased like anybody who asks; those without any ticket count for the first shop."""

    kind = "visitor"
    label = gettext_lazy("Visitors of the chat without an address")
    column = "visitor_days"

    def count(self, shop: Shop, before: datetime) -> int:
        return self._over(shop, before).count()

    def sweep(self, shop: Shop, before: datetime, limit: int) -> int:
        def run(customer: Customer) -> None:
            for path in forget(customer):
                default_storage.delete(path)

        return len(each(list(self._over(shop, before).order_by("pk")[:limit]), run, sweep="visitors"))

    def _over(self, shop: Shop, before: datetime) -> QuerySet[Customer]:
        identities = Identity.objects.filter(customer=OuterRef("pk"))
        tickets = Ticket.objects.filter(customer=OuterRef("pk"))
        is_first = not Shop.objects.filter(pk__lt=shop.pk).exists()
        of_shop = Q(Exists(tickets.filter(shop=shop)))
        return Customer.objects.filter(
            of_shop | ~Exists(tickets) if is_first else of_shop,
            Exists(identities.filter(scheme="visitor")),
            ~Exists(identities.exclude(scheme="visitor")),
            ~Exists(tickets.filter(last_activity_at__gte=before)),
            ~Exists(LegalHold.objects.filter(customer=OuterRef("pk"), lifted_at=None)),
            created_at__lt=before,
            erased_at=None,
            merged_into=None,
        )
