from datetime import date, time

import pytest
from django.test import Client
from django.urls import reverse

from shopbell.shops.models import Shop
from shopbell.staff.models import Agent


@pytest.fixture
def as_owner(client: Client, owner: Agent) -> Client:
    client.force_login(owner)
    return client


def _brand(**changed: object) -> dict[str, object]:
    usual = {
        "name": "Alder & Flax",
        "website": "alderandflax.example",
        "hue": "30",
        "language": "en",
        "languages": ["en", "de"],
        "timezone": "Europe/Dublin",
        "country": "IE",
        "currency": "GBP",
    }
    return {**usual, **changed}


def test_a_new_colour_is_worn_by_the_next_page(as_owner: Client, shop: Shop) -> None:
    page = as_owner.post(reverse("shop_of", args=[shop.public_id]), _brand(), follow=True).content.decode()
    assert "--shop-hue:30" in page
    saved = Shop.objects.get()
    assert (saved.website, saved.currency) == ("https://alderandflax.example", "GBP")


def test_the_first_language_is_one_of_the_spoken_ones(as_owner: Client, shop: Shop) -> None:
    response = as_owner.post(reverse("shop_of", args=[shop.public_id]), _brand(language="fr"))
    assert response.status_code == 422
    assert b"Tick the first language too" in response.content


def test_a_hue_has_360_values(as_owner: Client, shop: Shop) -> None:
    assert as_owner.post(reverse("shop_of", args=[shop.public_id]), _brand(hue="360")).status_code == 422
    assert Shop.objects.get().hue == 178


def test_a_day_may_have_a_pause(as_owner: Client, shop: Shop) -> None:
    data = {"opens-0": ["13:00", "09:00", ""], "closes-0": ["17:30", "12:00", ""]}
    assert as_owner.post(reverse("hours_of", args=[shop.public_id]), data).status_code == 302
    assert list(shop.hours.values_list("weekday", "opens", "closes")) == [
        (0, time(9), time(12)),
        (0, time(13), time(17, 30)),
    ]


@pytest.mark.parametrize(
    ("opens", "closes", "sentence"),
    [
        (["17:00"], ["09:00"], "It would close before it opens."),
        (["09:00", "11:00"], ["12:00", "15:00"], "This overlaps with other hours of the day."),
        (["09:00"], [""], "Write both times, such as 09:00 and 17:30."),
        (["nine"], ["five"], "Write both times, such as 09:00 and 17:30."),
    ],
)
def test_hours_that_cannot_be_are_named_and_nothing_is_lost(
    as_owner: Client, shop: Shop, opens: list[str], closes: list[str], sentence: str
) -> None:
    response = as_owner.post(reverse("hours_of", args=[shop.public_id]), {"opens-2": opens, "closes-2": closes})
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert f'value="{opens[0]}"' in page
    assert page.count(" autofocus") == 1
    assert shop.hours.count() == 5


def test_without_hours_the_shop_is_always_open(as_owner: Client, shop: Shop) -> None:
    page = as_owner.post(reverse("hours_of", args=[shop.public_id]), {}, follow=True).content.decode()
    assert "the shop counts as open day and night" in page


def test_public_holidays_are_taken_over_once(as_owner: Client, shop: Shop) -> None:
    from shopbell.core import clock

    year = clock.now().year + 1
    for _ in range(2):
        as_owner.post(reverse("holidays", args=[shop.public_id]), {"year": str(year)})
    assert shop.holidays.filter(day=date(year, 3, 17)).count() == 1
    assert shop.holidays.filter(day=date(year, 12, 25)).count() == 1


def test_a_holiday_is_added_and_taken_back(as_owner: Client, shop: Shop) -> None:
    as_owner.post(reverse("holidays", args=[shop.public_id]), {"day": "2031-06-01", "name": "Moving house"})
    holiday = shop.holidays.get()
    again = as_owner.post(reverse("holidays", args=[shop.public_id]), {"day": "2031-06-01", "name": "Again"})
    assert again.status_code == 422
    as_owner.post(reverse("holiday_remove", args=[shop.public_id, holiday.pk]))
    assert not shop.holidays.exists()
