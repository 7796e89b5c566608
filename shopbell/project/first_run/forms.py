"""What somebody says who opens their shop."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.project.first_run import code
from shopbell.shops.currencies import currency_choices, currency_of
from shopbell.shops.zones import country_of, zone_choices
from shopbell.staff.models import Agent


class ZoneSelect(forms.Select):
    """Time zones that know their currency, for the page to suggest it."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if currency := currency_of(country_of(str(option["value"]))):
            option["attrs"]["data-currency"] = currency
        return option


class CodeForm(forms.Form):
    """The set-up code."""

    code = forms.CharField(
        label=gettext_lazy("Set-up code"),
        error_messages={"required": gettext_lazy("Write the code that the terminal shows.")},
        max_length=40,
        help_text=gettext_lazy("Twelve letters and digits, such as abcd-efgh-jk23."),
        widget=forms.TextInput(
            attrs={
                "dir": "ltr",
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )

    def clean_code(self) -> str:
        given = str(self.cleaned_data["code"])
        if not code.fits(given):
            raise ValidationError(_("This is not the code. Take the one that the terminal showed last."))
        return given


class SetUpForm(forms.Form):
    """The shop, and the person who owns it."""

    shop = forms.CharField(
        label=gettext_lazy("Name of the shop"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "autofocus": True}),
        error_messages={"required": gettext_lazy("Write the name that your customers know.")},
    )
    website = forms.URLField(
        label=gettext_lazy("Address of the shop"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr", "placeholder": "https://", "autocomplete": "url"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("For your desk and your shop; others can follow."),
    )
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=currency_choices)
    timezone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=zone_choices, widget=ZoneSelect)
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Write your name; customers read the first part of it.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("You sign in with it."),
        error_messages={"required": gettext_lazy("Write your address; you sign in with it.")},
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "username"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=1000,
        error_messages={"required": gettext_lazy("Choose a password.")},
        help_text=gettext_lazy("At least 10 characters; a sentence is easier to keep in mind than a riddle."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if password := cleaned.get("password"):
            try:
                validate_password(password, Agent(name=cleaned.get("name", ""), email=cleaned.get("email", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned
