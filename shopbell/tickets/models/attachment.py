"""Files of messages; their names never decide where or how they are stored."""

from __future__ import annotations

from django.db import models

from shopbell.core.ids import PublicIdField
from shopbell.staff.models import Agent
from shopbell.tickets.models.message import Message


class Attachment(models.Model):
    """One file; without a message while it is only uploaded for a reply."""

    OWNED_BY_AGENTS, PLANNED = "agent:", "scheduled:"
    IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif")

    public_id = PublicIdField()
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="attachments")
    owner = models.CharField(max_length=80, blank=True, help_text="Who uploaded it, until it belongs to a message")
    name = models.CharField(max_length=200)
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    path = models.CharField(max_length=120)
    inline_id = models.CharField(max_length=200, blank=True)
    is_inline = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["created_at"], name="attachment_loose", condition=models.Q(message=None))]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        """Whether browsers may show it as a picture; SVG can carry script and is never shown."""
        return self.mime in self.IMAGES

    @staticmethod
    def owner_of(agent: Agent) -> str:
        return f"{Attachment.OWNED_BY_AGENTS}{agent.pk}"
