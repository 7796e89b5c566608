"""A channel account as admins set it up: what all have in common, and its adapter's own settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shopbell.channels.base import ChannelAdapter
from shopbell.channels.models import ChannelAccount
from shopbell.shops.models import Shop
from shopbell.staff.models import Team

PREFIX = "s"


class AccountForm(forms.Form):
    """Name, address and team of an account."""

    name = forms.CharField(label=gettext_lazy("Name on the desk"), max_length=80)
    address = forms.EmailField(
        label=gettext_lazy("Address"),
        max_length=320,
        help_text=gettext_lazy("Customers write here and answers come from here."),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    shop = forms.ModelChoiceField(Shop.objects.none(), label=gettext_lazy("Shop"), empty_label=None)
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=gettext_lazy("New tickets go to"),
        empty_label=None,
        help_text=gettext_lazy("Rules can send them elsewhere."),
    )

    def __init__(
        self, *args: Any, kind: type[ChannelAdapter], account: ChannelAccount | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        teams = Team.objects.filter(is_archived=False).select_related("shop")
        if account:
            teams = teams.filter(shop=account.shop_id)
        shops = Shop.objects.order_by("name")
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        self.fields["shop"].queryset = shops  # type: ignore[attr-defined]
        if account or shops.count() < 2:
            del self.fields["shop"]
        else:
            self.fields["team"].label_from_instance = lambda team: f"{team.shop.name}: {team.name}"  # type: ignore[attr-defined]
        if not kind.capabilities.is_mail:
            del self.fields["address"]

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).strip()
        same = ChannelAccount.objects.filter(address__iexact=address, is_active=True)
        if self.account:
            same = same.exclude(pk=self.account.pk)
        if same.exists():
            raise ValidationError(_("Another account reads and writes with this address already."))
        return address

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        shop, team = cleaned.get("shop"), cleaned.get("team")
        if shop and team and team.shop_id != shop.pk:
            self.add_error("team", _("This team belongs to another shop."))
        return cleaned


@dataclass
class Block:
    """One part of the settings: a heading, a sentence, and rows of fields; `folded` hides it until asked for."""

    title: str | Promise
    note: str | Promise = ""
    rows: list[list[BoundField]] = field(default_factory=list)
    folded: bool = False

    @property
    def is_sign_in(self) -> bool:
        """Whether it is about signing in at the provider."""
        return any(bound.name == _SIGN_IN[0] for row in self.rows for bound in row)

    @property
    def is_open(self) -> bool:
        """Whether a folded part is shown at once: something in it is wrong, or it is what the account uses."""
        return any(bound.errors or (bound.name, bound.value()) == _SIGN_IN for row in self.rows for bound in row)


_SIGN_IN = ("auth", "oauth")
_Row = tuple[str, ...]
# How the settings of the kinds we know are laid out; a kind may bring `blocks` on its Settings form, in the same shape.
_BLOCKS: Mapping[str, list[tuple[str | Promise, str | Promise, list[_Row], bool]]] = {
    "email": [
        (
            gettext_lazy("Receiving"),
            gettext_lazy("New mail arrives within seconds. The original is kept before anything reads it."),
            [("receive",), ("host", "port", "security"), ("username", "password")],
            False,
        ),
        (
            pgettext_lazy("heading", "Sending"),
            "",
            [("smtp_host", "smtp_port", "smtp_security"), ("smtp_username", "smtp_password")],
            False,
        ),
        (gettext_lazy("Folders"), "", [("inbox", "sent"), ("junk", "delete_after")], True),
        (
            gettext_lazy("Sign-in at the provider (OAuth 2)"),
            gettext_lazy(
                "Instead of a password, for Google and Microsoft above all. Register Shopbell there once as an app."
            ),
            [
                ("auth", "provider"),
                ("client_id", "client_secret"),
                ("authorize_url", "token_url"),
                ("scope",),
            ],
            True,
        ),
    ],
    "chat": [
        (gettext_lazy("Where it stands"), "", [("origins",), ("position", "theme", "hue")], False),
        (
            gettext_lazy("Greeting"),
            gettext_lazy("The first words a visitor reads. Empty leaves them out."),
            [("greeting_en",), ("greeting_de",), ("greeting_fr",), ("greeting_es",)],
            False,
        ),
        (
            gettext_lazy("Before the chat"),
            gettext_lazy("Each question costs some visitors. The chat works without any."),
            [("ask_name", "ask_email", "ask_order")],
            False,
        ),
        (gettext_lazy("When they have left"), "", [("continue_minutes",)], False),
        (gettext_lazy("Signed-in customers"), "", [("secret",)], False),
    ],
}


def blocks_of(kind: str, form: forms.Form) -> list[Block]:
    """The settings form, arranged; fields that no block names come last."""
    plan = getattr(form, "blocks", None) or _BLOCKS.get(kind) or []
    left = {bound.name: bound for bound in form.visible_fields()}
    made = []
    for title, note, names, folded in plan:
        rows = [[left.pop(name) for name in row if name in left] for row in names]
        if rows := [row for row in rows if row]:
            made.append(Block(title, note, rows, folded))
    if left:
        title = gettext_lazy("More") if made else gettext_lazy("Settings")
        made.append(Block(title, "", [[bound] for bound in left.values()], bool(made)))
    return made


def secrets_of(form: forms.Form) -> list[str]:
    """The names of its secret fields as they are sent."""
    return [
        form.add_prefix(name) for name, bound in form.fields.items() if isinstance(bound.widget, forms.PasswordInput)
    ]


def mark_kept(form: forms.Form, names: set[str]) -> None:
    """Have the page say of these fields that what was typed is kept."""
    for name, bound in form.fields.items():
        if form.add_prefix(name) in names:
            bound.widget.attrs["data-kept"] = "typed"


def settings_form(kind: type[ChannelAdapter], data: Any, account: ChannelAccount | None) -> forms.Form:
    """The adapter's form. Secrets are never given back to the page; left empty they stay as they are."""
    stored = dict(account.settings) if account else {}
    made: forms.Form = kind.Settings(data, initial=stored, prefix=PREFIX)
    if hasattr(made, "address"):
        made.address = str((data or {}).get("address", ""))
    for name, bound in made.fields.items():
        bound.is_quiet = True  # type: ignore[attr-defined]  # which ones are needed depends on the others
        if isinstance(bound.widget, forms.PasswordInput):
            bound.widget.attrs |= {"autocomplete": "new-password", "dir": "ltr"}
            bound.widget.render_value = False
            bound.widget.attrs["data-kept"] = "yes" if stored.get(name) else ""
        elif isinstance(bound, forms.IntegerField | forms.URLField) or name.endswith(("host", "username", "scope")):
            bound.widget.attrs["dir"] = "ltr"
    return made
