import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import shopbell.core.ids


class Migration(migrations.Migration):
    dependencies = [("staff", "0005_security")]
    operations = [
        migrations.CreateModel(
            name="AuditExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    shopbell.core.ids.PublicIdField(
                        default=shopbell.core.ids.public_id, editable=False, max_length=26, unique=True
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("csv", "Table (CSV)"), ("jsonl", "For programs (JSON lines)")], max_length=5
                    ),
                ),
                ("filters", models.JSONField(default=dict)),
                ("path", models.CharField(blank=True, max_length=200)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"ordering": ["-pk"]},
        ),
    ]
