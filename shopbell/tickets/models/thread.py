"""The thread: one conversation on one channel account inside a ticket."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from shopbell.core.ids import PublicIdField
from shopbell.customers.models import Identity
from shopbell.tickets.models.ticket import Ticket


class Thread(models.Model):
    """Messages on one channel account. `channel` and `account_id` name what only `channels` knows more about."""

    class Visibility(models.TextChoices):
        PRIVATE = "private", _("Private")
        PUBLIC = "public", _("Public")

    public_id = PublicIdField()
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="threads")
    channel = models.CharField(max_length=20)
    account_id = models.BigIntegerField()
    external_key = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    contact = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="threads")
    is_confirmed = models.BooleanField(default=False)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.PRIVATE)
    seq = models.PositiveIntegerField(default=0)
    delivered_seq = models.PositiveIntegerField(default=0)
    read_seq = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    agent_read_seq = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    last_inbound_at = models.DateTimeField(null=True)
    continued_seq = models.PositiveIntegerField(default=0)
    is_split = models.BooleanField(default=False, db_default=False)
    split_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="split_off")
    moves = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    # A talk with somebody outside about this ticket: they and the customer never see of each other.
    is_aside = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["account_id", "external_key"], name="thread_by_key")]

    def __str__(self) -> str:
        return f"{self.channel} thread of #{self.ticket_id}"

    @property
    def topic(self) -> str:
        return f"thread:{self.public_id}"


class Participant(models.Model):
    """Somebody who takes part in a thread: a message from them belongs here, from others it does not."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="participants")
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=320)
    name = models.CharField(max_length=200, blank=True)
    is_copied = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "scheme", "value"], name="participant_once")]

    def __str__(self) -> str:
        return self.value
