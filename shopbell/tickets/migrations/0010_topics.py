"""Topics, and what each ticket is about. The index is built beside the work."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

import shopbell.core.ids


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tickets", "0009_views"), ("shops", "0002_shop_currency")]

    operations = [
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", shopbell.core.ids.PublicIdField()),
                ("name", models.CharField(max_length=60, verbose_name="Name")),
                ("position", models.PositiveIntegerField(default=0)),
                ("is_archived", models.BooleanField(default=False)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="tickets.topic",
                    ),
                ),
                (
                    "shop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="topics", to="shops.shop"
                    ),
                ),
            ],
            options={"ordering": ["position", "pk"]},
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.UniqueConstraint(
                fields=["shop", "parent", "name"], name="topic_once", nulls_distinct=False
            ),
        ),
        migrations.CreateModel(
            name="TopicRule",
            fields=[
                (
                    "shop",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="shops.shop",
                    ),
                ),
                ("is_required", models.BooleanField(default=False)),
            ],
        ),
        migrations.AddField(
            "ticket",
            "topic",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tickets",
                to="tickets.topic",
            ),
        ),
        AddIndexConcurrently(
            "ticket",
            models.Index(
                fields=["topic", "-created_at"], name="ticket_of_topic", condition=models.Q(topic__isnull=False)
            ),
        ),
    ]
