"""What went from one ticket to another, so that exactly that can be taken back."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from shopbell.tickets.models.ticket import Ticket


class Move(models.Model):
    """A merge, or a split. Threads, and notes and messages apart, name the moves they went along with.

    `changed` is what the target's own columns were and became, by column; tags it gained are under `tags`.
    """

    class Kind(models.TextChoices):
        MERGE = "merge", _("Merged")
        SPLIT = "split", _("Split off")

    kind = models.CharField(max_length=8, choices=Kind)
    source = models.ForeignKey(Ticket, models.CASCADE, related_name="moves_out")
    target = models.ForeignKey(Ticket, models.CASCADE, related_name="moves_in")
    changed: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], name="merged_once", condition=models.Q(kind="merge", undone_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id} -> {self.target_id}"
