"""What an agent has begun to write and not sent, kept on the server so that every device of theirs shows it."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from shopbell.staff.models import Agent
from shopbell.tickets.models.ticket import Ticket


class Draft(models.Model):
    """One answer and one note at most by agent and ticket. `version` grows with each change, `device` made the last.

    `files` are public ids of uploads; `details` what else the composer holds: subject and recipients.
    """

    class Way(models.TextChoices):
        REPLY = "reply", _("Answer")
        NOTE = "note", _("Note")

    agent = models.ForeignKey(Agent, models.CASCADE, related_name="drafts")
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="drafts")
    way = models.CharField(max_length=5, choices=Way)
    route = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    details: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    files = ArrayField(models.CharField(max_length=26), default=list)
    seen = models.CharField(max_length=26, blank=True)
    client_key = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)
    device = models.CharField(max_length=40, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["ticket", "agent", "way"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.way} draft in #{self.ticket_id}"

    @property
    def is_empty(self) -> bool:
        return not self.text.strip() and not self.files
