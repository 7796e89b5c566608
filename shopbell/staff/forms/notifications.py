"""What somebody wants to hear of, by kind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from shopbell.staff.models import Notification, Preferences

WAYS = ("page",)


class NotificationsForm(forms.ModelForm):  # type: ignore[type-arg]
    """A checkbox for each kind, under the kind's name."""

    class Meta:
        model = Preferences
        fields: list[str] = []

    @property
    def rows(self) -> list[tuple[str, Any, list[str]]]:
        """Each kind with its words and the ways that are ticked."""
        return [(kind, label, self._ways(kind)) for kind, label in Notification.Kind.choices]

    def _ways(self, kind: str) -> list[str]:
        if not self.is_bound:
            return list(self.instance.ways_of(kind))
        ticked = self.data.getlist(kind) if isinstance(self.data, QueryDict) else []
        return [way for way in WAYS if way in ticked]

    def clean(self) -> dict[str, Any]:
        """`ways` as preferences keep them."""
        return {"ways": {kind: self._ways(kind) for kind in Notification.Kind.values}}
