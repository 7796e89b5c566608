"""Merging tickets: who went where, and by which moves. The columns have constant defaults: nothing is rewritten."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


def moves() -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(models.BigIntegerField(), default=list, db_default=[])


class Migration(migrations.Migration):
    dependencies = [("tickets", "0005_perhaps_forged")]

    operations = [
        migrations.CreateModel(
            name="Move",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("merge", "Merged"), ("split", "Split off")], max_length=8)),
                ("changed", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="moves_out", to="tickets.ticket"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="moves_in", to="tickets.ticket"
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "merge"), ("undone_at", None)), fields=("source",), name="merged_once"
            ),
        ),
        migrations.AddField("thread", "moves", moves()),
        migrations.AddField("message", "moves", moves()),
    ]
