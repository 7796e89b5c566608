"""What the desk sends about people and teams."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.core import clock
from shopbell.core.clean import one_line
from shopbell.shops.models import Shop
from shopbell.shops.zones import zone_choices
from shopbell.staff.catalogue import BUILT_IN, given
from shopbell.staff.models import Agent, Role, Sight, Team
from shopbell.staff.permissions import has, has_at_least, may_make
from shopbell.staff.scopes import ALL, SCOPES

THEMES = [
    ("", gettext_lazy("As the device")),
    ("light", gettext_lazy("Light")),
    ("dark", gettext_lazy("Dark")),
]
LINK, PASSWORD = "link", "password"


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """Somebody's account as admins see it."""

    teams = forms.ModelMultipleChoiceField(
        Team.objects.none(),
        label=gettext_lazy("Teams"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("People see the tickets of their teams. Owners and admins see all of them."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    timezone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=zone_choices)

    role = forms.ChoiceField(label=gettext_lazy("Role"))

    class Meta:
        model = Agent
        fields = ["name", "email", "language", "timezone"]
        widgets = {
            "email": forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
        }

    def __init__(self, *args: Any, by: Agent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own_roles = {role.public_id: role for role in Role.objects.all() if may_make(by, role)}
        self.fields["role"].choices = self._roles(by)  # type: ignore[attr-defined]
        mine = self.instance.own_role
        self.initial.setdefault("role", mine.public_id if mine else self.instance.role)
        teams = Team.objects.filter(is_archived=False)
        self.fields["teams"].queryset = teams  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["teams"] = list(self.instance.teams.values_list("pk", flat=True))
        if not teams.exists():
            del self.fields["teams"]

    def _roles(self, by: Agent) -> list[Any]:
        made = [(key, role.name) for key, role in self.own_roles.items()]
        built_in = [(key, label) for key, label in Agent.Role.choices if key in BUILT_IN and may_make(by, key)]
        return [*built_in, (_("Your own roles"), made)] if made else built_in

    def clean(self) -> dict[str, Any]:
        """With `role` and `own_role` as an agent has them."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["own_role"] = own = self.own_roles.get(cleaned.get("role", ""))
        if own:
            cleaned["role"] = Agent.Role.OWN
        return cleaned

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).strip().lower()
        if Agent.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Somebody has an account with this address already."))
        return email


class NewPersonForm(PersonForm):
    """Somebody new: the same, and how they get their password."""

    access = forms.ChoiceField(
        label=gettext_lazy("Password"),
        choices=[
            (LINK, gettext_lazy("They choose one by a link")),
            (PASSWORD, gettext_lazy("I set a first one now")),
        ],
        widget=forms.RadioSelect,
        initial=LINK,
    )
    password = forms.CharField(
        label=gettext_lazy("First password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
        help_text=gettext_lazy("Only when you set one now. At least 10 characters."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("access") == PASSWORD:
            given = cleaned.get("password", "")
            try:
                if not given:
                    raise ValidationError(_("Write the first password, or choose the link."))
                validate_password(given, self.instance)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class RoleForm(forms.ModelForm):  # type: ignore[type-arg]
    """A role made of permissions: nobody gives more than they have."""

    permissions = forms.MultipleChoiceField(required=False)
    sight = forms.ChoiceField(
        label=gettext_lazy("Tickets they see"), choices=Sight.choices, initial=Sight.TEAMS, widget=forms.RadioSelect
    )

    class Meta:
        model = Role
        fields = ["name", "permissions", "sight"]

    def __init__(self, *args: Any, by: Agent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.offered = [one for one in given() if has(by, one)]
        self.fields["permissions"].choices = [(one.key, one.label) for one in self.offered]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"], 60)
        if Role.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There is a role of this name already."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        wanted, sight = frozenset(cleaned.get("permissions", ())), cleaned.get("sight")
        if sight and not has_at_least(self.by, wanted, Sight(sight)):
            self.add_error("sight", _("You see fewer tickets yourself, so you cannot give this away."))
        return cleaned

    def validate_constraints(self) -> None:
        """Said in our own words by `clean_name`."""


class TeamForm(forms.ModelForm):  # type: ignore[type-arg]
    """A team and who is in it."""

    members = forms.ModelMultipleChoiceField(
        Agent.objects.none(),
        label=gettext_lazy("Members"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "two"}),
        help_text=gettext_lazy("Members see the team's tickets and can take them."),
    )

    class Meta:
        model = Team
        fields = ["name", "shop", "members"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = Agent.objects.filter(is_active=True).order_by("name")  # type: ignore[attr-defined]
        shops = Shop.objects.order_by("name")
        self.fields["shop"].queryset = shops  # type: ignore[attr-defined]
        self.fields["shop"].empty_label = None  # type: ignore[attr-defined]
        if self.instance.pk or shops.count() < 2:
            self.instance.shop = self.instance.shop if self.instance.pk else shops[0]
            del self.fields["shop"]
        if self.instance.pk:
            self.initial["members"] = list(self.instance.members.values_list("pk", flat=True))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        shop = cleaned.get("shop") or (self.instance.shop if self.instance.shop_id else None)
        if shop is None:  # the field has its own sentence
            return cleaned
        same = Team.objects.filter(shop=shop, name__iexact=cleaned.get("name", "")).exclude(pk=self.instance.pk)
        if other := same.first():
            self.add_error(
                "name",
                _("An archived team has this name. Bring that one back, or choose another name.")
                if other.is_archived
                else _("There is a team of this name already."),
            )
        return cleaned

    def validate_constraints(self) -> None:
        """Said in our own words by `clean`."""


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What people set for themselves."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    timezone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=zone_choices)
    theme = forms.ChoiceField(
        label=gettext_lazy("Appearance"),
        choices=THEMES,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )

    class Meta:
        model = Agent
        fields = ["name", "language", "timezone", "theme"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


class TokenForm(forms.Form):
    """What a new API token is for."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        help_text=gettext_lazy("What uses it, such as “Warehouse” or “Nightly export”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Give it a name, so that you know later what it is for.")},
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it is for"),
        choices=list(SCOPES.items()),
        initial=ALL,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "two"}),
        help_text=gettext_lazy("It never gets more than your role allows. Tick only what the program needs."),
        error_messages={"required": gettext_lazy("Tick at least one, or it opens nothing.")},
    )


def next_time(written: str, agent: Agent) -> datetime | None:
    """`15:00` as the next such moment where this agent is; None for anything else."""
    try:
        wanted = time.fromisoformat(written)
    except ValueError:
        return None
    now = clock.now().astimezone(agent.zone)
    at = now.replace(hour=wanted.hour, minute=wanted.minute, second=0, microsecond=0)
    return at if at > now else at + timedelta(days=1)
