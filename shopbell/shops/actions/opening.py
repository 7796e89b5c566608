"""Opening a shop: its row, and hours that most shops keep until somebody writes down others."""

from __future__ import annotations

from datetime import time

from django.db import transaction
from django.utils.text import slugify

from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.shops.events import ShopOpened
from shopbell.shops.models import BusinessHours, Shop
from shopbell.shops.zones import country_of

WORKDAYS = range(5)
OPENS, CLOSES = time(9), time(17)


@transaction.atomic
def open_shop(*, name: str, website: str, language: str, timezone: str, currency: str, by: Actor) -> Shop:
    """A new shop that is open from nine to five, Monday to Friday, in its own time zone."""
    shop = Shop.objects.create(
        slug=_free_slug(name),
        name=name,
        website=website,
        language=language,
        languages=[language],
        timezone=timezone,
        country=country_of(timezone) or Shop._meta.get_field("country").default,
        currency=currency,
    )
    BusinessHours.objects.bulk_create(
        BusinessHours(shop=shop, weekday=weekday, opens=OPENS, closes=CLOSES) for weekday in WORKDAYS
    )
    record(ShopOpened(), about=shop, by=by)
    return shop


def _free_slug(name: str) -> str:
    """The name as an address, such as `alder-flax`; numbered when another shop has it."""
    wanted = slugify(name)[:36].strip("-") or "shop"
    taken = set(Shop.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    free = [wanted, *(f"{wanted}-{number}" for number in range(2, 1000))]
    return next(slug for slug in free if slug not in taken)
