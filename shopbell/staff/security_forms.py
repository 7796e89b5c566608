"""What the desk sends about the rules of signing in."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.staff.audit import Wanted, kinds
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
    audit_days = forms.IntegerField(
        label=gettext_lazy("Days to keep sign-ins in the audit log"),
        min_value=30,
        max_value=3650,
        help_text=gettext_lazy("Changes of settings and tickets stay: they are their history."),
    )
    address_days = forms.IntegerField(
        label=gettext_lazy("Days to keep addresses in the audit log"),
        min_value=1,
        max_value=3650,
        help_text=gettext_lazy("Then only who and what is left."),
    )

    class Meta:
        model = SignInRules
        fields = ["second_step_roles", "second_step_days", "shortest_password", "audit_days", "address_days"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        built_in = [(key, label) for key, label in Agent.Role.choices if key in BUILT_IN]
        own = [(f"own:{role.pk}", role.name) for role in Role.objects.all()]
        self.fields["second_step_roles"].choices = [*built_in, *own]  # type: ignore[attr-defined]

    def clean_second_step_roles(self) -> list[str]:
        return sorted(self.cleaned_data["second_step_roles"])


class AuditForm(forms.Form):
    """What of the audit log to show."""

    person = forms.ModelChoiceField(Agent.objects.order_by("name"), label=gettext_lazy("Who"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    subject = forms.CharField(label=gettext_lazy("On what"), required=False, max_length=80)
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=gettext_lazy("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.is_quiet = True  # type: ignore[attr-defined]
        self.fields["person"].empty_label = _("Everybody")  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("Everything")), *kinds()]  # type: ignore[attr-defined]
        self.fields["subject"].widget.attrs["placeholder"] = "#1042"

    def clean_subject(self) -> str:
        """A ticket by its number, anything else as events name it: `staff.agent:5`."""
        given = str(self.cleaned_data["subject"]).strip()
        if re.fullmatch(r"#?[1-9][0-9]{0,17}", given):
            return f"tickets.ticket:{given.lstrip('#')}"
        return given.lower()

    def wanted(self) -> Wanted:
        """The same for the log."""
        given = dict(self.cleaned_data)
        person = given.pop("person")
        return Wanted(person=person.pk if person else None, **given)
