"""When the shop is open: its weekly hours, and the days on which it is closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from django.db import transaction

from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.shops.errors import NoHolidaysKnown
from shopbell.shops.events import HoursChanged
from shopbell.shops.models import BusinessHours, Holiday, Shop

Block = tuple[int, time, time]


@transaction.atomic
def set_hours(shop: Shop, blocks: Iterable[Block], *, by: Actor) -> None:
    """Replace the weekly hours by these blocks of weekday, opening and closing, which do not overlap."""
    shop = Shop.objects.select_for_update(no_key=True).get(pk=shop.pk)
    wanted = sorted(set(blocks))
    if list(shop.hours.values_list("weekday", "opens", "closes")) == wanted:
        return
    shop.hours.all().delete()
    BusinessHours.objects.bulk_create(
        BusinessHours(shop=shop, weekday=weekday, opens=opens, closes=closes) for weekday, opens, closes in wanted
    )
    record(HoursChanged(), about=shop, by=by)


@transaction.atomic
def add_holidays(shop: Shop, days: Iterable[tuple[date, str]], *, by: Actor) -> int:
    """Close the shop on these days; a day that is closed already keeps its name. Gives the number of new ones."""
    shop = Shop.objects.select_for_update(no_key=True).get(pk=shop.pk)
    before = set(shop.holidays.values_list("day", flat=True))
    fresh = {day: name for day, name in days if day not in before}
    Holiday.objects.bulk_create(Holiday(shop=shop, day=day, name=name[:80]) for day, name in fresh.items())
    if fresh:
        record(HoursChanged(), about=shop, by=by)
    return len(fresh)


@transaction.atomic
def remove_holiday(holiday: Holiday, *, by: Actor) -> None:
    """Open on this day after all."""
    shop = holiday.shop
    holiday.delete()
    record(HoursChanged(), about=shop, by=by)


def public_holidays(country: str, year: int, language: str) -> list[tuple[date, str]]:
    """The whole country's public holidays of a year, in this language where it is known. Raises `NoHolidaysKnown`."""
    from holidays import country_holidays

    known = {"en": "en_GB"}.get(language, language)
    try:
        found = country_holidays(country, years=year, language=known)
    except NotImplementedError:
        raise NoHolidaysKnown from None
    return sorted(found.items())
