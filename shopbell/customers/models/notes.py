"""What the team writes down about a customer, apart from any ticket."""

from __future__ import annotations

from django.db import models

from shopbell.core.ids import PublicIdField
from shopbell.customers.models.customers import Customer
from shopbell.staff.models import Agent


class CustomerNote(models.Model):
    """A note; pinned ones stand first."""

    LONGEST = 5_000

    public_id = PublicIdField()
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="notes")
    author = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    is_pinned = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-is_pinned", "-pk"]

    def __str__(self) -> str:
        return f"note {self.pk}"
