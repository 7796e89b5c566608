"""What the desk sends about the rules of signing in."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.staff.audit import Wanted, kinds
from shopbell.staff.catalogue import BUILT_IN, OWNER
from shopbell.staff.models import SHORTEST_PASSWORD, Agent, IdentityProvider, Role, SignInRules, Team
from shopbell.staff.permissions import may_make


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
    only_providers = forms.BooleanField(
        label=gettext_lazy("Sign in only by another service"),
        required=False,
        help_text=gettext_lazy("Passwords then open nothing, save for owners, so that somebody always can come in."),
    )
    idle_minutes = forms.IntegerField(
        label=gettext_lazy("Away after so many minutes without a click"),
        min_value=0,
        max_value=480,
        help_text=gettext_lazy("0: never. With the next click they are there again."),
    )
    away_after_hours = forms.BooleanField(
        label=gettext_lazy("Away when the shop closes"),
        required=False,
        help_text=gettext_lazy("Who says later that they are there stays so."),
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
        fields = [
            "second_step_roles",
            "second_step_days",
            "shortest_password",
            "only_providers",
            "idle_minutes",
            "away_after_hours",
            "audit_days",
            "address_days",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        built_in = [(key, label) for key, label in Agent.Role.choices if key in BUILT_IN]
        own = [(f"own:{role.pk}", role.name) for role in Role.objects.all()]
        self.fields["second_step_roles"].choices = [*built_in, *own]  # type: ignore[attr-defined]

    def clean_second_step_roles(self) -> list[str]:
        return sorted(self.cleaned_data["second_step_roles"])


class ProviderForm(forms.ModelForm):  # type: ignore[type-arg]
    """A service by OpenID Connect. The secret is never shown again; left empty, it stays."""

    secret = forms.CharField(
        label=gettext_lazy("Client secret"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    issuer = forms.URLField(
        label=gettext_lazy("Address of the service"),
        max_length=300,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr", "placeholder": "https://login.example"}),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role of new people"), initial=Agent.Role.AGENT)

    class Meta:
        model = IdentityProvider
        fields = ["name", "issuer", "client_id", "is_active", "adds_people", "teams"]
        widgets = {
            "client_id": forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
            "teams": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "name": gettext_lazy("As people know it; the button on the sign-in page says it."),
            "adds_people": gettext_lazy("Whoever it vouches for gets an account, with this role and these teams."),
        }

    def __init__(self, *args: Any, by: Agent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own_roles = {role.public_id: role for role in Role.objects.all() if may_make(by, role)}
        built_in = [(key, label) for key, label in Agent.Role.choices if key in BUILT_IN and key != OWNER]
        own = [(key, role.name) for key, role in self.own_roles.items()]
        self.fields["role"].choices = [*built_in, *own]  # type: ignore[attr-defined]
        mine = self.instance.own_role
        self.initial["role"] = mine.public_id if mine else self.instance.role
        self.fields["teams"].queryset = Team.objects.filter(is_archived=False)  # type: ignore[attr-defined]
        if self.instance.pk:
            self.fields["secret"].help_text = _("There is one. Write another one only to change it.")

    def clean_issuer(self) -> str:
        issuer = str(self.cleaned_data["issuer"]).rstrip("/")
        if not issuer.startswith("https://") and urlsplit(issuer).hostname not in ("localhost", "127.0.0.1"):
            raise ValidationError(_("It must begin with https://"))
        return issuer

    def clean(self) -> dict[str, Any]:
        """With `role` and `own_role` as an agent has them."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["own_role"] = own = self.own_roles.get(cleaned.get("role", ""))
        if own:
            cleaned["role"] = Agent.Role.OWN
        return cleaned


class AuditForm(forms.Form):
    """What of the audit log to show."""

    person = forms.ModelChoiceField(Agent.objects.order_by("name"), label=gettext_lazy("Who"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    subject = forms.CharField(label=gettext_lazy("On what"), required=False, max_length=80)
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=gettext_lazy("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

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
