"""The message: one utterance, kept whole; what is shown folded is told by its segments."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from shopbell.core.ids import PublicIdField
from shopbell.core.sentences import SentenceField
from shopbell.customers.models import Customer
from shopbell.staff.models import Agent
from shopbell.tickets.models.thread import Thread
from shopbell.tickets.models.ticket import Ticket


class Message(models.Model):
    """One utterance in a thread, or a note of the team on the ticket (then without a thread)."""

    class Kind(models.TextChoices):
        CUSTOMER = "customer", _("Customer")
        AGENT = "agent", _("Agent")
        BOT = "bot", _("Bot")
        AUTOMATIC = "automatic", _("Automatic")
        NOTE = "note", _("Note")

    class State(models.TextChoices):
        """Of outgoing messages; the worst part of what was sent (see channels: outbox)."""

        NONE = "", ""
        QUEUED = "queued", _("Waiting to go out")
        SENDING = "sending", _("Going out")
        UNKNOWN = "unknown", _("Not known whether it arrived")
        SENT = "sent", _("Sent")
        DELIVERED = "delivered", _("Delivered")
        READ = "read", _("Read")
        FAILED = "failed", _("Not sent")
        SUPPRESSED = "suppressed", _("Held back")
        CANCELLED = "cancelled", _("Withdrawn")

    public_id = PublicIdField()
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="messages")
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, related_name="messages")
    seq = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind)
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="messages")
    agent = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="messages")
    author_name = models.CharField(max_length=200, blank=True)
    author_address = models.CharField(max_length=320, blank=True)

    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    segments = models.JSONField(default=list)
    language = models.CharField(max_length=10, blank=True)
    sent_at = models.DateTimeField()
    created_at = models.DateTimeField()

    account_id = models.BigIntegerField(null=True)
    external_id = models.CharField(max_length=500, blank=True)
    provider_id = models.CharField(max_length=500, blank=True)
    dedupe_key = models.CharField(max_length=80, null=True)
    in_reply_to = models.CharField(max_length=500, blank=True)
    raw_id = models.BigIntegerField(null=True)

    state = models.CharField(max_length=10, choices=State, default=State.NONE, blank=True)
    reason = SentenceField(blank=True)
    is_automatic = models.BooleanField(default=False)
    is_backfill = models.BooleanField(default=False)
    auth = models.CharField(max_length=12, default="none")
    defects = ArrayField(models.CharField(max_length=120), default=list)
    extra: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    moves = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    # Until then it may be taken back; the outbox leaves it alone.
    not_before = models.DateTimeField(null=True)
    is_taken_back = models.BooleanField(default=False, db_default=False)
    # Of a mail whose writer chose them: `to`, `cc`, `bcc` as lists of [address, name]; empty = those of the thread.
    recipients: models.JSONField[dict[str, Any]] = models.JSONField(default=dict, db_default={})

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["account_id", "dedupe_key"], name="message_once"),
            models.UniqueConstraint(
                fields=["thread", "seq"], name="message_seq_once", condition=models.Q(thread__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["ticket", "created_at", "id"], name="message_of_ticket"),
            models.Index(fields=["external_id"], name="message_external", condition=~models.Q(external_id="")),
            models.Index(fields=["provider_id"], name="message_provider", condition=~models.Q(provider_id="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} message in #{self.ticket_id}"

    @property
    def is_ours(self) -> bool:
        """Whether the shop's side wrote it, for the customer to read."""
        return self.kind in (self.Kind.AGENT, self.Kind.BOT, self.Kind.AUTOMATIC)

    @property
    def is_note(self) -> bool:
        return self.kind == self.Kind.NOTE

    @property
    def visible_text(self) -> str:
        """The text without what is folded: quotes, their attribution, signatures, disclaimers."""
        if not self.segments:
            return self.text
        shown = "".join(self.text[s["start"] : s["end"]] for s in self.segments if s["kind"] in ("reply", "forwarded"))
        return shown.strip("\n") or self.text

    @property
    def has_folded(self) -> bool:
        return self.visible_text.strip() != self.text.strip()
