"""How customers reach us: channel accounts, raw input as it came, cursors, and what goes out."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from shopbell.core import ids
from shopbell.core.ids import PublicIdField
from shopbell.core.secrets import EncryptedJSONField
from shopbell.core.sentences import SentenceField, of_data
from shopbell.shops.models import Shop
from shopbell.staff.models import Team
from shopbell.tickets.models import Message


class ChannelAccount(models.Model):
    """One mailbox, widget, form or number. What its adapter needs to know is encrypted in `settings`."""

    class State(models.TextChoices):
        NEW = "new", _("Not tested yet")
        HEALTHY = "healthy", _("Working")
        FAILING = "failing", _("Trouble")
        NEEDS_RECONNECT = "reconnect", _("Needs to be connected again")
        PAUSED = "paused", _("Paused")

    public_id = PublicIdField()
    token = models.CharField(max_length=26, unique=True, default=ids.public_id)
    shop = models.ForeignKey(Shop, models.PROTECT, related_name="channel_accounts", verbose_name=_("Shop"))
    team = models.ForeignKey(Team, models.PROTECT, related_name="channel_accounts", verbose_name=_("Team"))
    kind = models.CharField(max_length=20)
    name = models.CharField(_("Name"), max_length=80)
    address = models.CharField(_("Address"), max_length=320, blank=True)
    settings = EncryptedJSONField(default=dict)
    is_active = models.BooleanField(_("Active"), default=True)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    last_success_at = models.DateTimeField(null=True)
    last_inbound_at = models.DateTimeField(null=True)
    last_outbound_at = models.DateTimeField(null=True)
    last_error_at = models.DateTimeField(null=True)
    last_error = SentenceField(blank=True)
    lag_seconds = models.PositiveIntegerField(default=0)
    paused_until = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    check_steps: models.JSONField[list[dict[str, Any]]] = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["kind", "name"]
        indexes = [models.Index(fields=["kind", "is_active"], name="account_by_kind")]

    def __str__(self) -> str:
        return self.name

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The steps of the latest test, in the language of now."""
        return [{name: of_data(value) for name, value in step.items()} for step in self.check_steps or []]


class Cursor(models.Model):
    """How far a source has been read; moves in the transaction that stores what was read."""

    account = models.ForeignKey(ChannelAccount, models.CASCADE, related_name="cursors")
    key = models.CharField(max_length=200)
    value: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    moved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="cursor_once")]

    def __str__(self) -> str:
        return f"{self.key} of account {self.account_id}"


class RawInput(models.Model):
    """What came, byte for byte, before anything looked at it. Dead input waits on the parked page for a Replay."""

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        ROUTED = "routed", _("Done")
        DEAD = "dead", _("Parked")

    account = models.ForeignKey(ChannelAccount, models.CASCADE, related_name="raw_inputs")
    key = models.CharField(max_length=200)
    body = models.BinaryField()
    headers = models.JSONField(default=dict)
    received_at = models.DateTimeField()
    is_backfill = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = SentenceField(blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    message_id = models.BigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="raw_input_once")]
        indexes = [
            models.Index(fields=["account", "-received_at"], name="raw_input_recent"),
            models.Index(fields=["-received_at"], name="raw_input_dead", condition=models.Q(state="dead")),
            models.Index(fields=["received_at"], name="raw_input_waiting", condition=models.Q(state="received")),
            models.Index(fields=["sha256"], name="raw_input_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of account {self.account_id}"


class OutgoingPart(models.Model):
    """One call to a provider: written before the call, with its own key; `unknown` after a time-out."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting to go out")
        SENDING = "sending", _("Going out")
        SENT = "sent", _("Sent")
        DELIVERED = "delivered", _("Delivered")
        READ = "read", _("Read")
        UNKNOWN = "unknown", _("Not known whether it arrived")
        FAILED = "failed", _("Not sent")
        SUPPRESSED = "suppressed", _("Held back")
        CANCELLED = "cancelled", _("Withdrawn")

    message = models.ForeignKey(Message, models.CASCADE, related_name="parts")
    account = models.ForeignKey(ChannelAccount, models.PROTECT, related_name="parts")
    key = models.CharField(max_length=60, unique=True)
    number = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    payload: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    external_id = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    code = models.CharField(max_length=40, blank=True)
    reason = SentenceField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["message_id", "number"]
        constraints = [models.UniqueConstraint(fields=["message", "number"], name="part_once")]
        indexes = [
            models.Index(fields=["next_attempt_at"], name="part_due", condition=models.Q(state="queued")),
            models.Index(fields=["claimed_at"], name="part_claimed", condition=models.Q(state="sending")),
            models.Index(fields=["external_id"], name="part_external", condition=~models.Q(external_id="")),
            models.Index(fields=["account", "sent_at"], name="part_rate"),
            models.Index(
                fields=["-created_at", "-id"],
                name="part_trouble",
                condition=models.Q(state__in=["unknown", "failed", "suppressed"]),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class HealthSlice(models.Model):
    """Half an hour of a channel account: how often it worked and failed, for the bar on its page."""

    account = models.ForeignKey(ChannelAccount, models.CASCADE, related_name="health")
    at = models.DateTimeField()
    successes = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    received = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "at"], name="health_slice_once")]

    def __str__(self) -> str:
        return f"account {self.account_id} at {self.at:%H:%M}"
