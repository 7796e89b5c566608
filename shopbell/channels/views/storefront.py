"""A product page of the demo shop, with the script tag that a real shop would put on its own pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from shopbell.channels.models import ChannelAccount
from shopbell.shops.models import Shop


@require_safe
def product(request: HttpRequest, shop: str) -> HttpResponse:
    """The linen shirt; only a demo shop has a storefront here."""
    found = get_object_or_404(Shop, slug=shop)
    if not found.is_demo:
        raise Http404("this shop sells elsewhere")
    chat = ChannelAccount.objects.filter(shop=found, kind="chat", is_active=True).order_by("pk").first()
    has_form = ChannelAccount.objects.filter(shop=found, kind="form", is_active=True).exists()
    language = found.language_for(request.GET.get("lang") or getattr(request, "LANGUAGE_CODE", None) or "")
    theme = request.GET.get("theme") if request.GET.get("theme") in ("light", "dark") else ""
    context = {
        "shop": found,
        "hue": found.hue,
        "chat": chat,
        "has_form": has_form,
        "lang": language,
        "theme": theme,
        "embedded": False,
    }
    with translation.override(language), timezone.override(found.zone):
        return render(request, "channels/customer/storefront.html", context)
