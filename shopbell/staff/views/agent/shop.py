"""The shop's settings, for admins. They stand here because shops know nothing of people and roles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from shopbell.core import clock
from shopbell.shops.actions import brand, hours
from shopbell.shops.forms import HolidayForm, HoursForm, ShopForm
from shopbell.shops.models import Holiday, Shop
from shopbell.shops.queries import opening_hours
from shopbell.staff.permissions import may_manage_shop
from shopbell.staff.request import AgentRequest, requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_manage_shop)
def shop(request: AgentRequest, public_id: str = "") -> HttpResponse:
    """Brand and languages of a shop; without an id, of the first."""
    found = _find(public_id)
    form = ShopForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        brand.change(found, by=request.user.actor, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("shop_of", found.public_id)
    context = {"form": form, "shop": _find(found.public_id), "shops": _all()}
    return render(request, "shops/agent/shop.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_manage_shop)
def business_hours(request: AgentRequest, public_id: str = "") -> HttpResponse:
    """The weekly hours and the holidays of a shop; without an id, of the first."""
    found = _find(public_id)
    form = HoursForm(request.POST if request.method == "POST" else None, shop=found)
    if request.method == "POST" and form.is_valid():
        hours.set_hours(found, form.blocks, by=request.user.actor)
        messages.success(request, _("Saved."))
        return redirect("hours_of", found.public_id)
    return _hours_page(request, found, form=form, status=422 if form.is_bound else 200)


@require_POST
@requires(may_manage_shop)
def holidays(request: AgentRequest, public_id: str) -> HttpResponse:
    """Add one holiday, or with `year` all public holidays of the shop's country in that year."""
    found = _find(public_id)
    if "year" in request.POST:
        return _take_over(request, found, request.POST)
    form = HolidayForm(request.POST, shop=found)
    if not form.is_valid():
        return _hours_page(request, found, holiday_form=form, status=422)
    hours.add_holidays(found, [(form.cleaned_data["day"], form.cleaned_data["name"])], by=request.user.actor)
    messages.success(request, _("Closed on that day."))
    return redirect("hours_of", found.public_id)


@require_POST
@requires(may_manage_shop)
def remove_holiday(request: AgentRequest, public_id: str, pk: int) -> HttpResponse:
    found = get_object_or_404(Holiday.objects.select_related("shop"), pk=pk, shop__public_id=public_id)
    hours.remove_holiday(found, by=request.user.actor)
    return redirect("hours_of", public_id)


def _take_over(request: AgentRequest, found: Shop, data: QueryDict) -> HttpResponse:
    this_year = clock.now().astimezone(found.zone).year
    year = int(data["year"]) if data["year"] in (str(this_year), str(this_year + 1)) else this_year
    days = hours.public_holidays(found.country, year, found.language)
    added = hours.add_holidays(found, days, by=request.user.actor)
    sentence = ngettext("{n} holiday added.", "{n} holidays added.", added).format(n=added)
    messages.success(request, sentence if added else _("They are all there already."))
    return redirect("hours_of", found.public_id)


def _hours_page(
    request: AgentRequest,
    found: Shop,
    *,
    form: HoursForm | None = None,
    holiday_form: HolidayForm | None = None,
    status: int = 200,
) -> HttpResponse:
    now = clock.now()
    today = now.astimezone(found.zone).date()
    known = opening_hours(found)
    context: dict[str, Any] = {
        "shop": found,
        "shops": _all(),
        "form": form or HoursForm(None, shop=found),
        "holiday_form": holiday_form or HolidayForm(shop=found),
        "holidays": found.holidays.filter(day__gte=today).order_by("day"),
        "years": (today.year, today.year + 1),
        "is_always": known.always,
        "is_open": known.is_open(now),
        "opens_at": known.opens_at(now),
        "closes_at": known.closes_at(now),
    }
    return render(request, "shops/agent/hours.html", context, status=status)


def _find(public_id: str) -> Shop:
    if public_id:
        return get_object_or_404(Shop, public_id=public_id)
    first = Shop.objects.order_by("pk").first()
    if first is None:
        raise Http404
    return first


def _all() -> list[Shop]:
    return list(Shop.objects.order_by("pk"))
