"""Spam."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from shopbell.customers.base import Retention
from shopbell.shops.models import Shop
from shopbell.tickets.actions.forgetting import discard, not_held
from shopbell.tickets.models import Ticket


class Spam(Retention):
    """Tickets that are spam are deleted."""

    kind = "spam"
    label = gettext_lazy("Spam")
    column = "spam_days"

    def count(self, shop: Shop, before: datetime) -> int:
        return self._over(shop, before).count()

    def sweep(self, shop: Shop, before: datetime, limit: int) -> int:
        found = list(self._over(shop, before).order_by("pk").values_list("pk", flat=True)[:limit])
        discard(found)
        return len(found)

    def _over(self, shop: Shop, before: datetime) -> QuerySet[Ticket]:
        spam = Ticket.objects.filter(
            shop=shop, is_spam=True, last_activity_at__lt=before, merged_into=None, merged=None
        )
        return not_held(spam)
