"""Who helps: agents and teams."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from shopbell.core.actor import Actor
from shopbell.core.ids import PublicIdField
from shopbell.shops.models import Shop
from shopbell.staff import scopes


class AgentManager(BaseUserManager["Agent"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Agent:
        agent = self.model(email=email.strip().lower(), **fields)
        agent.set_password(password)
        agent.save()
        return agent

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Agent:
        return self.create_user(
            email, password, **{"role": Agent.Role.OWNER, "name": email.split("@", maxsplit=1)[0], **fields}
        )


class Agent(AbstractBaseUser):
    """A person who answers customers; signs in by e-mail."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        ADMIN = "admin", _("Admin")
        LEAD = "lead", _("Lead")
        AGENT = "agent", _("Agent")
        OBSERVER = "observer", _("Observer")

    class Availability(models.TextChoices):
        AVAILABLE = "available", _("Available")
        BUSY = "busy", _("Busy")
        AWAY = "away", _("Away")

    public_id = PublicIdField()
    email = models.EmailField(_("E-mail"), max_length=254)
    name = models.CharField(_("Name"), max_length=80)
    role = models.CharField(_("Role"), max_length=10, choices=Role, default=Role.AGENT)
    language = models.CharField(_("Language"), max_length=10, default="en")
    timezone = models.CharField(_("Time zone"), max_length=60, default="Europe/Dublin")
    theme = models.CharField(_("Appearance"), max_length=5, blank=True, default="")
    availability = models.CharField(max_length=10, choices=Availability, default=Availability.AVAILABLE)
    is_active = models.BooleanField(_("Active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AgentManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="agent_email_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> Actor:
        return Actor("agent", self.pk, self.name)

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else self.email

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def is_admin(self) -> bool:
        return self.role in (self.Role.OWNER, self.Role.ADMIN)

    # The Django admin asks these; own roles stand in for its groups and permissions.
    @property
    def is_staff(self) -> bool:
        return self.is_active and self.role == self.Role.OWNER

    @property
    def is_superuser(self) -> bool:
        return self.is_staff

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


class Team(models.Model):
    """Agents who share queues; a ticket belongs to one team, and its members see it."""

    public_id = PublicIdField()
    shop = models.ForeignKey(Shop, models.PROTECT, related_name="teams", verbose_name=_("Shop"))
    name = models.CharField(_("Name"), max_length=60)
    members = models.ManyToManyField(Agent, related_name="teams", blank=True, verbose_name=_("Members"))
    is_archived = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint("shop", Lower("name"), name="team_name_once")]

    def __str__(self) -> str:
        return self.name


def all_scopes() -> list[str]:
    """Every scope there is."""
    return list(scopes.ALL)


class ApiToken(models.Model):
    """A key with which a program acts as an agent. Only its digest is kept; `prefix` tells which one it is."""

    public_id = PublicIdField()
    agent = models.ForeignKey(Agent, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("Name"), max_length=80)
    prefix = models.CharField(max_length=7)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=20), default=all_scopes)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def opens_all(self) -> bool:
        return set(self.scopes) >= set(scopes.ALL)


class ApiAnswer(models.Model):
    """What a token was answered under an `Idempotency-Key`; without a status it is still being answered."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    content_type = models.CharField(max_length=100, blank=True, default="")
    body = models.BinaryField(default=b"")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="api_answer_once")]
        indexes = [models.Index(fields=["created_at"], name="api_answer_at")]

    def __str__(self) -> str:
        return self.key

    @classmethod
    def claim(cls, token_id: int, key: str, digest: str, *, at: datetime) -> bool:
        """Take this key; False when it was taken before. A simultaneous claim waits for the other's commit."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO staff_apianswer (token_id, key, digest, content_type, body, created_at)"
                " VALUES (%s, %s, %s, '', '', %s) ON CONFLICT DO NOTHING RETURNING id",
                [token_id, key, digest, at],
            )
            return cursor.fetchone() is not None
