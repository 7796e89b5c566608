"""Counters and samples kept by the actions, so that no page ever counts a queue."""

from __future__ import annotations

from django.db import models

from shopbell.shops.models import Shop


class Tally(models.Model):
    """A change of a counter: tickets of one team, assignee and status. Inserted, never updated, so nobody waits.

    A queue's figure is the sum over few rows; `schedule.py` folds them together.
    """

    team_id = models.BigIntegerField()
    assignee_id = models.BigIntegerField(null=True)
    status = models.CharField(max_length=10)
    delta = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["team_id", "status", "assignee_id"], include=["delta"], name="tally_of_team")]

    def __str__(self) -> str:
        return f"{self.team_id}/{self.assignee_id}/{self.status} {self.delta:+}"


class ReplySample(models.Model):
    """How long one customer waited for one answer by a person, in seconds of open time."""

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="+")
    channel = models.CharField(max_length=20)
    at = models.DateTimeField()
    seconds = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["shop", "channel", "-at"], include=["seconds"], name="reply_sample_recent")]

    def __str__(self) -> str:
        return f"{self.channel} {self.seconds} s"
