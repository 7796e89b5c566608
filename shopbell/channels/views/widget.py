"""The widget's own pages: the script a shop puts on its pages, and what stands in the frame."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shopbell.channels.actions import chat
from shopbell.channels.chat.settings import OFF, WidgetSettings, framing_origins, origin_of
from shopbell.channels.chat.words import launcher_words, words
from shopbell.channels.models import ChannelAccount
from shopbell.channels.views.framing import framed
from shopbell.channels.views.widget_request import WidgetRequest, find_account, widget_view

_STATIC = Path(__file__).resolve().parent.parent / "static" / "channels"
LOADER_SECONDS = 300
RTL = ("ar", "fa", "he", "ur")


@require_safe
def loader(request: HttpRequest, shop: str, account: str) -> HttpResponse:
    """The script tag's script: a function from our static files, called with what this account chose."""
    found = find_account(shop, account)
    script = f"({loader_source().rstrip().rstrip(';')})({json.dumps(_loader_config(found))});\n"
    response = HttpResponse(content_type="text/javascript; charset=utf-8", headers={"Vary": "Accept-Encoding"})
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = gzip.compress(script.encode(), 9, mtime=0)
        response["Content-Encoding"] = "gzip"
    else:
        response.content = script
    response["Cache-Control"] = f"public, max-age={LOADER_SECONDS}"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
@widget_view
def frame(request: WidgetRequest) -> HttpResponse:
    """The chat itself, for the frame or as a page of its own."""
    account, chosen = request.account, WidgetSettings.of(request.account)
    wanted = request.GET.get("lang", "").lower().partition("-")[0]
    origins = framing_origins(account)
    asked = {name: demand for name, demand in chosen.ask.items() if demand != OFF}
    context = {
        "account": account,
        "shop": account.shop,
        "chosen": chosen,
        "lang": request.language,
        "direction": "rtl" if wanted in RTL and wanted == request.language else "ltr",
        "greeting": chosen.greeting(request.language, account.shop) or _("Hello, what can we do for you?"),
        "asked": asked,
        "config": {
            "base": reverse("chat_frame", args=[account.shop.slug, account.public_id]).removesuffix("frame/"),
            "account": account.public_id,
            "lang": request.language,
            "origins": [*origins, origin_of(settings.SHOPBELL_URL)],
            "longest": chat.LONGEST_TEXT,
            "most_files": chat.MOST_FILES,
            "most_bytes": settings.SHOPBELL_MAX_UPLOAD,
        },
        "words": words(account.shop),
    }
    response = render(request, "channels/customer/widget.html", context)
    response["Cache-Control"] = "no-cache"
    return framed(response, origins)


@lru_cache(maxsize=1)
def _cached_source() -> str:
    return (_STATIC / "loader.js").read_text()


def loader_source() -> str:
    """The loader as it lies in our static files; read each time in development."""
    return (_STATIC / "loader.js").read_text() if settings.DEBUG else _cached_source()


def _loader_config(account: ChannelAccount) -> dict[str, object]:
    chosen = WidgetSettings.of(account)
    spoken = {}
    for code, _name in settings.LANGUAGES:
        if account.shop.language_for(code) == code:
            with translation.override(code):
                spoken[code] = launcher_words(account.shop)
    return {
        "frame": f"{settings.SHOPBELL_URL}{reverse('chat_frame', args=[account.shop.slug, account.public_id])}",
        "origin": origin_of(settings.SHOPBELL_URL),
        "id": account.public_id,
        "hue": chosen.hue,
        "side": chosen.position,
        "theme": chosen.theme,
        "language": account.shop.language,
        "words": spoken,
    }
