"""Saved views: a search that somebody gave a name, for themselves, a team, or everybody of a shop."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from shopbell.core.ids import PublicIdField
from shopbell.core.search.syntax import LONGEST
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team


class View(models.Model):
    """A list by query: `query` is the text of the search language. Exactly one of owner, team and shop is set."""

    class Order(models.TextChoices):
        DUE = "due", _("Due first")
        RECENT = "recent", _("Newest first")
        WAITING = "waiting", _("Waiting longest first")
        PRIORITY = "priority", _("Most urgent first")

    public_id = PublicIdField()
    owner = models.ForeignKey(Agent, models.CASCADE, null=True, related_name="views")
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="views")
    shop = models.ForeignKey(Shop, models.CASCADE, null=True, related_name="views")
    name = models.CharField(_("Name"), max_length=60)
    query = models.CharField(_("What it shows"), max_length=LONGEST)
    order = models.CharField(_("Sorted"), max_length=8, choices=Order, default=Order.DUE)
    position = models.PositiveIntegerField(default=0)
    is_archived = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(owner__isnull=False, team=None, shop=None)
                | models.Q(owner=None, team__isnull=False, shop=None)
                | models.Q(owner=None, team=None, shop__isnull=False),
                name="view_of_one",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def whose(self) -> dict[str, Any]:
        """Owner, team and shop, of which one is set: the views beside which this one is sorted."""
        return {"owner_id": self.owner_id, "team_id": self.team_id, "shop_id": self.shop_id}

    @property
    def is_shared(self) -> bool:
        """Whether others see it too."""
        return self.owner_id is None
