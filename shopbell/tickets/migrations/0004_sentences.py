"""Why a message was not sent is stored as source and values: see core/sentences.py. What is there stays as plain text."""

from django.db import migrations

from shopbell.core.sentences import SentenceField


class Migration(migrations.Migration):
    dependencies = [("tickets", "0003_order_number")]

    operations = [migrations.AlterField("message", "reason", SentenceField(blank=True))]
