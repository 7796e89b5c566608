from datetime import date, time

import pytest

from shopbell.core.actor import SYSTEM
from shopbell.core.models import Event
from shopbell.shops.actions.hours import add_holidays, public_holidays, remove_holiday, set_hours
from shopbell.shops.errors import NoHolidaysKnown
from shopbell.shops.models import Shop


def test_hours_are_replaced_as_a_whole(shop: Shop) -> None:
    set_hours(shop, [(5, time(10), time(14)), (5, time(10), time(14))], by=SYSTEM)
    assert list(shop.hours.values_list("weekday", "opens", "closes")) == [(5, time(10), time(14))]
    set_hours(shop, [(5, time(10), time(14))], by=SYSTEM)
    assert Event.objects.filter(name="shop.hours_changed").count() == 1


def test_a_day_keeps_the_name_it_had(shop: Shop) -> None:
    assert add_holidays(shop, [(date(2031, 12, 25), "Our day")], by=SYSTEM) == 1
    both = [(date(2031, 12, 25), "Christmas Day"), (date(2031, 12, 26), "St Stephen's Day")]
    assert add_holidays(shop, both, by=SYSTEM) == 1
    assert dict(shop.holidays.values_list("day", "name"))[date(2031, 12, 25)] == "Our day"
    remove_holiday(shop.holidays.get(day=date(2031, 12, 25)), by=SYSTEM)
    assert shop.holidays.count() == 1


def test_public_holidays_speak_the_shops_language() -> None:
    assert (date(2026, 10, 3), "Tag der Deutschen Einheit") in public_holidays("DE", 2026, "de")
    with pytest.raises(NoHolidaysKnown):
        public_holidays("XX", 2026, "en")
