import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0008_has_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="Preferences",
            fields=[
                (
                    "agent",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="preferences",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ways", models.JSONField(default=dict)),
                ("quiet_from", models.TimeField(blank=True, null=True, verbose_name="Quiet from")),
                ("quiet_until", models.TimeField(blank=True, null=True, verbose_name="Quiet until")),
                ("mail_after", models.PositiveSmallIntegerField(default=30, verbose_name="Minutes until the mail")),
            ],
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mentioned", "Somebody mentions you"),
                            ("assigned", "A ticket is given to you"),
                            ("answered", "A customer answers on your ticket"),
                            ("watched", "Something happens on a ticket you watch"),
                            ("new", "A new ticket comes to your team"),
                            ("failed", "An answer of yours is not sent"),
                        ],
                        max_length=12,
                    ),
                ),
                ("event", models.BigIntegerField()),
                ("ticket", models.BigIntegerField(null=True)),
                ("actor", models.CharField(max_length=40)),
                ("on_page", models.BooleanField(default=True)),
                ("by_mail", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("mailed_at", models.DateTimeField(null=True)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notifications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("read_at", None)), fields=["agent", "ticket"], name="notification_unread"
                    ),
                    models.Index(fields=["agent", "-id"], name="notification_newest"),
                    models.Index(
                        condition=models.Q(("by_mail", True), ("mailed_at", None), ("read_at", None)),
                        fields=["created_at"],
                        name="notification_to_mail",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(models.F("agent"), models.F("event"), name="notification_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ticket", models.BigIntegerField()),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="watches", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(models.F("ticket"), models.F("agent"), name="watch_once")],
            },
        ),
    ]
