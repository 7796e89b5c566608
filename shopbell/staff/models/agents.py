"""Who helps: agents, teams, and roles that a shop makes for itself."""

from __future__ import annotations

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shopbell.core.actor import Actor
from shopbell.core.formats import clock_time
from shopbell.core.ids import PublicIdField
from shopbell.shops.models import Shop


class Sight(models.TextChoices):
    """Whose tickets somebody sees who may see tickets at all."""

    ALL = "all", _("Those of all teams")
    TEAMS = "teams", _("Those of their own teams")
    OWN = "own", _("Only those given to them")


class Role(models.Model):
    """A role that the shop has made of permissions; the built-in ones are in `permissions.py`."""

    public_id = PublicIdField()
    name = models.CharField(_("Name"), max_length=60)
    permissions = ArrayField(models.CharField(max_length=40), default=list)
    sight = models.CharField(_("Tickets they see"), max_length=5, choices=Sight, default=Sight.TEAMS)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="role_name_once")]

    def __str__(self) -> str:
        return self.name


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
        OWN = "own", _("A role of your own")  # the one in `own_role`

    class Availability(models.TextChoices):
        AVAILABLE = "available", _("Available")
        BUSY = "busy", _("Busy")
        AWAY = "away", _("Away")

    public_id = PublicIdField()
    email = models.EmailField(_("E-mail"), max_length=254)
    name = models.CharField(_("Name"), max_length=80)
    role = models.CharField(_("Role"), max_length=10, choices=Role, default=Role.AGENT)
    own_role = models.ForeignKey("staff.Role", models.PROTECT, null=True, blank=True, related_name="agents")
    language = models.CharField(_("Language"), max_length=10, default="en")
    timezone = models.CharField(_("Time zone"), max_length=60, default="Europe/Dublin")
    theme = models.CharField(_("Appearance"), max_length=5, blank=True, default="")
    has_keys = models.BooleanField(default=True)  # keys of the desk that need no Ctrl
    availability = models.CharField(max_length=10, choices=Availability, default=Availability.AVAILABLE)
    availability_since = models.DateTimeField(null=True)
    availability_by = models.CharField(max_length=5, default="self")  # self | idle | hours
    back_at = models.DateTimeField(null=True)
    active_at = models.DateTimeField(null=True)  # the last click, to the minute
    is_active = models.BooleanField(_("Active"), default=True)
    invited_at = models.DateTimeField(null=True)
    secure_by = models.DateTimeField(null=True)  # when their second step must be set up; null where none must
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AgentManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="agent_email_once"),
            models.CheckConstraint(
                condition=models.Q(role="own", own_role__isnull=False)
                | (~models.Q(role="own") & models.Q(own_role=None)),
                name="agent_own_role_fits",
            ),
        ]

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
    def role_name(self) -> str:
        """What their role is called."""
        return self.own_role.name if self.own_role else str(self.Role(self.role).label)

    @property
    def standing(self) -> str:
        """Whether they are there, as lists say it: `Away, back at 15:00`."""
        words = str(self.Availability(self.availability).label)
        if self.availability == self.Availability.AWAY and self.back_at:
            return gettext("{away}, back at {time}").format(away=words, time=clock_time(self.back_at))
        return words

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
