from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopbell.shops.models import Holiday, Shop
from shopbell.shops.queries import OpeningHours, opening_hours


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_open_and_closed_by_the_shops_own_clock(shop: Shop) -> None:
    hours = opening_hours(shop)
    assert hours.is_open(at("2026-11-24T09:00"))
    assert not hours.is_open(at("2026-11-24T08:59"))
    assert not hours.is_open(at("2026-11-24T17:00"))
    assert hours.is_open(at("2026-07-21T08:30")), "Dublin is an hour ahead in summer"


def test_a_holiday_is_closed(shop: Shop) -> None:
    Holiday.objects.create(shop=shop, day=date(2026, 11, 24), name="Stocktaking")
    hours = opening_hours(shop)
    assert not hours.is_open(at("2026-11-24T12:00"))
    assert hours.opens_at(at("2026-11-24T12:00")) == at("2026-11-25T09:00")


def test_work_goes_on_after_the_weekend(shop: Shop) -> None:
    hours = opening_hours(shop)
    assert hours.add(at("2026-11-27T16:00"), timedelta(hours=2)) == at("2026-11-30T10:00")
    assert hours.between(at("2026-11-27T16:00"), at("2026-11-30T10:00")) == timedelta(hours=2)
    assert hours.closes_at(at("2026-11-27T16:00")) == at("2026-11-27T17:00")


def test_without_hours_it_is_always_open(db: None) -> None:
    hours = OpeningHours(Shop(timezone="Europe/Dublin"), (), frozenset())
    assert hours.is_open(at("2026-11-29T03:00"))
    assert hours.add(at("2026-11-29T03:00"), timedelta(hours=1)) == at("2026-11-29T04:00")


NIGHT_SHIFT = OpeningHours(Shop(timezone="Europe/Berlin"), ((6, time(0), time(20)),), frozenset())


@pytest.mark.parametrize(
    ("begin", "hours"),
    [("2026-10-24T22:00", 21), ("2026-03-28T23:00", 19)],
)
def test_the_night_when_clocks_change_has_its_true_length(begin: str, hours: int) -> None:
    start, end = at(begin), at(begin) + timedelta(hours=hours)
    zone = NIGHT_SHIFT.shop.zone
    assert NIGHT_SHIFT.opens_at(start - timedelta(hours=2)) == start
    assert NIGHT_SHIFT.closes_at(start) == end
    assert NIGHT_SHIFT.between(start.astimezone(zone), end.astimezone(zone)) == timedelta(hours=hours)
    assert NIGHT_SHIFT.add(start.astimezone(zone), timedelta(hours=hours)) == end


def test_without_hours_the_night_when_clocks_change_has_its_true_length() -> None:
    always = OpeningHours(Shop(timezone="Europe/Berlin"), (), frozenset())
    start = at("2026-10-24T22:00").astimezone(always.shop.zone)
    end = always.add(start, timedelta(hours=10))
    assert end == at("2026-10-25T08:00")
    assert always.between(start, end.astimezone(always.shop.zone)) == timedelta(hours=10)


@given(minutes=st.integers(0, 60 * 24 * 14), work=st.integers(0, 60 * 40))
def test_adding_work_and_measuring_it_agree(minutes: int, work: int) -> None:
    blocks = tuple((day, time(9), time(17)) for day in range(5))
    hours = OpeningHours(Shop(timezone="Europe/Dublin"), blocks, frozenset())
    start = at("2026-11-20T00:00") + timedelta(minutes=minutes)
    end = hours.add(start, timedelta(minutes=work))
    assert hours.between(start, end) == timedelta(minutes=work)
