"""The shop's own settings: name, colour, languages, time zone."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.shops.events import ShopChanged
from shopbell.shops.models import Shop


@transaction.atomic
def change(shop: Shop, *, by: Actor, **fields: Any) -> Shop:
    """Set fields of the shop; what is the same already is left alone."""
    shop = Shop.objects.select_for_update(no_key=True).get(pk=shop.pk)
    changed = sorted(key for key, value in fields.items() if getattr(shop, key) != value)
    for key in changed:
        setattr(shop, key, fields[key])
    if changed:
        shop.save(update_fields=changed)
        record(ShopChanged(fields=changed), about=shop, by=by)
    return shop
