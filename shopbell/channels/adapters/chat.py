"""The chat widget: our own protocol, so nothing is sent out; the visitor's page fetches."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from shopbell.channels.base import Capabilities, ChannelAdapter, CheckStep
from shopbell.channels.chat.settings import CONTINUE_MINUTES, OFF, OPTIONAL, REQUIRED, origin_of
from shopbell.core.sentences import say as _

_ASK = [
    (OFF, gettext_lazy("Do not ask")),
    (OPTIONAL, gettext_lazy("Ask, may stay empty")),
    (REQUIRED, gettext_lazy("Must be answered")),
]
_POSITIONS = [
    ("end", gettext_lazy("At the end of the line, bottom right in English")),
    ("start", gettext_lazy("At the start of the line")),
]
_THEMES = [
    ("auto", gettext_lazy("As the visitor's device")),
    ("light", gettext_lazy("Light")),
    ("dark", gettext_lazy("Dark")),
]
SECRET_BYTES = 32


class Chat(ChannelAdapter):
    """Messages come in by the widget's own views; answers wait in the thread until the page asks for them."""

    kind = "chat"
    label = gettext_lazy("Chat widget")
    summary = gettext_lazy("A button on your pages; people answer from here")
    capabilities = Capabilities(
        markup="markdown", pulled=True, delivered=True, read=True, typing=True, idempotent_send=True
    )

    class Settings(forms.Form):
        """How the widget looks, what it asks, and on which pages it may stand."""

        ask_name = forms.ChoiceField(label=gettext_lazy("Name"), choices=_ASK, initial=OFF)
        ask_email = forms.ChoiceField(label=gettext_lazy("E-mail address"), choices=_ASK, initial=OFF)
        ask_order = forms.ChoiceField(label=gettext_lazy("Order number"), choices=_ASK, initial=OFF)
        origins = forms.CharField(
            label=gettext_lazy("Pages that may show the chat"),
            help_text=gettext_lazy("One address a line, such as https://shop.example. Other pages cannot frame it."),
            widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
            required=False,
        )
        hue = forms.IntegerField(
            label=gettext_lazy("Colour"),
            help_text=gettext_lazy("A hue from 0 to 359; empty takes the shop's."),
            min_value=0,
            max_value=359,
            required=False,
        )
        position = forms.ChoiceField(label=gettext_lazy("Place of the button"), choices=_POSITIONS, initial="end")
        theme = forms.ChoiceField(label=gettext_lazy("Appearance"), choices=_THEMES, initial="auto")
        continue_minutes = forms.IntegerField(
            label=gettext_lazy("Minutes until an unread answer goes out by e-mail"),
            min_value=1,
            max_value=24 * 60,
            initial=CONTINUE_MINUTES,
        )
        secret = forms.CharField(
            label=gettext_lazy("Secret for signed-in customers"),
            help_text=gettext_lazy("Your server signs the customer's id with it. Keep it out of every page and app."),
            widget=forms.TextInput(attrs={"readonly": True, "dir": "ltr", "class": "input mono"}),
            required=False,
        )

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            initial = dict(kwargs.get("initial") or {})
            initial["secret"] = initial.get("secret") or secrets.token_urlsafe(SECRET_BYTES)
            initial["origins"] = "\n".join(initial.get("origins") or ())
            super().__init__(*args, **{**kwargs, "initial": initial})
            for code, name in settings.LANGUAGES:
                self.fields[f"greeting_{code}"] = forms.CharField(
                    label=_("Greeting in {language}", language=_(str(name))),
                    max_length=300,
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
                )

        def clean_origins(self) -> list[str]:
            """The origins alone, each once. A line that is no web address is refused by name."""
            found = []
            for line in self.cleaned_data["origins"].split():
                origin = origin_of(line if "://" in line else f"https://{line}")
                if not origin or ("." not in origin and "localhost" not in origin):
                    raise ValidationError(
                        _("%(line)s is not a web address. Write it like https://shop.example."),
                        params={"line": line[:100]},
                    )
                found.append(origin)
            return list(dict.fromkeys(found))

        def clean_secret(self) -> str:
            """The one we made: what the page sends back is not taken as a new secret."""
            given = str(self.cleaned_data["secret"] or "")
            return given if len(given) >= SECRET_BYTES else str(self.initial["secret"])

    def check(self) -> list[CheckStep]:
        """What can be told without the shop's page."""
        if self.settings.get("origins"):
            return [CheckStep(_("Pages that may show the chat"), "ok", ", ".join(self.settings["origins"]))]
        detail = _("No page is listed yet, so only the shop's own website may show the chat.")
        return [CheckStep(_("Pages that may show the chat"), "warn", detail)]


def script_tag(shop_slug: str, account_public_id: str) -> str:
    """The line that a shop puts on its pages."""
    return f'<script async src="{settings.SHOPBELL_URL}/s/{shop_slug}/chat/{account_public_id}/loader.js"></script>'


def identity_snippet(secret: str = "") -> str:
    """How the shop's server signs its customer, in the shortest widely read language."""
    return (
        "exp = int(time.time()) + 3600\n"
        f'line = f"{{customer.id}}|{{customer.email}}|{{exp}}"\n'
        f'hash = hmac.new(b"{secret or "THE SECRET"}", line.encode(), "sha256").hexdigest()\n'
    )
