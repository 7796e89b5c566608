"""What somebody is told, how they want to be told, and which tickets they watch."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shopbell.staff.models.agents import Agent


class Notification(models.Model):
    """One thing that one agent is told. Ticket and event are plain numbers: they lie above, or in a log."""

    class Kind(models.TextChoices):
        MENTIONED = "mentioned", _("Somebody mentions you")
        ASSIGNED = "assigned", _("A ticket is given to you")
        ANSWERED = "answered", _("A customer answers on your ticket")
        WATCHED = "watched", _("Something happens on a ticket you watch")
        NEW = "new", _("A new ticket comes to your team")
        FAILED = "failed", _("An answer of yours is not sent")

    agent = models.ForeignKey(Agent, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=12, choices=Kind)
    event = models.BigIntegerField()
    ticket = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=40)  # who did it, as events store them
    on_page = models.BooleanField(default=True)
    by_mail = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints = [models.UniqueConstraint("agent", "event", name="notification_once")]
        indexes = [
            models.Index(fields=["agent", "ticket"], name="notification_unread", condition=models.Q(read_at=None)),
            models.Index(fields=["agent", "-id"], name="notification_newest"),
            models.Index(
                fields=["created_at"],
                name="notification_to_mail",
                condition=models.Q(by_mail=True, read_at=None, mailed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.ticket}"


class Preferences(models.Model):
    """How an agent wants to be told; without a row everything is as it comes."""

    USUAL: ClassVar[dict[str, tuple[str, ...]]] = {
        Notification.Kind.MENTIONED: ("page", "mail"),
        Notification.Kind.ASSIGNED: ("page",),
        Notification.Kind.ANSWERED: ("page",),
        Notification.Kind.WATCHED: ("page",),
        Notification.Kind.NEW: (),
        Notification.Kind.FAILED: ("page", "mail"),
    }

    agent = models.OneToOneField(Agent, models.CASCADE, primary_key=True, related_name="preferences")
    ways = models.JSONField(default=dict)  # kind -> list of ways, where it differs from the usual
    quiet_from = models.TimeField(_("Quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("Quiet until"), null=True, blank=True)
    mail_after = models.PositiveSmallIntegerField(_("Minutes until the mail"), default=30)

    def __str__(self) -> str:
        return str(self.agent_id)

    def ways_of(self, kind: str) -> list[str]:
        """By which of `page` and `mail` they want to hear of this kind."""
        return list(self.ways.get(kind, self.USUAL[kind]))


class Watch(models.Model):
    """Somebody follows a ticket."""

    agent = models.ForeignKey(Agent, models.CASCADE, related_name="watches")
    ticket = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("ticket", "agent", name="watch_once")]

    def __str__(self) -> str:
        return f"#{self.ticket}"
