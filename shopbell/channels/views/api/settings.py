"""The settings of an account as programs see them: described by kind, checked by the adapter's own form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django import forms
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from shopbell.channels.base import ChannelAdapter
from shopbell.channels.forms.account import PREFIX, settings_form
from shopbell.channels.models import ChannelAccount
from shopbell.core.api import Invalid

_SECRET = re.compile(r"(^|_)(password|secret|key)$")
LONGEST = 10_000
Word = Annotated[str, Field(max_length=LONGEST)]
Setting = bool | int | Word | list[Word] | None
Value = bool | int | str | list[str] | None
FieldKind = Literal["text", "secret", "number", "boolean", "choice"]


class SettingOut(Schema):
    """One setting: what it is called, what it takes, and what it is without being set."""

    name: str
    label: str
    kind: FieldKind
    is_required: bool
    choices: list[str]
    default: Value
    help: str


def described(adapter: type[ChannelAdapter]) -> list[dict[str, Any]]:
    """The settings of a kind, in the order of its form."""
    return [
        {
            "name": name,
            "label": str(field.label or name),
            "kind": _kind(name, field),
            "is_required": field.required and not isinstance(field, forms.BooleanField),
            "choices": [str(value) for value, _label in getattr(field, "choices", ())],
            "default": field.initial,
            "help": str(field.help_text),
        }
        for name, field in adapter.Settings.base_fields.items()
    ]


def shown(adapter: type[ChannelAdapter], account: ChannelAccount) -> tuple[dict[str, Any], list[str]]:
    """What may be seen of the settings of an account, and the names of the secrets that are set."""
    stored: Mapping[str, Any] = account.settings or {}
    names = adapter.Settings.base_fields
    secrets = [name for name, field in names.items() if _kind(name, field) == "secret"]
    plain = {name: stored[name] for name in names if name in stored and name not in secrets}
    return plain, [name for name in secrets if stored.get(name)]


def checked(
    adapter: type[ChannelAdapter], sent: Mapping[str, Setting], account: ChannelAccount | None
) -> dict[str, Any]:
    """Settings with what is sent changed, as the form makes them of it. Raises `Invalid`: `settings.host` and so on."""
    fields = adapter.Settings.base_fields
    if unknown := sorted(sent.keys() - fields.keys()):
        raise Invalid({f"settings.{name}": [_("This kind of channel has no such setting.")] for name in unknown})
    stored: Mapping[str, Any] = account.settings if account else {}
    present = {name: stored.get(name, field.initial) for name, field in fields.items()}
    data = {f"{PREFIX}-{name}": _typed(value) for name, value in {**present, **sent}.items()}
    form = settings_form(adapter, data, account)
    if not form.is_valid():
        raise Invalid({f"settings.{name}": list(map(str, errors)) for name, errors in form.errors.items()})
    return form.cleaned_data


def _typed(value: Any) -> Any:
    """As somebody would write it into the form: several in lines of their own."""
    return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value


def _kind(name: str, field: forms.Field) -> FieldKind:
    if isinstance(field.widget, forms.PasswordInput) or _SECRET.search(name):
        return "secret"
    if isinstance(field, forms.BooleanField):
        return "boolean"
    if isinstance(field, forms.IntegerField):
        return "number"
    return "choice" if isinstance(field, forms.ChoiceField) else "text"
