from __future__ import annotations

from datetime import UTC, date, datetime

from shopbell.core import clock
from shopbell.shops.models import Holiday, Shop
from shopbell.staff.models import Agent
from tests.program import Program


def test_a_shop_exactly(alice: Agent, shop: Shop) -> None:
    for day, name in ((date(2026, 1, 1), "New Year"), (date(2026, 12, 25), "Christmas")):
        Holiday.objects.create(shop=shop, day=day, name=name)
    program = Program(alice)
    with clock.frozen(datetime(2026, 11, 24, 12, 0, tzinfo=UTC)):
        told = program.get(f"/shops/{shop.public_id}").json()
    short = {
        "id": shop.public_id,
        "slug": "alder",
        "name": "Alder & Flax",
        "website": "https://alderandflax.example",
        "hue": 178,
        "language": "en",
        "languages": ["en", "de"],
        "timezone": "Europe/Dublin",
        "country": "IE",
        "currency": "EUR",
    }
    assert told == {
        **short,
        "is_open": True,
        "hours": [{"weekday": day, "opens": "09:00", "closes": "17:00"} for day in range(5)],
        "holidays": [{"day": "2026-12-25", "name": "Christmas"}],
    }
    assert program.get("/shops").json() == {"items": [short], "next": None}
    assert program.get("/shops/nothing").status_code == 404


def test_at_night_nobody_is_there(alice: Agent, shop: Shop) -> None:
    with clock.frozen(datetime(2026, 11, 24, 3, 0, tzinfo=UTC)):
        assert Program(alice).get(f"/shops/{shop.public_id}").json()["is_open"] is False
