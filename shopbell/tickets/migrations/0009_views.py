"""Saved views, and the indexes of two more orders of lists."""

import django.db.models.deletion
import shopbell.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0004_profile"),
        ("shops", "0003_custom_fields"),
        ("staff", "0006_audit_export"),
        ("tickets", "0008_writing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="View",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    shopbell.core.ids.PublicIdField(
                        default=shopbell.core.ids.public_id, editable=False, max_length=26, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="Name")),
                ("query", models.CharField(max_length=500, verbose_name="What it shows")),
                (
                    "order",
                    models.CharField(
                        choices=[
                            ("due", "Due first"),
                            ("recent", "Newest first"),
                            ("waiting", "Waiting longest first"),
                            ("priority", "Most urgent first"),
                        ],
                        default="due",
                        max_length=8,
                        verbose_name="Sorted",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("is_archived", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(fields=["status", "priority", "due_at", "id"], name="ticket_urgent"),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("waiting_since__isnull", False)),
                fields=["status", "waiting_since", "id"],
                name="ticket_waiting",
            ),
        ),
        migrations.AddField(
            model_name="view",
            name="owner",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="views",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="view",
            name="shop",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="views", to="shops.shop"
            ),
        ),
        migrations.AddField(
            model_name="view",
            name="team",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="views", to="staff.team"
            ),
        ),
        migrations.AddConstraint(
            model_name="view",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner__isnull", False), ("shop", None), ("team", None)),
                    models.Q(("owner", None), ("shop", None), ("team__isnull", False)),
                    models.Q(("owner", None), ("shop__isnull", False), ("team", None)),
                    _connector="OR",
                ),
                name="view_of_one",
            ),
        ),
    ]
