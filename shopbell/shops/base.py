"""What the shop's own fields hold: how a value is read from outside, kept as JSON, and said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shopbell.core.clean import clean
from shopbell.core.formats import long_day, number
from shopbell.shops.models import CustomField

LONGEST_TEXT = 500
PREFIX = "custom_"
Value = str | int | float | bool
Kind = CustomField.Kind


def form_field(field: CustomField) -> forms.Field:
    """The control that asks for a value. A choice that is archived from the field is not offered."""
    told: dict[str, Any] = {"label": field.label, "help_text": field.hint, "required": field.is_required}
    if field.kind == Kind.NUMBER:
        return forms.DecimalField(**told, max_digits=15, decimal_places=6)  # what a float keeps exactly
    if field.kind == Kind.DATE:
        return forms.DateField(**told, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    if field.kind == Kind.CHOICE:
        return forms.ChoiceField(**told, choices=[("", "—"), *((one, one) for one in field.choices)])
    if field.kind == Kind.CHECKBOX:
        return forms.BooleanField(**{**told, "required": False})
    if field.kind == Kind.URL:
        widget = forms.URLInput(attrs={"dir": "ltr", "placeholder": "https://"})
        return forms.URLField(**told, max_length=LONGEST_TEXT, assume_scheme="https", widget=widget)
    return forms.CharField(**told, max_length=LONGEST_TEXT)


def form_fields(fields: Iterable[CustomField]) -> dict[str, forms.Field]:
    """The controls of several fields, by the names `custom_<key>` that a form gives them."""
    return {f"{PREFIX}{field.key}": form_field(field) for field in fields}


def initial_of(values: Mapping[str, Value]) -> dict[str, Value]:
    """Kept values as the `initial` of such a form."""
    return {f"{PREFIX}{key}": value for key, value in values.items()}


def values_of(fields: Iterable[CustomField], cleaned: Mapping[str, Any]) -> dict[str, Value]:
    """What the `cleaned_data` of such a form says, as it is kept; what is empty is left out."""
    kept = {field.key: _kept(cleaned.get(f"{PREFIX}{field.key}")) for field in fields}
    return {key: value for key, value in kept.items() if value is not None}


def read_values(
    fields: Iterable[CustomField], given: Mapping[str, Any], *, present: Mapping[str, Value] | None = None
) -> dict[str, Value]:
    """The values to keep after `given` (by key, None or "" takes one away) has changed what is `present`.

    What an archived or unknown field held stays. Raises `ValidationError` with a dict by key: unknown keys, values
    that do not fit, and required fields that would be empty.
    """
    known = {field.key: field for field in fields}
    values, wrong = dict(present or {}), dict[str, list[str]]()
    for key, raw in given.items():
        if key not in known:
            wrong[key] = [_("There is no field of this key.")]
            continue
        try:
            value = _kept(_cleaned(known[key], raw))
        except ValidationError as error:
            wrong[key] = list(error.messages)
            continue
        values.pop(key, None)
        if value is not None:
            values[key] = value
    for key, field in known.items():
        if field.is_required and field.kind != Kind.CHECKBOX and key not in values and key not in wrong:
            wrong[key] = [_("{field} must be filled in.").format(field=field.label)]
    if wrong:
        raise ValidationError({key: list(sentences) for key, sentences in wrong.items()})
    return values


def shown(field: CustomField, value: Value | None) -> str:
    """A kept value as people read it, in the language of now; empty when there is none."""
    if value is None:
        return ""
    if field.kind == Kind.CHECKBOX:
        return _("Yes") if value else _("No")
    if field.kind == Kind.DATE and isinstance(value, str):
        return long_day(date.fromisoformat(value))
    if field.kind == Kind.NUMBER and isinstance(value, int | float):
        return number(value)
    return str(value)


def _cleaned(field: CustomField, raw: Any) -> Any:
    if raw is not None and not isinstance(raw, str | int | float | bool | date | Decimal):
        raise ValidationError(_("Send a text, a number, or true or false."))
    if field.kind == Kind.CHECKBOX:
        if raw not in (None, "", True, False):
            raise ValidationError(_("Send true or false."))
        return bool(raw) if raw not in (None, "") else None
    control = form_field(field)
    control.required = False
    return control.clean(clean(raw) if isinstance(raw, str) else raw)


def _kept(value: Any) -> Value | None:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if value is None or isinstance(value, str | int | float | bool):
        return None if value == "" and isinstance(value, str) else value
    return str(value)
