"""Shops for programs: the brand, and when people are there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from shopbell.core import clock
from shopbell.shops.models import BusinessHours, Holiday, Shop
from shopbell.shops.queries import opening_hours

router = Router(tags=["Shops"])


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
    opens: time
    closes: time


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


class ShopList(Schema):
    items: list[ShopOut]


@router.get("/shops", response=ShopList, summary="List shops")
def shops(request: HttpRequest) -> dict[str, Any]:
    return {"items": list(Shop.objects.order_by("pk"))}


@router.get("/shops/{shop}", response=ShopDetail, summary="One shop with its hours")
def shop(request: HttpRequest, shop: str) -> Shop:
    return get_object_or_404(Shop, public_id=shop)
