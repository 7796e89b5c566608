"""What the desk sends about personal data: erasures, holds, and how long things are kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.core.clean import one_line
from shopbell.customers.models import Erasure, LegalHold, PrivacyRules, RetentionRules


class ErasureForm(forms.Form):
    """Why somebody is to be erased."""

    basis = forms.ChoiceField(label=gettext_lazy("Why"), choices=Erasure.Basis.choices)


class HoldForm(forms.ModelForm):  # type: ignore[type-arg]
    """What must be kept by law, why, and until when."""

    tickets = forms.CharField(
        label=gettext_lazy("Tickets"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Their numbers, such as 1042, 1043. Without any, everything of theirs is kept."),
    )

    class Meta:
        model = LegalHold
        fields = ["reason", "until", "tickets"]
        widgets = {"until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean_reason(self) -> str:
        return one_line(self.cleaned_data["reason"])

    def clean_tickets(self) -> list[int]:
        numbers = self.cleaned_data["tickets"].replace("#", " ").replace(",", " ").split()
        if any(not (number.isascii() and number.isdecimal() and len(number) < 16) for number in numbers):
            raise ValidationError(_("Write numbers of tickets, separated by commas."))
        return [int(number) for number in numbers]

    def _post_clean(self) -> None:
        """The action makes the row."""


class RetentionForm(forms.ModelForm):  # type: ignore[type-arg]
    """How long a shop keeps what; empty is for ever."""

    class Meta:
        model = RetentionRules
        fields = ["raw_days", "spam_days", "closed_months", "visitor_days"]


class PrivacyForm(forms.ModelForm):  # type: ignore[type-arg]
    """The rules of the installation."""

    class Meta:
        model = PrivacyRules
        fields = ["erasure_wait_days", "needs_second_person", "export_days", "backup_days", "event_days"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["backup_days"].help_text = _("Named in each certificate: until then, backups still know them.")
