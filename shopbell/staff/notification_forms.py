"""How somebody wants to be told: kinds by ways, quiet hours, and when the mail comes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.staff.models import Notification, Preferences

WAYS = ("page", "mail")


class NotificationsForm(forms.ModelForm):  # type: ignore[type-arg]
    """A checkbox for each kind and way, under the kind's name."""

    class Meta:
        model = Preferences
        fields = ["quiet_from", "quiet_until", "mail_after"]
        widgets = {name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M") for name in fields[:2]}
        help_texts = {
            "quiet_until": gettext_lazy("No mail goes out in these hours of your time zone; it comes afterwards."),
            "mail_after": gettext_lazy("What you have read on the desk by then is not mailed. At least 5."),
        }

    @property
    def rows(self) -> list[tuple[str, Any, list[str]]]:
        """Each kind with its words and the ways that are ticked."""
        return [(kind, label, self._ways(kind)) for kind, label in Notification.Kind.choices]

    def _ways(self, kind: str) -> list[str]:
        if not self.is_bound:
            return list(self.instance.ways_of(kind))
        ticked = self.data.getlist(kind) if isinstance(self.data, QueryDict) else []
        return [way for way in WAYS if way in ticked]

    def clean_mail_after(self) -> int:
        minutes: int = self.cleaned_data["mail_after"]
        if not 5 <= minutes <= 1440:
            raise ValidationError(_("Choose 5 minutes to 24 hours (1440)."))
        return minutes

    def clean(self) -> dict[str, Any]:
        """With `ways` as preferences keep them."""
        cleaned = super().clean() or self.cleaned_data
        if (cleaned.get("quiet_from") is None) != (cleaned.get("quiet_until") is None):
            self.add_error("quiet_until", _("Quiet hours need a beginning and an end."))
        cleaned["ways"] = {kind: self._ways(kind) for kind in Notification.Kind.values}
        return cleaned
