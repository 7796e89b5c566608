"""What the desk sends about a shop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.core.clean import clean
from shopbell.shops.countries import country_choices
from shopbell.shops.currencies import currency_choices
from shopbell.shops.models import BusinessHours, CustomField, Shop
from shopbell.shops.zones import zone_choices


class ShopForm(forms.ModelForm):  # type: ignore[type-arg]
    """Name, colour, languages and place of a shop."""

    website = forms.URLField(
        label=gettext_lazy("Website"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr", "placeholder": "https://"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("First language"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("Spoken when we do not know the customer's."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of customers"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "inline"}),
        help_text=gettext_lazy("Automatic answers, the chat and forms speak these."),
    )
    timezone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=zone_choices,
        help_text=gettext_lazy("Business hours are in this zone."),
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=country_choices)
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=currency_choices)
    hue = forms.IntegerField(
        label=gettext_lazy("Colour"),
        min_value=0,
        max_value=359,
        widget=forms.NumberInput(attrs={"type": "range", "min": 0, "max": 359, "data-hue": "hue-number"}),
        help_text=gettext_lazy("The one accent of the desk, the chat and your mails. Contrast holds for every hue."),
    )

    class Meta:
        model = Shop
        fields = ["name", "website", "hue", "language", "languages", "timezone", "country", "currency"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "organization"})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, spoken = cleaned.get("language"), cleaned.get("languages")
        if first and spoken and first not in spoken:
            self.add_error("languages", _("Tick the first language too, or choose another first one."))
        return cleaned


@dataclass
class HoursRow:
    """One pair of times as it was typed, and what is wrong with it."""

    opens: str = ""
    closes: str = ""
    error: str = ""
    is_first_wrong: bool = False


class HoursForm:
    """The weekly hours: several blocks a day, sent as the lists `opens-<weekday>` and `closes-<weekday>`."""

    def __init__(self, data: QueryDict | None, *, shop: Shop) -> None:
        self.blocks: list[tuple[int, time, time]] = []
        self.days = [(int(day), label, list(self._rows(day, data, shop))) for day, label in _weekdays()]
        self.is_bound = data is not None

    def is_valid(self) -> bool:
        """Read all rows into `blocks`; rows that are wrong carry a sentence."""
        for weekday, _label, rows in self.days:
            read: list[tuple[time, time]] = []
            for row in rows:
                if row.opens or row.closes:
                    row.error = self._read(row, read)
            self.blocks += [(weekday, opens, closes) for opens, closes in read]
        wrong = [row for _d, _l, rows in self.days for row in rows if row.error]
        if wrong:
            wrong[0].is_first_wrong = True
        return not wrong

    @staticmethod
    def _read(row: HoursRow, read: list[tuple[time, time]]) -> str:
        try:
            opens, closes = time.fromisoformat(row.opens), time.fromisoformat(row.closes)
        except ValueError:
            return _("Write both times, such as 09:00 and 17:30.")
        if closes <= opens:
            return _("It would close before it opens. Hours past midnight go on the next day.")
        if any(opens < other_closes and other_opens < closes for other_opens, other_closes in read):
            return _("This overlaps with other hours of the day.")
        read.append((opens, closes))
        return ""

    @staticmethod
    def _rows(weekday: int, data: QueryDict | None, shop: Shop) -> Iterator[HoursRow]:
        if data is None:
            for block in shop.hours.all():
                if block.weekday == weekday:
                    yield HoursRow(f"{block.opens:%H:%M}", f"{block.closes:%H:%M}")
            return
        pairs = zip(data.getlist(f"opens-{weekday}"), data.getlist(f"closes-{weekday}"), strict=False)
        for opens, closes in list(pairs)[:12]:
            if opens.strip() or closes.strip():
                yield HoursRow(opens.strip()[:8], closes.strip()[:8])


class HolidayForm(forms.Form):
    """One day on which the shop is closed."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    name = forms.CharField(label=gettext_lazy("Why"), max_length=80)

    def __init__(self, *args: Any, shop: Shop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shop = shop

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if self.shop.holidays.filter(day=day).exists():
            raise ValidationError(_("The shop is closed on this day already."))
        return day


class CustomFieldForm(forms.ModelForm):  # type: ignore[type-arg]
    """One field of the shop's own. What it belongs to and its kind are asked only of a new one."""

    MOST_CHOICES = 50

    choices = forms.CharField(
        label=gettext_lazy("Choices"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("For “One of several”: one on each line."),
    )

    class Meta:
        model = CustomField
        fields = ["label", "hint", "applies_to", "shop", "kind", "choices", "is_required"]
        labels = {"shop": gettext_lazy("Shop")}
        help_texts = {
            "label": gettext_lazy("As people read it beside the value."),
            "hint": gettext_lazy("Shown below it where it is filled in."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["choices"] = "\n".join(self.instance.choices)
            for name in ("applies_to", "kind"):
                del self.fields[name]
        shop = self.fields["shop"]
        assert isinstance(shop, forms.ModelChoiceField)
        shop.empty_label = _("All shops")
        if Shop.objects.count() < 2 or self.instance.applies_to == CustomField.AppliesTo.CUSTOMER:
            del self.fields["shop"]

    def clean_choices(self) -> list[str]:
        lines = (" ".join(clean(line, 200).split()) for line in self.cleaned_data["choices"].splitlines())
        choices = list(dict.fromkeys(filter(None, lines)))
        if len(choices) > self.MOST_CHOICES:
            raise ValidationError(_("At most {n} choices.").format(n=self.MOST_CHOICES))
        if any(len(choice) > 60 for choice in choices):
            raise ValidationError(_("A choice has at most 60 characters."))
        return choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_choice = cleaned.get("kind", self.instance.kind) == CustomField.Kind.CHOICE
        if is_choice and "choices" in cleaned and len(cleaned["choices"]) < 2:
            self.add_error("choices", _("Write at least two choices, one on each line."))
        if not is_choice:
            cleaned["choices"] = []
        if cleaned.get("applies_to") == CustomField.AppliesTo.CUSTOMER and cleaned.get("shop"):
            self.add_error("shop", _("A customer belongs to no shop: choose all shops."))
        return cleaned

    def _post_clean(self) -> None:
        """Leave the instance alone: the action changes the row."""


def _weekdays() -> list[tuple[int, str]]:
    return [(int(value), str(label)) for value, label in BusinessHours.Weekday.choices]
