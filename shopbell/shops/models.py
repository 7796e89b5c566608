"""For whom we work: shops with their brand, languages, business hours and holidays."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from shopbell.core.ids import PublicIdField


class Shop(models.Model):
    """A brand with its store, help centre, senders and policies; one installation serves several."""

    public_id = PublicIdField()
    slug = models.SlugField(_("Short name"), unique=True, max_length=40)
    name = models.CharField(_("Name"), max_length=80)
    hue = models.PositiveSmallIntegerField(_("Colour"), default=178, validators=[MaxValueValidator(359)])
    language = models.CharField(_("Language"), max_length=10, default="en")
    languages = ArrayField(models.CharField(max_length=10), verbose_name=_("Languages"), default=list)
    timezone = models.CharField(_("Time zone"), max_length=60, default="Europe/Dublin")
    country = models.CharField(_("Country"), max_length=2, default="IE")
    currency = models.CharField(_("Currency"), max_length=3, default="EUR", db_default="EUR")
    website = models.URLField(_("Website"), blank=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def language_for(self, wanted: str) -> str:
        """The language to speak with somebody who wants `wanted`: theirs if we have it, else the shop's own."""
        known = dict(settings.LANGUAGES)
        short = wanted.split("-", maxsplit=1)[0].lower()
        return short if short in known and (not self.languages or short in self.languages) else self.language


class BusinessHours(models.Model):
    """One block of one weekday in the shop's own time; a day may have several."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=models.Q(closes__gt=models.F("opens")), name="hours_open_before_close"),
            models.UniqueConstraint(fields=["shop", "weekday", "opens"], name="hours_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}-{self.closes:%H:%M}"


class Holiday(models.Model):
    """A day on which the shop is closed."""

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="holidays")
    day = models.DateField()
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "day"], name="holiday_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class CustomField(models.Model):
    """Something of its own that a shop wants to know of each ticket or customer.

    The values stand on the ticket or customer as JSON, by `key`; see `base.py` for what each kind holds. A customer
    belongs to no shop, so their fields do not either; without a shop, a ticket's field is every shop's.
    """

    class AppliesTo(models.TextChoices):
        TICKET = "ticket", _("Tickets")
        CUSTOMER = "customer", _("Customers")

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        NUMBER = "number", _("Number")
        DATE = "date", _("Date")
        CHOICE = "choice", _("One of several")
        CHECKBOX = "checkbox", _("Yes or no")
        URL = "url", _("Web address")

    public_id = PublicIdField()
    shop = models.ForeignKey(Shop, models.CASCADE, null=True, blank=True, related_name="custom_fields")
    applies_to = models.CharField(_("Belongs to"), max_length=8, choices=AppliesTo)
    key = models.CharField(_("Key"), max_length=40)
    label = models.CharField(_("Name"), max_length=60)
    hint = models.CharField(_("Hint"), max_length=200, blank=True)
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind)
    choices = ArrayField(models.CharField(max_length=60), verbose_name=_("Choices"), default=list, blank=True)
    is_required = models.BooleanField(_("Must be filled in"), default=False)
    position = models.PositiveSmallIntegerField(default=0)
    is_archived = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint("applies_to", Lower("key"), name="custom_field_key_once"),
            models.CheckConstraint(
                condition=models.Q(applies_to="ticket") | models.Q(shop=None), name="custom_field_of_customer_shopless"
            ),
        ]

    def __str__(self) -> str:
        return self.label
