"""A shop's settings for programs of admins. They stand here because shops know nothing of people and roles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from shopbell.core.api import Bearer, ClockTime, Invalid, Paging, Sent, page_of, valid
from shopbell.shops.actions import brand
from shopbell.shops.actions import hours as acting
from shopbell.shops.forms import HolidayForm, HoursForm, ShopForm
from shopbell.shops.models import BusinessHours, Holiday, Shop
from shopbell.staff.permissions import may_manage_shop
from shopbell.staff.request import AgentRequest

router = Router(tags=["Shops"])
READING = Bearer("shops:read")
WRITING = Bearer("shops:write", may_manage_shop)
MOST_BLOCKS = 84


class ShopSettings(Schema):
    """The brand of a shop. `hue` is its one colour, from 0 to 359."""

    id: str = Field(alias="public_id")
    name: str
    website: str
    hue: int
    language: str
    languages: list[str]
    timezone: str
    country: str
    currency: str


class ShopChange(Sent):
    """What is left out stays as it is."""

    name: str | None = None
    website: str | None = None
    hue: int | None = Field(None, ge=0, le=359)
    language: str | None = None
    languages: list[str] | None = None
    timezone: str | None = None
    country: str | None = None
    currency: str | None = None


class HoursBlock(Sent):
    """One block of one weekday in the shop's own time; Monday is 0."""

    weekday: int = Field(ge=0, le=6)
    opens: ClockTime
    closes: ClockTime


class HoursIn(Sent):
    """All blocks of the week; without any, the shop counts as always open."""

    hours: list[HoursBlock] = Field(max_length=MOST_BLOCKS)


class HoursKept(Schema):
    hours: list[HoursBlock]


class HolidayIn(Sent):
    day: date
    name: str = Field(min_length=1, max_length=80)


class HolidayKept(Schema):
    day: date
    name: str


class HolidayPage(Schema):
    """Days on which the shop is closed, in the order in which they were written down."""

    items: list[HolidayKept]
    next: str | None


class YearIn(Sent):
    year: int = Field(ge=2000, le=2100)


class Added(Schema):
    added: int


@router.patch("/shops/{shop}", response=ShopSettings, auth=WRITING, summary="Change a shop")
def change_shop(request: AgentRequest, shop: str, sent: ShopChange) -> Shop:
    found = _find(shop)
    present = {name: getattr(found, name) for name in ShopForm.base_fields}
    form = ShopForm({**present, **sent.dict(exclude_none=True)}, instance=found)
    brand.change(_find(shop), by=request.user.actor, **valid(form))
    return _find(shop)


@router.put("/shops/{shop}/hours", response=HoursKept, auth=WRITING, summary="Set the weekly hours")
def set_hours(request: AgentRequest, shop: str, sent: HoursIn) -> dict[str, Any]:
    found = _find(shop)
    data = QueryDict("", mutable=True)
    for block in sent.hours:
        data.appendlist(f"opens-{block.weekday}", block.opens)
        data.appendlist(f"closes-{block.weekday}", block.closes)
    form = HoursForm(data, shop=found)
    if not form.is_valid():
        raise Invalid({"hours": [row.error for _day, _label, rows in form.days for row in rows if row.error]})
    if len(form.blocks) != len(sent.hours):
        raise Invalid({"hours": [_("A day has at most 12 blocks.")]})
    acting.set_hours(found, form.blocks, by=request.user.actor)
    blocks: Sequence[BusinessHours] = list(found.hours.all())
    return {"hours": blocks}


@router.get("/shops/{shop}/holidays", response=HolidayPage, auth=READING, summary="List holidays, past ones too")
def holidays(request: AgentRequest, shop: str, wanted: Query[Paging]) -> dict[str, Any]:
    return page_of(Holiday.objects.filter(shop=_find(shop)), wanted)


@router.post("/shops/{shop}/holidays", response={201: HolidayKept}, auth=WRITING, summary="Close on a day")
def add_holiday(request: AgentRequest, shop: str, sent: HolidayIn) -> Holiday:
    found = _find(shop)
    given = valid(HolidayForm(sent.dict(), shop=found))
    acting.add_holidays(found, [(given["day"], given["name"])], by=request.user.actor)
    return found.holidays.get(day=given["day"])


@router.post("/shops/{shop}/public-holidays", response=Added, auth=WRITING, summary="Close on all public holidays")
def add_public_holidays(request: AgentRequest, shop: str, sent: YearIn) -> dict[str, int]:
    """Those of the shop's country in a year; days that are there already stay as they are."""
    found = _find(shop)
    days = acting.public_holidays(found.country, sent.year, found.language)
    return {"added": acting.add_holidays(found, days, by=request.user.actor)}


@router.delete("/shops/{shop}/holidays/{day}", response={204: None}, auth=WRITING, summary="Open on a day after all")
def remove_holiday(request: AgentRequest, shop: str, day: Path[date]) -> None:
    found = get_object_or_404(Holiday.objects.select_related("shop"), shop__public_id=shop, day=day)
    acting.remove_holiday(found, by=request.user.actor)


def _find(public_id: str) -> Shop:
    return get_object_or_404(Shop, public_id=public_id)
