"""The ticket: one matter of a customer, from first word to confirmed end."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from shopbell.core.ids import PublicIdField
from shopbell.customers.models import Customer
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Sight, Team
from shopbell.staff.permissions import sight_of
from shopbell.tickets.models.topic import Topic

# Sorts after every promise: a column that is never null keeps keyset pages simple.
NEVER = datetime(9999, 12, 31, tzinfo=UTC)


class TicketQuerySet(models.QuerySet["Ticket"]):
    def visible_to(self, agent: Agent) -> TicketQuerySet:
        """The tickets this agent may see: of all teams, of their own ones, only those given to them, or none."""
        sight = sight_of(agent)
        if sight is None:
            return self.none()
        if sight == Sight.ALL:
            return self.filter(merged_into=None)
        if sight == Sight.OWN:
            return self.filter(merged_into=None, assignee=agent)
        return self.filter(merged_into=None, team__in=[team.pk for team in agent.teams.all()])

    def wanted(self) -> TicketQuerySet:
        """Without spam."""
        return self.filter(is_spam=False)


class Ticket(models.Model):
    """One matter; its key is the number that people read (`#1042`). List columns are kept by the actions."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        WAITING = "waiting", _("Waiting for customer")
        ON_HOLD = "on_hold", _("On hold")
        SNOOZED = "snoozed", _("Snoozed")
        SOLVED = "solved", _("Solved")
        CLOSED = "closed", _("Closed")

    class Handling(models.TextChoices):
        BOT_ACTIVE = "bot_active", _("Bot is answering")
        HANDOVER_REQUESTED = "handover_requested", _("Hand-over asked for")
        WAITING_AGENT = "waiting_agent", _("Waiting for a person")
        AGENT_ACTIVE = "agent_active", _("A person is answering")

    class Priority(models.IntegerChoices):
        LOW = 10, _("Low")
        NORMAL = 20, _("Normal")
        HIGH = 30, _("High")
        URGENT = 40, _("Urgent")

    public_id = PublicIdField()
    shop = models.ForeignKey(Shop, models.PROTECT, related_name="tickets")
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="tickets")
    team = models.ForeignKey(Team, models.PROTECT, related_name="tickets")
    assignee = models.ForeignKey(Agent, models.SET_NULL, null=True, related_name="tickets")
    subject = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    handling = models.CharField(max_length=20, choices=Handling, default=Handling.WAITING_AGENT)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    channel = models.CharField(max_length=20)
    kind = models.CharField(max_length=20, blank=True)
    order_number = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, blank=True)
    tags = ArrayField(models.CharField(max_length=40), default=list)
    is_spam = models.BooleanField(default=False)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="tickets", db_index=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    external_ref = models.CharField(max_length=80, blank=True)

    created_at = models.DateTimeField()
    last_activity_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True)
    due_at = models.DateTimeField(default=NEVER)
    snoozed_until = models.DateTimeField(null=True)
    first_replied_at = models.DateTimeField(null=True)
    solved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)

    last_preview = models.CharField(max_length=200, blank=True)
    customer_name = models.CharField(max_length=200, blank=True)
    message_count = models.PositiveIntegerField(default=0)
    is_unread = models.BooleanField(default=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["team", "status", "due_at", "id"], name="ticket_of_team_due"),
            models.Index(fields=["status", "due_at", "id"], name="ticket_due"),
            models.Index(fields=["assignee", "status", "due_at", "id"], name="ticket_of_agent_due"),
            models.Index(
                fields=["status", "due_at", "id"],
                name="ticket_unassigned_due",
                condition=models.Q(assignee=None),
            ),
            models.Index(fields=["team", "status", "-last_activity_at", "-id"], name="ticket_of_team_recent"),
            models.Index(fields=["status", "-last_activity_at", "-id"], name="ticket_recent"),
            models.Index(fields=["assignee", "status", "-last_activity_at", "-id"], name="ticket_of_agent_recent"),
            models.Index(fields=["status", "priority", "due_at", "id"], name="ticket_urgent"),
            models.Index(
                fields=["status", "waiting_since", "id"],
                name="ticket_waiting",
                condition=models.Q(waiting_since__isnull=False),
            ),
            models.Index(fields=["customer", "-id"], name="ticket_of_customer"),
            models.Index(
                fields=["snoozed_until"],
                name="ticket_snoozed",
                condition=models.Q(snoozed_until__isnull=False),
            ),
            models.Index(Upper("order_number"), name="ticket_of_order"),
            models.Index(
                fields=["topic", "-created_at"], name="ticket_of_topic", condition=models.Q(topic__isnull=False)
            ),
            GinIndex(fields=["tags"], name="ticket_tags"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_closed(self) -> bool:
        return self.status == self.Status.CLOSED

    @property
    def is_done(self) -> bool:
        return self.status in (self.Status.SOLVED, self.Status.CLOSED)

    @property
    def has_promise(self) -> bool:
        """Whether an answer is due at a certain time."""
        return self.due_at < NEVER

    @property
    def cell(self) -> tuple[int, int | None, str]:
        """Where the counters count this ticket: team, assignee, and its status or `spam`."""
        return self.team_id, self.assignee_id, "spam" if self.is_spam else self.status

    @property
    def topics(self) -> list[str]:
        """The live pages that show this ticket or count it."""
        topics = [f"ticket:{self.pk}", f"team:{self.team_id}"]
        if self.assignee_id:
            topics.append(f"agent:{self.assignee_id}")
        if self.customer_id:
            topics.append(f"customer:{self.customer_id}")
        return topics


class TicketLink(models.Model):
    """Two tickets that belong together, with the reason; the later one points at the earlier."""

    class Reason(models.TextChoices):
        NOT_A_PARTICIPANT = (
            "not_a_participant",
            _("Answers a mail of this ticket, from an address that takes no part in it"),
        )
        PERHAPS_FORGED = "perhaps_forged", _("Names this ticket, but is perhaps not from the sender it shows")
        AFTER_CLOSING = "after_closing", _("Continues a closed ticket")
        SAME_MAIL = "same_mail", _("The same mail reached another shop")
        BY_HAND = "by_hand", _("Linked by an agent")
        SPLIT_OFF = "split_off", _("Split off")
        RELATED = "related", _("Related")
        DUPLICATE = "duplicate", _("Duplicate")
        WAITS_FOR = "waits_for", _("Waits for another")
        FOLLOW_UP = "follow_up", _("Follow-up")

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="links")
    other = models.ForeignKey(Ticket, models.CASCADE, related_name="linked_from")
    reason = models.CharField(max_length=20, choices=Reason)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "other"], name="ticket_link_once")]

    def __str__(self) -> str:
        return f"{self.ticket_id} -> {self.other_id}"
