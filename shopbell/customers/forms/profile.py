"""What the desk sends about a customer."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.core.clean import clean, one_line
from shopbell.core.formats import locale
from shopbell.customers.base import Claim
from shopbell.customers.models import Consent, Customer, CustomerNote
from shopbell.shops.base import form_fields, initial_of, values_of
from shopbell.shops.countries import country_choices
from shopbell.shops.queries import custom_fields
from shopbell.shops.zones import zone_choices

MOST_TAGS = 20
_PHONE = re.compile(r"[+\d][\d ()/.-]{4,}")


def language_choices() -> list[tuple[str, str]]:
    """Codes and names of languages, sorted by name in the viewer's language."""
    known = ((code, name[:1].upper() + name[1:]) for code, name in locale().languages.items() if len(code) == 2)
    return [("", _("Not known")), *sorted(known, key=lambda pair: pair[1].casefold())]


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is known of a customer, with the shop's own fields."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False, choices=language_choices)
    timezone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), required=False, choices=lambda: [("", _("Not known")), *zone_choices()]
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"), required=False, choices=lambda: [("", _("Not known")), *country_choices()]
    )
    tags = forms.CharField(
        label=gettext_lazy("Tags"), required=False, help_text=gettext_lazy("Separated by commas."), max_length=900
    )

    class Meta:
        model = Customer
        fields = [
            "name",
            "language",
            "timezone",
            "city",
            "country",
            "tags",
            "is_vip",
            "wants_plain_text",
            "wants_large_text",
        ]

    def __init__(self, *args: Any, with_own: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = custom_fields("customer") if with_own else []
        self.fields |= form_fields(self.own)
        self.initial.update(initial_of(self.instance.custom))
        self.initial["tags"] = ", ".join(self.instance.tags)
        for name in ("language", "timezone", "country"):
            self._keep(name, getattr(self.instance, name))

    def _keep(self, name: str, present: str) -> None:
        """What is there stays possible, also when we have no name for it."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        if present and not field.valid_value(present):
            field.choices = [(present, present), *field.widget.choices]

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The controls of the shop's own fields."""
        return [self[name] for name in form_fields(self.own)]

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_tags(self) -> list[str]:
        tags = list(dict.fromkeys(filter(None, (one_line(tag, 41) for tag in self.cleaned_data["tags"].split(",")))))
        if any(len(tag) > 40 for tag in tags) or len(tags) > MOST_TAGS:
            raise ValidationError(_("At most {n} tags of at most 40 characters.").format(n=MOST_TAGS))
        return tags

    @property
    def changes(self) -> dict[str, Any]:
        """What the action is given: the fields, and the values of the shop's own ones beside archived ones."""
        given = {name: self.cleaned_data[name] for name in self.Meta.fields}
        mine = {field.key for field in self.own}
        kept = {key: value for key, value in self.instance.custom.items() if key not in mine}
        return {**given, "custom": {**kept, **values_of(self.own, self.cleaned_data)}}

    def _post_clean(self) -> None:
        """Leave the instance alone: the action changes the row."""


class AddressForm(forms.Form):
    """An e-mail address or a phone number to add; the kind is seen by its form."""

    address = forms.CharField(
        label=gettext_lazy("E-mail address or phone number"),
        max_length=320,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )

    def clean_address(self) -> Claim:
        text = clean(self.cleaned_data["address"]).strip()
        if "@" in text:
            validate_email(text)
            return Claim("email", text)
        if _PHONE.fullmatch(text):
            return Claim("phone", ("+" if text.startswith("+") else "") + re.sub(r"\D", "", text), display=text)
        raise ValidationError(_("Write an e-mail address, or a phone number such as +353 1 555 0100."))


class NoteForm(forms.Form):
    """A note about a customer."""

    text = forms.CharField(
        label=gettext_lazy("Note"), max_length=CustomerNote.LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )


class ConsentForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a customer said about one purpose."""

    is_given = forms.TypedChoiceField(
        label=gettext_lazy("They said"),
        choices=[("yes", gettext_lazy("Yes, they allow it")), ("no", gettext_lazy("No, they take it back"))],
        coerce=lambda value: value == "yes",
    )

    class Meta:
        model = Consent
        fields = ["purpose", "is_given", "source", "wording"]

    def _post_clean(self) -> None:
        """The action makes the row."""
