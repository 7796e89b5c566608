from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from shopbell.core.models import Event
from shopbell.shops.models import Holiday, Shop
from shopbell.staff.models import Agent
from tests.program import Program


@pytest.fixture
def admin(owner: Agent) -> Program:
    return Program(owner)


def test_a_shop_is_changed_in_part(admin: Program, shop: Shop) -> None:
    told = admin.patch(f"/shops/{shop.public_id}", {"hue": 30, "languages": ["en", "fr"]}).json()
    assert (told["hue"], told["languages"], told["name"]) == (30, ["en", "fr"], "Alder & Flax")
    shop.refresh_from_db()
    assert (shop.hue, shop.languages, shop.website) == (30, ["en", "fr"], "https://alderandflax.example")
    event = Event.objects.get(name="shop.changed")
    assert (event.actor, event.data) == (f"agent:{admin.agent.pk}", {"fields": ["hue", "languages"]})


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": ""}, "name"),
        ({"hue": 400}, "hue"),
        ({"language": "de", "languages": ["en"]}, "languages"),
        ({"timezone": "Mars/Base"}, "timezone"),
        ({"country": "QQ"}, "country"),
        ({"slug": "other"}, "slug"),
    ],
)
def test_a_wrong_change_of_a_shop_changes_nothing(admin: Program, shop: Shop, sent: dict[str, Any], field: str) -> None:
    answer = admin.patch(f"/shops/{shop.public_id}", sent)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert not Event.objects.filter(name="shop.changed").exists()


def test_the_hours_of_the_week_are_set_as_a_whole(admin: Program, shop: Shop) -> None:
    blocks = [
        {"weekday": 0, "opens": "09:00", "closes": "12:00"},
        {"weekday": 0, "opens": "13:30", "closes": "18:00"},
        {"weekday": 5, "opens": "10:00", "closes": "14:00"},
    ]
    answer = admin.put(f"/shops/{shop.public_id}/hours", {"hours": blocks[::-1]})
    assert (answer.status_code, answer.json()) == (200, {"hours": blocks})
    assert list(shop.hours.values_list("weekday", "opens")) == [(0, time(9)), (0, time(13, 30)), (5, time(10))]
    assert admin.put(f"/shops/{shop.public_id}/hours", {"hours": []}).json() == {"hours": []}


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ([("17:00", "09:00")], "It would close before it opens. Hours past midnight go on the next day."),
        ([("09:00", "12:00"), ("11:00", "13:00")], "This overlaps with other hours of the day."),
    ],
)
def test_hours_that_cannot_be_are_refused(admin: Program, shop: Shop, blocks: list[tuple[str, str]], said: str) -> None:
    sent = [{"weekday": 2, "opens": opens, "closes": closes} for opens, closes in blocks]
    answer = admin.put(f"/shops/{shop.public_id}/hours", {"hours": sent})
    assert (answer.status_code, answer.json()["errors"]) == (422, {"hours": [said]})
    assert shop.hours.count() == 5


def test_more_blocks_a_day_than_are_kept_are_refused(admin: Program, shop: Shop) -> None:
    sent = [{"weekday": 2, "opens": f"{hour:02}:00", "closes": f"{hour:02}:30"} for hour in range(13)]
    assert admin.put(f"/shops/{shop.public_id}/hours", {"hours": sent}).status_code == 422
    assert shop.hours.count() == 5


def test_days_are_closed_and_opened_again(admin: Program, shop: Shop) -> None:
    path = f"/shops/{shop.public_id}/holidays"
    eve = {"day": "2026-12-24", "name": "Christmas Eve"}
    made = admin.post(path, eve)
    assert (made.status_code, made.json()) == (201, eve)
    twice = admin.post(path, eve)
    assert twice.json()["errors"] == {"day": ["The shop is closed on this day already."]}
    assert admin.get(path).json() == {"items": [eve], "next": None}
    assert admin.delete(f"{path}/2026-12-24").status_code == 204
    assert admin.delete(f"{path}/2026-12-24").status_code == 404
    assert admin.delete(f"{path}/yesterday").status_code == 422
    assert not Holiday.objects.exists()


def test_public_holidays_of_a_year_are_added_once(admin: Program, shop: Shop) -> None:
    path = f"/shops/{shop.public_id}/public-holidays"
    added = admin.post(path, {"year": 2027}).json()["added"]
    assert added == Holiday.objects.filter(day__year=2027).count()
    assert Holiday.objects.filter(day=date(2027, 3, 17)).exists()
    assert admin.post(path, {"year": 2027}).json() == {"added": 0}
