"""Giving out and erasing what is kept about somebody, and what the law wants kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from shopbell.core.ids import PublicIdField
from shopbell.customers.models.customers import Customer
from shopbell.shops.models import Shop

_DAYS = [MinValueValidator(1), MaxValueValidator(3650)]


class PrivacyRules(models.Model):
    """One row for the installation, since customers belong to no shop; without it, these defaults."""

    erasure_wait_days = models.PositiveSmallIntegerField(
        _("Days between asking for an erasure and erasing"), default=7, validators=[MaxValueValidator(30)]
    )
    needs_second_person = models.BooleanField(_("Somebody else confirms an erasure"), default=False)
    export_days = models.PositiveSmallIntegerField(
        _("Days for which an export can be downloaded"), default=7, validators=_DAYS
    )
    backup_days = models.PositiveSmallIntegerField(
        _("Days after which backups are overwritten"), default=30, validators=_DAYS
    )
    event_days = models.PositiveSmallIntegerField(
        _("Keep the event log (days)"), null=True, blank=True, validators=_DAYS
    )

    def __str__(self) -> str:
        return "privacy rules"

    @classmethod
    def current(cls) -> PrivacyRules:
        """The row, or the defaults."""
        return cls.objects.order_by("pk").first() or cls()

    @property
    def wait(self) -> timedelta:
        return timedelta(days=self.erasure_wait_days)

    @property
    def export_time(self) -> timedelta:
        return timedelta(days=self.export_days)

    @property
    def backup_time(self) -> timedelta:
        return timedelta(days=self.backup_days)


class RetentionRules(models.Model):
    """How long a shop keeps what; an empty one is kept until somebody erases it."""

    shop = models.OneToOneField(Shop, models.CASCADE, primary_key=True, related_name="retention")
    raw_days = models.PositiveSmallIntegerField(
        _("Mails as they came in (days)"), null=True, blank=True, validators=_DAYS
    )
    spam_days = models.PositiveSmallIntegerField(_("Spam (days)"), null=True, blank=True, validators=_DAYS)
    closed_months = models.PositiveSmallIntegerField(
        _("Closed tickets (months)"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    visitor_days = models.PositiveSmallIntegerField(
        _("Visitors of the chat without an address (days)"), null=True, blank=True, validators=_DAYS
    )

    def __str__(self) -> str:
        return f"retention of {self.shop_id}"


class RetentionRun(models.Model):
    """What the nightly run has done for a rule: how many, until when it looked back."""

    shop = models.ForeignKey(Shop, models.CASCADE, null=True, related_name="+")
    rule = models.CharField(max_length=20)
    at = models.DateTimeField()
    before = models.DateTimeField()
    done = models.PositiveIntegerField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.rule}: {self.done}"


class LegalHold(models.Model):
    """What must be kept of somebody although they want it erased; without tickets, all of it."""

    public_id = PublicIdField()
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="holds")
    tickets = ArrayField(models.BigIntegerField(), default=list, blank=True)
    reason = models.CharField(_("Why"), max_length=200)
    until = models.DateField(_("Until"), null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.reason


class Erasure(models.Model):
    """Somebody is erased: asked for, confirmed, and after the waiting period done. The certificate names nobody."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("Waits to be confirmed")
        CONFIRMED = "confirmed", _("Waits for its day")
        HELD = "held", _("Held back by law")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Withdrawn")

    class Basis(models.TextChoices):
        ASKED = "asked", _("They asked for it")
        WITHDRAWN = "withdrawn", _("They took back what they allowed")
        NOT_NEEDED = "not_needed", _("It is not needed any more")
        UNLAWFUL = "unlawful", _("It should not have been kept")

    public_id = PublicIdField()
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="erasures")
    state = models.CharField(max_length=10, choices=State, default=State.REQUESTED)
    basis = models.CharField(_("Why"), max_length=10, choices=Basis)
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)
    certificate: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    files = ArrayField(models.CharField(max_length=200), default=list)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer"],
                name="erasure_open_once",
                condition=models.Q(state__in=["requested", "confirmed", "held"]),
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], name="erasure_due", condition=models.Q(state__in=["confirmed", "held"]))
        ]

    def __str__(self) -> str:
        return f"erasure of {self.customer_id}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.REQUESTED, self.State.CONFIRMED, self.State.HELD)


class CustomerExport(models.Model):
    """All that is kept about somebody, as an archive that can be downloaded for some days."""

    class State(models.TextChoices):
        MAKING = "making", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        EXPIRED = "expired", _("Expired")

    public_id = PublicIdField()
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="exports")
    state = models.CharField(max_length=8, choices=State, default=State.MAKING)
    path = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=40)
    expires_at = models.DateTimeField()
    downloads = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["expires_at"], name="export_expiry", condition=~models.Q(state="expired")),
        ]

    def __str__(self) -> str:
        return f"export of {self.customer_id}"
