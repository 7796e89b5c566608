from datetime import time

from shopbell.core.actor import SYSTEM
from shopbell.core.models import Event
from shopbell.shops.actions.opening import open_shop
from shopbell.shops.models import Shop


def _open(name: str, timezone: str = "Europe/Lisbon") -> Shop:
    return open_shop(name=name, website="", language="en", timezone=timezone, currency="EUR", by=SYSTEM)


def test_it_opens_with_hours_in_its_own_country(db: None) -> None:
    shop = _open("Seixo")
    assert (shop.slug, shop.country, shop.languages) == ("seixo", "PT", ["en"])
    assert list(shop.hours.values_list("weekday", "opens", "closes")) == [(d, time(9), time(17)) for d in range(5)]
    assert Event.objects.get().name == "shop.opened"


def test_addresses_are_numbered_when_taken_and_made_up_when_nothing_is_left(db: None) -> None:
    assert [_open(name).slug for name in ("Seixo", "seixo!", "SEIXO", "石", "石")] == [
        "seixo",
        "seixo-2",
        "seixo-3",
        "shop",
        "shop-2",
    ]
    assert len(_open("a very long name that goes on and on until it ends").slug) <= 40


def test_a_zone_of_no_country_leaves_the_usual_one(db: None) -> None:
    assert _open("Seixo", "UTC").country == "IE"
