"""Mail as it came in, once it is a message."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from shopbell.channels.models import RawInput
from shopbell.customers.base import Retention
from shopbell.shops.models import Shop
from shopbell.tickets.models import Message


class Raw(Retention):
    """Raw input that is dealt with. What is parked waits for a person, however long."""

    kind = "raw"
    label = gettext_lazy("Mails as they came in")
    column = "raw_days"

    def count(self, shop: Shop, before: datetime) -> int:
        return self._over(shop, before).count()

    @transaction.atomic
    def sweep(self, shop: Shop, before: datetime, limit: int) -> int:
        over = self._over(shop, before).select_for_update(skip_locked=True, of=("self",)).order_by("pk")
        found = list(over.values_list("pk", "message_id")[:limit])
        Message.objects.filter(pk__in=[message for _pk, message in found if message]).update(raw_id=None)
        RawInput.objects.filter(pk__in=[pk for pk, _message in found]).delete()
        return len(found)

    def _over(self, shop: Shop, before: datetime) -> QuerySet[RawInput]:
        return RawInput.objects.filter(account__shop=shop, received_at__lt=before, state=RawInput.State.ROUTED)
