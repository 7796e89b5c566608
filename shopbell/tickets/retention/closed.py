"""Closed tickets."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from shopbell.customers.base import Retention
from shopbell.shops.models import Shop
from shopbell.tickets.actions.forgetting import anonymise, not_held
from shopbell.tickets.models import Ticket


class Closed(Retention):
    """Nobody can see any more whose they were and what was written; that they were is still counted."""

    kind = "closed"
    label = gettext_lazy("Closed tickets")
    column = "closed_months"

    def count(self, shop: Shop, before: datetime) -> int:
        return self._over(shop, before).count()

    def sweep(self, shop: Shop, before: datetime, limit: int) -> int:
        found = list(self._over(shop, before).order_by("pk").values_list("pk", flat=True)[:limit])
        anonymise(found)
        return len(found)

    def _over(self, shop: Shop, before: datetime) -> QuerySet[Ticket]:
        closed = Ticket.objects.filter(
            shop=shop,
            status=Ticket.Status.CLOSED,
            last_activity_at__lt=before,
            closed_at__lt=before,
            customer__isnull=False,
        )
        return not_held(closed)
