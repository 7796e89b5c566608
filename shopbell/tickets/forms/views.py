"""What the desk sends about saved views and filters of lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.core.clean import one_line
from shopbell.core.search import parse
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from shopbell.staff.permissions import may_share_views
from shopbell.tickets.models import View
from shopbell.tickets.queries.filters import FILTERS, UnknownValue, condition, plain

ONESELF = "me"


class ViewForm(forms.ModelForm):  # type: ignore[type-arg]
    """A saved view: its name, what it shows, how it is sorted, and who sees it."""

    whose = forms.ChoiceField(label=gettext_lazy("Who sees it"), initial=ONESELF)

    class Meta:
        model = View
        fields = ["name", "query", "order"]
        help_texts = {
            "query": gettext_lazy("As in the search: words, and filters like status:open assignee:me tag:VIP.")
        }

    def __init__(self, *args: Any, by: Agent, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.offered = offered(by, teams)
        self.fields["whose"].choices = [(key, label) for key, (label, _one) in self.offered.items()]  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["whose"] = key_of(self.instance)

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"], 60)

    def clean_query(self) -> str:
        wish = parse(self.cleaned_data["query"], keys=FILTERS)
        if wish.was_cut:
            raise ValidationError(_("That is too long."))
        if not wish.filters and not wish.wanted:
            raise ValidationError(_("Write a filter like status:open, or a word to look for."))
        try:
            condition(wish.filters, self.by)
        except UnknownValue as error:
            raise ValidationError(_(error.sentence).format(key=error.key, value=error.value)) from None
        return plain(wish)

    def clean_whose(self) -> Agent | Team | Shop:
        return self.offered[self.cleaned_data["whose"]][1]


def offered(by: Agent, teams: Sequence[Team]) -> dict[str, tuple[str, Agent | Team | Shop]]:
    """For whom somebody can make views: themselves, and with the permission each team and shop they see."""
    found: dict[str, tuple[str, Agent | Team | Shop]] = {ONESELF: (_("Only you"), by)}
    if may_share_views(by):
        alive = [team for team in teams if not team.is_archived]
        found |= {f"team:{team.public_id}": (_("Team {name}").format(name=team.name), team) for team in alive}
        shops = {team.shop_id: team.shop for team in alive}.values()
        found |= {f"shop:{shop.public_id}": (_("Everybody of {name}").format(name=shop.name), shop) for shop in shops}
    return found


def key_of(view: View) -> str:
    """The choice that a view has made."""
    if view.team:
        return f"team:{view.team.public_id}"
    return f"shop:{view.shop.public_id}" if view.shop else ONESELF
