"""The Jinja2 environment of all our pages and mails."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from shopbell.core import formats, settings_nav, slots
from shopbell.core.icons import icon


@lru_cache(maxsize=4000)  # addresses do not change while a process runs
def url(name: str, *args: Any, **kwargs: Any) -> str:
    """`{{ url("ticket", pk) }}`"""
    return reverse(name, args=args or None, kwargs=kwargs or None)


CHANNEL_ICONS = {
    "email": "mail",
    "chat": "message-circle",
    "form": "clipboard-list",
    "phone": "phone",
    "note": "sticky-note",
    "notes": "sticky-note",
}


def channel_icon(channel: str, css: str = "icon") -> Markup:
    """The icon of a channel, or of a note."""
    return icon(CHANNEL_ICONS.get(channel, "message-circle"), css)


def environment(**options: Any) -> Environment:
    """Autoescaping, strict about unknown names, speaking gettext."""
    made = Environment(  # noqa: S701 (Django hands in autoescape=True)
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True},
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    made.globals |= {
        "url": url,
        "static": static,
        "icon": icon,
        "slot": slots.fill,
        "settings_groups": settings_nav.GROUPS,
        "language": translation.get_language,
        "is_rtl": translation.get_language_bidi,
        "debug": settings.DEBUG,
    }
    made.filters |= {**formats.FILTERS, "channel_icon": channel_icon}
    return made
