"""Writing answers: drafts, what is planned, habits and signatures, and messages that can be taken back.

The new columns of big tables have constant defaults: nothing is rewritten.
"""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

import shopbell.core.ids
import shopbell.core.sentences

ON_ANSWER = [("send", "Send it all the same"), ("hold", "Ask me first"), ("cancel", "Cancel it")]
STATES = [
    ("waiting", "Waiting for its time"),
    ("held", "Held back"),
    ("done", "Done"),
    ("cancelled", "Cancelled by an answer"),
    ("withdrawn", "Withdrawn"),
]
UNDO = [(0, "Not at all"), (5, "5 seconds"), (10, "10 seconds"), (20, "20 seconds")]


def key() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def to(model: str, name: str, how=django.db.models.deletion.CASCADE, **options) -> models.ForeignKey:
    return models.ForeignKey(on_delete=how, related_name=name, to=model, **options)


class Migration(migrations.Migration):
    dependencies = [("shops", "0003_custom_fields"), ("staff", "0004_own_roles"), ("tickets", "0007_splitting")]

    operations = [
        migrations.AddField("message", "not_before", models.DateTimeField(null=True)),
        migrations.AddField("message", "is_taken_back", models.BooleanField(default=False, db_default=False)),
        migrations.AddField("message", "recipients", models.JSONField(default=dict, db_default={})),
        migrations.AddField("thread", "is_aside", models.BooleanField(default=False, db_default=False)),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", key()),
                ("way", models.CharField(choices=[("reply", "Answer"), ("note", "Note")], max_length=5)),
                ("route", models.CharField(blank=True, max_length=60)),
                ("text", models.TextField(blank=True)),
                ("details", models.JSONField(default=dict)),
                ("files", ArrayField(models.CharField(max_length=26), default=list)),
                ("seen", models.CharField(blank=True, max_length=26)),
                ("client_key", models.CharField(blank=True, max_length=40)),
                ("version", models.PositiveIntegerField(default=1)),
                ("device", models.CharField(blank=True, max_length=40)),
                ("updated_at", models.DateTimeField()),
                ("agent", to(settings.AUTH_USER_MODEL, "drafts")),
                ("ticket", to("tickets.ticket", "drafts")),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("ticket", "agent", "way"), name="draft_once")],
            },
        ),
        migrations.CreateModel(
            name="Scheduled",
            fields=[
                ("id", key()),
                ("public_id", shopbell.core.ids.PublicIdField()),
                ("kind", models.CharField(choices=[("answer", "Answer"), ("reminder", "Reminder")], max_length=8)),
                ("route", models.CharField(blank=True, max_length=60)),
                ("text", models.TextField(blank=True)),
                ("details", models.JSONField(default=dict)),
                ("then", models.CharField(blank=True, max_length=10)),
                ("at", models.DateTimeField()),
                ("on_answer", models.CharField(choices=ON_ANSWER, default="hold", max_length=6)),
                ("after", models.BigIntegerField(default=0)),
                ("state", models.CharField(choices=STATES, default="waiting", max_length=9)),
                ("reason", shopbell.core.sentences.SentenceField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ticket", to("tickets.ticket", "scheduled")),
                ("agent", to(settings.AUTH_USER_MODEL, "scheduled", django.db.models.deletion.PROTECT)),
                ("message", to("tickets.message", "+", django.db.models.deletion.SET_NULL, null=True)),
            ],
            options={
                "ordering": ["at", "pk"],
                "indexes": [
                    models.Index(fields=["at"], name="scheduled_due", condition=models.Q(state="waiting")),
                    models.Index(
                        fields=["ticket", "at"],
                        name="scheduled_of_ticket",
                        condition=models.Q(state__in=["waiting", "held"]),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Habits",
            fields=[
                ("id", key()),
                (
                    "undo_seconds",
                    models.PositiveSmallIntegerField(choices=UNDO, default=10, verbose_name="Take back what you sent"),
                ),
                ("reply_all", models.BooleanField(default=True, verbose_name="Answer everybody in copy")),
                (
                    "agent",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="habits", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", key()),
                ("language", models.CharField(blank=True, max_length=10)),
                ("text", models.TextField()),
                ("agent", to(settings.AUTH_USER_MODEL, "signatures", null=True)),
                ("shop", to("shops.shop", "signatures", null=True)),
            ],
            options={
                "ordering": ["language"],
                "constraints": [
                    models.UniqueConstraint(fields=("agent", "language"), name="signature_of_agent_once"),
                    models.UniqueConstraint(fields=("shop", "language"), name="signature_of_shop_once"),
                    models.CheckConstraint(
                        condition=models.Q(agent=None, shop__isnull=False) | models.Q(agent__isnull=False, shop=None),
                        name="signature_of_one",
                    ),
                ],
            },
        ),
    ]
