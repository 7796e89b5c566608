"""Topics: what tickets are about, as a tree of the shop's own."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from shopbell.core.ids import PublicIdField
from shopbell.shops.models import Shop


class Topic(models.Model):
    """One topic. Those of one parent stand in the order of `position`; an archived one is no longer chosen."""

    DEEPEST = 3

    public_id = PublicIdField()
    shop = models.ForeignKey(Shop, models.CASCADE, related_name="topics")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    name = models.CharField(_("Name"), max_length=60)
    position = models.PositiveIntegerField(default=0)
    is_archived = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["shop", "parent", "name"], name="topic_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return self.name


class TopicRule(models.Model):
    """How a shop uses its topics; without a row, as it likes."""

    shop = models.OneToOneField(Shop, models.CASCADE, primary_key=True, related_name="+")
    is_required = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"topics of {self.shop_id}"
