"""What will happen to a ticket later: an answer that goes out at its time, or a reminder that brings it back."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from shopbell.core.ids import PublicIdField
from shopbell.core.sentences import SentenceField
from shopbell.staff.models import Agent
from shopbell.tickets.models.attachment import Attachment
from shopbell.tickets.models.message import Message
from shopbell.tickets.models.ticket import Ticket


class Scheduled(models.Model):
    """One such answer or reminder; its files belong to it by `Attachment.owner`.

    `after` is the key of the ticket's latest message when it was planned: a customer's message beyond it is an
    answer, and `on_answer` says what becomes of the plan then.
    """

    class Kind(models.TextChoices):
        ANSWER = "answer", _("Answer")
        REMINDER = "reminder", _("Reminder")

    class OnAnswer(models.TextChoices):
        SEND = "send", _("Send it all the same")
        HOLD = "hold", _("Ask me first")
        CANCEL = "cancel", _("Cancel it")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for its time")
        HELD = "held", _("Held back")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled by an answer")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    public_id = PublicIdField()
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="scheduled")
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="scheduled")
    kind = models.CharField(max_length=8, choices=Kind)
    route = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    details: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    then = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField()
    on_answer = models.CharField(max_length=6, choices=OnAnswer, default=OnAnswer.HOLD)
    after = models.BigIntegerField(default=0)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    reason = SentenceField(blank=True)
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["at"], name="scheduled_due", condition=models.Q(state="waiting")),
            models.Index(
                fields=["ticket", "at"], name="scheduled_of_ticket", condition=models.Q(state__in=["waiting", "held"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} planned in #{self.ticket_id}"

    @property
    def is_open(self) -> bool:
        """Whether it may still happen."""
        return self.state in (self.State.WAITING, self.State.HELD)

    @property
    def owner(self) -> str:
        """What its files name as their owner."""
        return f"{Attachment.PLANNED}{self.pk}"
