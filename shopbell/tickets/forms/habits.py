"""How somebody writes: what they choose for themselves, and signatures by language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.tickets.models import Habits

LONGEST_SIGNATURE = 2000
_ALL = "all"


class HabitsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Undo and copies."""

    class Meta:
        model = Habits
        fields = ["undo_seconds", "reply_all"]
        help_texts = {
            "undo_seconds": gettext_lazy("So long an answer waits before it leaves. A chat’s lines go at once."),
            "reply_all": gettext_lazy("Else only who wrote; one press adds the others."),
        }


class SignatureForm(forms.Form):
    """One text for all languages, and one for each that has its own."""

    def __init__(self, *args: Any, unknown: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unknown = unknown
        for code, name in [(_ALL, gettext_lazy("In all languages")), *settings.LANGUAGES]:
            self.fields[code] = forms.CharField(
                label=name,
                required=False,
                max_length=LONGEST_SIGNATURE,
                widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            )

    @classmethod
    def of(cls, texts: dict[str, str]) -> SignatureForm:
        """With what a program sent by language code, "" for all others."""
        known = {"", *(code for code, _name in settings.LANGUAGES)}
        return cls({code or _ALL: text for code, text in texts.items()}, unknown=sorted(set(texts) - known))

    def clean(self) -> dict[str, Any]:
        if self.unknown:
            raise ValidationError(_("There is no language “{code}” here.").format(code=self.unknown[0]))
        return super().clean() or self.cleaned_data

    @staticmethod
    def texts(cleaned: dict[str, Any]) -> dict[str, str]:
        """By language code, "" for all others."""
        return {"" if code == _ALL else code: text for code, text in cleaned.items()}

    @staticmethod
    def initial_of(texts: dict[str, str]) -> dict[str, str]:
        """What is stored, as the fields are called."""
        return {code or _ALL: text for code, text in texts.items()}
