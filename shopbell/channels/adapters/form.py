"""The contact and complaint form: it takes in by its own page; answers go by e-mail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from shopbell.channels.base import Capabilities, ChannelAdapter, CheckStep
from shopbell.channels.chat.settings import origin_of
from shopbell.core.sentences import say as _


class ContactForm(ChannelAdapter):
    """One form account of a shop serves its contact page, its complaint page and their embedded variants."""

    kind = "form"
    label = gettext_lazy("Contact form")
    summary = gettext_lazy("A contact and a complaint page, to link or embed")
    capabilities = Capabilities(pulled=True)

    class Settings(forms.Form):
        """On which pages the form may stand, and what it may be about."""

        origins = forms.CharField(
            label=gettext_lazy("Pages that may show the form"),
            help_text=gettext_lazy("One address a line, such as https://shop.example. Other pages cannot frame it."),
            widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
            required=False,
        )

        def clean_origins(self) -> list[str]:
            """The origins alone, each once; lines that are no web address are left out."""
            lines = self.cleaned_data["origins"].split()
            found = [origin_of(line if "://" in line else f"https://{line}") for line in lines]
            return list(dict.fromkeys(origin for origin in found if origin))

    def check(self) -> list[CheckStep]:
        """The form needs nothing from outside."""
        return [CheckStep(_("The form is ready"), "ok")]
