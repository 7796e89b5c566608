"""How agents write: how long an answer can be taken back, who gets a copy, and what stands under their mails."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from shopbell.shops.models import Shop
from shopbell.staff.models import Agent


class Habits(models.Model):
    """An agent's own; who has chosen nothing has no row and these defaults."""

    class Undo(models.IntegerChoices):
        NONE = 0, _("Not at all")
        FIVE = 5, _("5 seconds")
        TEN = 10, _("10 seconds")
        TWENTY = 20, _("20 seconds")

    agent = models.OneToOneField(Agent, models.CASCADE, related_name="habits")
    undo_seconds = models.PositiveSmallIntegerField(_("Take back what you sent"), choices=Undo, default=Undo.TEN)
    reply_all = models.BooleanField(_("Answer everybody in copy"), default=True)

    def __str__(self) -> str:
        return f"habits of {self.agent}"


class Signature(models.Model):
    """What stands under the mails of an agent or of a shop, in one language; without one, for all the others."""

    agent = models.ForeignKey(Agent, models.CASCADE, null=True, related_name="signatures")
    shop = models.ForeignKey(Shop, models.CASCADE, null=True, related_name="signatures")
    language = models.CharField(max_length=10, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["agent", "language"], name="signature_of_agent_once"),
            models.UniqueConstraint(fields=["shop", "language"], name="signature_of_shop_once"),
            models.CheckConstraint(
                condition=models.Q(agent=None, shop__isnull=False) | models.Q(agent__isnull=False, shop=None),
                name="signature_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"signature {self.language}"
