"""Customers, and the identities they are reached by."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils.translation import gettext_lazy as _

from shopbell.core.ids import PublicIdField
from shopbell.staff.models import Agent
from shopbell.staff.permissions import may_see_all


class CustomerQuerySet(models.QuerySet["Customer"]):
    def visible_to(self, agent: Agent) -> CustomerQuerySet:
        """Those with a ticket this agent may see; all of them for admins. Who was merged into another is not there.

        Tickets stand above customers, so their rule is reached through the relation.
        """
        present = self.filter(merged_into=None)
        if may_see_all(agent):
            return present
        tickets: Any = self.model._meta.get_field("tickets").related_model
        return present.filter(models.Exists(tickets.objects.visible_to(agent).filter(customer=models.OuterRef("pk"))))


class Customer(models.Model):
    """A person, apart from the addresses they write from; never keyed on one of them."""

    public_id = PublicIdField()
    name = models.CharField(_("Name"), max_length=200, blank=True)
    language = models.CharField(_("Language"), max_length=10, blank=True)
    timezone = models.CharField(_("Time zone"), max_length=60, blank=True)
    city = models.CharField(_("City"), max_length=80, blank=True)
    country = models.CharField(_("Country"), max_length=2, blank=True)
    tags = ArrayField(models.CharField(max_length=40), verbose_name=_("Tags"), default=list, db_default=[])
    is_vip = models.BooleanField(_("VIP"), default=False, db_default=False)
    wants_plain_text = models.BooleanField(_("Wants mail as plain text"), default=False, db_default=False)
    wants_large_text = models.BooleanField(_("Wants large text"), default=False, db_default=False)
    custom: models.JSONField[dict[str, Any]] = models.JSONField(
        default=dict, help_text="Values of the shop's own fields"
    )
    sources: models.JSONField[dict[str, dict[str, str]]] = models.JSONField(
        default=dict, help_text="Who or what said each field: by, how, at"
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    erased_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    # Kept by the actions; without a count nobody has counted yet.
    first_contact_at = models.DateTimeField(null=True)
    last_contact_at = models.DateTimeField(null=True)
    last_message_id = models.BigIntegerField(null=True)
    ticket_count = models.PositiveIntegerField(null=True)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(SearchVector("name", config="simple"), name="customer_name_words"),
            GinIndex(fields=["tags"], name="customer_tags"),
            models.Index(fields=["-last_message_id"], name="customer_last_heard"),
            models.Index(fields=["-last_message_id"], name="customer_vip_heard", condition=models.Q(is_vip=True)),
            models.Index(fields=["id"], name="customer_uncounted", condition=models.Q(ticket_count=None)),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """What lists show: the name, else the first known address."""
        return (
            self.name
            or next((i.display or i.value for i in self.identities.all() if i.scheme != "visitor"), "")
            or str(_("Erased customer") if self.erased_at else _("Visitor"))
        )

    @property
    def is_proven(self) -> bool:
        """Whether anything proved who this is; all else is what somebody said of themselves."""
        return self.identities.filter(verified_at__isnull=False).exists()

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else ""


class Identity(models.Model):
    """One address of a customer: an e-mail, a phone number, a visitor of a widget, a store id."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="identities")
    scheme = models.CharField(max_length=20)
    scope = models.BigIntegerField(null=True, help_text="The channel account it belongs to, none for global schemes")
    value = models.CharField(max_length=320)
    display = models.CharField(max_length=200, blank=True)
    verified_at = models.DateTimeField(null=True)
    verified_by = models.CharField(max_length=20, blank=True)
    verifier = models.CharField(max_length=40, blank=True, db_default="")
    added_by = models.CharField(max_length=40, blank=True, db_default="")
    suppressed_at = models.DateTimeField(null=True)
    suppressed_reason = models.CharField(max_length=200, blank=True)
    soft_bounced_at = ArrayField(models.DateTimeField(), default=list)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "scope", "value"], name="identity_once", nulls_distinct=False)
        ]
        indexes = [
            models.Index(
                fields=["value"],
                opclasses=["varchar_pattern_ops"],
                name="identity_prefix",
                condition=~models.Q(scheme="visitor"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None

    @property
    def is_suppressed(self) -> bool:
        return self.suppressed_at is not None
