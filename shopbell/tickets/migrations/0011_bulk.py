"""Changes of many tickets at once, and what became of each ticket."""

import django.db.models.deletion
import shopbell.core.ids
import shopbell.core.sentences
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tickets", "0010_topics"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    shopbell.core.ids.PublicIdField(
                        default=shopbell.core.ids.public_id, editable=False, max_length=26, unique=True
                    ),
                ),
                ("change", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "Running"),
                            ("done", "Done"),
                            ("undoing", "Undoing"),
                            ("undone", "Undone"),
                        ],
                        default="running",
                        max_length=8,
                    ),
                ),
                ("total", models.PositiveIntegerField()),
                ("is_seen", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bulk_runs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BulkStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ticket_id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("todo", "Todo"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("restored", "Restored"),
                            ("kept", "Kept"),
                        ],
                        default="todo",
                        max_length=8,
                    ),
                ),
                ("reason", shopbell.core.sentences.SentenceField(blank=True)),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="tickets.bulkrun"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="bulkrun",
            index=models.Index(fields=["agent", "-id"], name="bulk_run_of_agent"),
        ),
        migrations.AddIndex(
            model_name="bulkstep",
            index=models.Index(fields=["run", "state", "id"], name="bulk_step_next"),
        ),
        migrations.AddConstraint(
            model_name="bulkstep",
            constraint=models.UniqueConstraint(fields=("run", "ticket_id"), name="bulk_step_once"),
        ),
    ]
