"""What allauth's pages, which are Django templates, know of the installation."""

from typing import Any

from django.http import HttpRequest

from shopbell.project.demo_sign_in import demo_sign_in
from shopbell.shops.models import Shop
from shopbell.staff.models import IdentityProvider


def installation(request: HttpRequest) -> dict[str, Any]:
    """The first shop's name and colour, and the demo's sign-in on a demo installation only."""
    shop = Shop.objects.order_by("pk").first()
    return {
        "shop": shop,
        "demo_sign_in": demo_sign_in() if shop and shop.is_demo else None,
        "sign_in_services": IdentityProvider.objects.filter(is_active=True),  # asked for by the sign-in page alone
    }
