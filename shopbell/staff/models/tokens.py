"""Keys with which programs act as agents, and what those were answered."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from shopbell.core.ids import PublicIdField
from shopbell.staff import scopes
from shopbell.staff.models.agents import Agent


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
