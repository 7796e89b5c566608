"""What the desk sends about the rules of signing in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from shopbell.staff.catalogue import BUILT_IN
from shopbell.staff.models import SHORTEST_PASSWORD, Agent, Role, SignInRules


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who must have a second step, how long passwords are, when people count as away, how long the log is kept."""

    second_step_roles = forms.MultipleChoiceField(
        label=gettext_lazy("Who must sign in in two steps"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "two"}),
        help_text=gettext_lazy("By a passkey or an app. People of these roles are led to it at every sign-in."),
    )
    second_step_days = forms.IntegerField(
        label=gettext_lazy("Days to set it up"),
        min_value=0,
        max_value=90,
        help_text=gettext_lazy("After that, nothing else opens."),
    )
    shortest_password = forms.IntegerField(
        label=gettext_lazy("Shortest password"),
        min_value=SHORTEST_PASSWORD,
        max_value=64,
        help_text=gettext_lazy("In characters. It counts for passwords that are chosen from now on."),
    )

    class Meta:
        model = SignInRules
        fields = ["second_step_roles", "second_step_days", "shortest_password"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        built_in = [(key, label) for key, label in Agent.Role.choices if key in BUILT_IN]
        own = [(f"own:{role.pk}", role.name) for role in Role.objects.all()]
        self.fields["second_step_roles"].choices = [*built_in, *own]  # type: ignore[attr-defined]

    def clean_second_step_roles(self) -> list[str]:
        return sorted(self.cleaned_data["second_step_roles"])
