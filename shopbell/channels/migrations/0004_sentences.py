"""Troubles are stored as source and values: see core/sentences.py. What is there stays as plain text."""

from django.db import migrations

from shopbell.core.sentences import SentenceField


class Migration(migrations.Migration):
    dependencies = [("channels", "0003_part_trouble")]

    operations = [
        migrations.AlterField("channelaccount", "last_error", SentenceField(blank=True)),
        migrations.AlterField("outgoingpart", "reason", SentenceField(blank=True)),
        migrations.AlterField("rawinput", "error", SentenceField(blank=True)),
    ]
