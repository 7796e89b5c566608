"""One customer who went up in another, so that exactly that can be taken back."""

from __future__ import annotations

from typing import Any

from django.db import models

from shopbell.core.ids import PublicIdField
from shopbell.customers.models.customers import Customer


class CustomerMerge(models.Model):
    """A merge. `moved` is what each holding gave from source to target, by its kind; `changed` what the target's own
    columns were and became.
    """

    public_id = PublicIdField()
    source = models.ForeignKey(Customer, models.CASCADE, related_name="merges_out")
    target = models.ForeignKey(Customer, models.CASCADE, related_name="merges_in")
    moved: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    changed: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], name="customer_merged_once", condition=models.Q(undone_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id} -> {self.target_id}"
