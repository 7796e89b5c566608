"""How people sign in: the rules of the installation, their open sessions, and services that vouch for them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from shopbell.core.ids import PublicIdField
from shopbell.core.secrets import EncryptedJSONField
from shopbell.staff.models.agents import Agent, Role, Team

SHORTEST_PASSWORD = 10


class SignInRules(models.Model):
    """The one row of rules; `rules()` gives it. Roles are built-in ones, or `own:` and the number of an own one."""

    second_step_roles = ArrayField(models.CharField(max_length=40), default=list)
    second_step_days = models.PositiveSmallIntegerField(_("Days to set it up"), default=7)
    shortest_password = models.PositiveSmallIntegerField(_("Shortest password"), default=SHORTEST_PASSWORD)
    only_providers = models.BooleanField(_("Sign in only by another service"), default=False)
    idle_minutes = models.PositiveSmallIntegerField(_("Away after so many minutes without a click"), default=0)
    away_after_hours = models.BooleanField(_("Away when the shop closes"), default=False)
    audit_days = models.PositiveIntegerField(_("Days to keep the log of signing in"), default=365)
    address_days = models.PositiveIntegerField(_("Days to keep addresses"), default=90)

    def __str__(self) -> str:
        return "sign-in rules"

    @classmethod
    def rules(cls) -> SignInRules:
        """As they are; the usual ones until somebody has changed them."""
        return cls.objects.first() or cls()


class AgentSession(models.Model):
    """A browser in which somebody is signed in: where, with what, since when."""

    public_id = PublicIdField()
    agent = models.ForeignKey(Agent, models.CASCADE, related_name="sessions")
    key = models.CharField(max_length=40, unique=True)
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.address}"


class IdentityProvider(models.Model):
    """A service by which people sign in instead of with a password: OpenID Connect."""

    public_id = PublicIdField()
    name = models.CharField(_("Name"), max_length=60)
    issuer = models.URLField(_("Address of the service"), max_length=300)
    client_id = models.CharField(_("Client ID"), max_length=200)
    secret = EncryptedJSONField(default=dict)
    is_active = models.BooleanField(_("In use"), default=True)
    adds_people = models.BooleanField(_("Add people who are not here yet"), default=False)
    role = models.CharField(max_length=10, default=Agent.Role.AGENT)
    own_role = models.ForeignKey(Role, models.PROTECT, null=True, related_name="providers")
    teams = models.ManyToManyField(Team, blank=True, related_name="+", verbose_name=_("Teams of new people"))

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Capacity(models.Model):
    """How many tickets of a channel somebody can have in hand at a time."""

    agent = models.ForeignKey(Agent, models.CASCADE, related_name="capacities")
    channel = models.CharField(max_length=20)
    most = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agent", "channel"], name="capacity_once")]

    def __str__(self) -> str:
        return f"{self.channel}: {self.most}"


class AuditExport(models.Model):
    """The audit log as a file that somebody has asked for; it is made by a job and deleted some days later."""

    class Form(models.TextChoices):
        CSV = "csv", _("Table (CSV)")
        JSONL = "jsonl", _("For programs (JSON lines)")

    public_id = PublicIdField()
    agent = models.ForeignKey(Agent, models.CASCADE, related_name="+")
    form = models.CharField(max_length=5, choices=Form)
    filters = models.JSONField(default=dict)
    path = models.CharField(max_length=200, blank=True)
    rows = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.form} of {self.created_at}"
