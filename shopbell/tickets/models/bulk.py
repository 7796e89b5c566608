"""Changes of many tickets at once: what was asked for, and ticket by ticket what became of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models

from shopbell.core import clock
from shopbell.core.ids import PublicIdField
from shopbell.core.sentences import SentenceField
from shopbell.staff.models import Agent

UNDO_FOR = timedelta(seconds=10)


class BulkRun(models.Model):
    """One change of many tickets. `change` is what `bulk.Change` stores."""

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        UNDOING = "undoing"
        UNDONE = "undone"

    public_id = PublicIdField()
    agent = models.ForeignKey(Agent, models.CASCADE, related_name="bulk_runs")
    change: models.JSONField[dict[str, Any]] = models.JSONField()
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    total = models.PositiveIntegerField()
    is_seen = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agent", "-id"], name="bulk_run_of_agent")]

    def __str__(self) -> str:
        return f"{self.change} x {self.total}"

    @property
    def undo_until(self) -> datetime | None:
        """Until when it can be taken back; None while it runs, when it can be at any time."""
        return self.finished_at + UNDO_FOR if self.finished_at else None

    @property
    def is_undoable(self) -> bool:
        """Whether it can be taken back now."""
        if self.state == self.State.RUNNING:
            return True
        return self.state == self.State.DONE and self.undo_until is not None and clock.now() < self.undo_until


class BulkStep(models.Model):
    """One ticket of a run. `before` and `after` are its columns around the change, for the way back."""

    class State(models.TextChoices):
        TODO = "todo"
        DONE = "done"
        FAILED = "failed"
        RESTORED = "restored"
        KEPT = "kept"  # somebody has changed the ticket since

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="steps")
    ticket_id = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.TODO)
    reason = SentenceField(blank=True)
    before: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    after: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "ticket_id"], name="bulk_step_once")]
        indexes = [models.Index(fields=["run", "state", "id"], name="bulk_step_next")]

    def __str__(self) -> str:
        return f"#{self.ticket_id} {self.state}"
