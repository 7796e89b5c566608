"""The event log and what was delivered of it."""

from __future__ import annotations

from typing import TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from shopbell.core.actor import Actor

M = TypeVar("M", bound=models.Model)


NO_MESSAGE = ~models.Q(name__startswith="message.")


class Event(models.Model):
    """One recorded fact: timeline, audit log, outbox, webhook source and live signal in one row.

    Nothing has a foreign key to it, so that the table can be partitioned by month later.
    """

    at = models.DateTimeField()
    name = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    actor = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    topics = ArrayField(models.CharField(max_length=60), default=list)
    cause = models.BigIntegerField(null=True)
    depth = models.PositiveSmallIntegerField(default=0)
    origin = models.CharField(max_length=80, default="", db_default="")
    at_hand: tuple[models.Model, ...] = ()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="event_of_subject"),
            models.Index(fields=["at"], name="event_at"),
            # The log that people read is without messages, which are most of all.
            models.Index(fields=["actor", "-id"], name="event_by", condition=NO_MESSAGE),
            models.Index(fields=["name", "-id"], name="event_named", condition=NO_MESSAGE),
            models.Index(fields=["at"], name="event_with_origin", condition=~models.Q(origin="")),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}"

    @property
    def by(self) -> Actor:
        return Actor.parse(self.actor)

    @property
    def subject_id(self) -> int:
        return int(self.subject.rpartition(":")[2])

    def in_hand(self, kind: type[M], number: int) -> M | None:
        """The row itself, when the recorder had it and nothing has happened since; else the handler reads it."""
        return next((one for one in self.at_hand if isinstance(one, kind) and one.pk == number), None)


class Delivery(models.Model):
    """One handler has dealt with one event; commits together with the handler's effects."""

    event_id = models.BigIntegerField()
    handler = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event_id", "handler"], name="delivery_once")]

    def __str__(self) -> str:
        return f"{self.handler} of {self.event_id}"

    @classmethod
    def claim(cls, event_id: int, handler: str) -> bool:
        """Take this delivery; False when it was made before, or the event was taken back meanwhile.

        A concurrent claim waits for the other's commit.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO core_delivery (event_id, handler, at) SELECT id, %s, now() FROM core_event"
                " WHERE id = %s ON CONFLICT DO NOTHING RETURNING id",
                [handler, event_id],
            )
            return cursor.fetchone() is not None
