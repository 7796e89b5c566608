"""Shops for programs: the brand, and when people are there. What admins change is among the views of staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from shopbell.core import clock
from shopbell.core.api import Bearer, ClockTime, Paging, page_of
from shopbell.shops.models import BusinessHours, Holiday, Shop
from shopbell.shops.queries import opening_hours

router = Router(tags=["Shops"])
READING = Bearer("shops:read")


class ShopOut(Schema):
    """A shop as lists show it."""

    id: str = Field(alias="public_id")
    slug: str
    name: str
    website: str
    hue: int
    language: str
    languages: list[str]
    timezone: str
    country: str
    currency: str


class HoursOut(Schema):
    """One block of one weekday in the shop's own time; Monday is 0."""

    weekday: int
    opens: ClockTime
    closes: ClockTime


class HolidayOut(Schema):
    day: date
    name: str


class ShopDetail(ShopOut):
    """One shop with its hours; without any it counts as always open."""

    is_open: bool
    hours: list[HoursOut]
    holidays: list[HolidayOut]

    @staticmethod
    def resolve_is_open(shop: Shop) -> bool:
        return opening_hours(shop).is_open(clock.now())

    @staticmethod
    def resolve_hours(shop: Shop) -> Sequence[BusinessHours]:
        return list(shop.hours.all())

    @staticmethod
    def resolve_holidays(shop: Shop) -> Sequence[Holiday]:
        """From today on, in the shop's own time."""
        return list(shop.holidays.filter(day__gte=clock.now().astimezone(shop.zone).date()).order_by("day"))


class ShopPage(Schema):
    items: list[ShopOut]
    next: str | None


@router.get("/shops", response=ShopPage, auth=READING, summary="List shops")
def shops(request: HttpRequest, wanted: Query[Paging]) -> dict[str, Any]:
    return page_of(Shop.objects.all(), wanted)


@router.get("/shops/{shop}", response=ShopDetail, auth=READING, summary="One shop with its hours")
def shop(request: HttpRequest, shop: str) -> Shop:
    return get_object_or_404(Shop, public_id=shop)
