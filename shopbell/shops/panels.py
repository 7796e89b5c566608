"""What shops put into the desk's shell: the brand."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape

from shopbell.core.slots import slot
from shopbell.shops.models import Shop


def current_shop(request: HttpRequest) -> Shop | None:
    """The shop whose brand the desk wears; kept on the request."""
    if "_current_shop" not in request.__dict__:
        request.__dict__["_current_shop"] = Shop.objects.order_by("pk").first()
    shop: Shop | None = request.__dict__["_current_shop"]
    return shop


@slot("desk.hue")
def hue(request: HttpRequest, **_: Any) -> str:
    shop = current_shop(request)
    return str(shop.hue) if shop else ""


@slot("desk.shop")
def brand(request: HttpRequest, **_: Any) -> str:
    return render_to_string("shops/agent/_brand.html", {"shop": current_shop(request)}, request=request)


@slot("desk.top")
def top(request: HttpRequest, **_: Any) -> str:
    return render_to_string("shops/agent/_top.html", {"shop": current_shop(request)}, request=request)


@slot("desk.name")
def name(request: HttpRequest, **_: Any) -> str:
    shop = current_shop(request)
    return str(escape(shop.name)) if shop else ""
