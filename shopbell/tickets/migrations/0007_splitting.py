"""Splitting tickets: which thread another one continues, and more reasons for which tickets are linked."""

import django.db.models.deletion
from django.db import migrations, models

REASONS = [
    ("not_a_participant", "Answers a mail of this ticket, from an address that takes no part in it"),
    ("perhaps_forged", "Names this ticket, but is perhaps not from the sender it shows"),
    ("after_closing", "Continues a closed ticket"),
    ("same_mail", "The same mail reached another shop"),
    ("by_hand", "Linked by an agent"),
    ("split_off", "Split off"),
    ("related", "Related"),
    ("duplicate", "Duplicate"),
    ("waits_for", "Waits for another"),
    ("follow_up", "Follow-up"),
]


class Migration(migrations.Migration):
    dependencies = [("tickets", "0006_merging")]

    operations = [
        migrations.AlterField("ticketlink", "reason", models.CharField(max_length=20, choices=REASONS)),
        migrations.AddField("thread", "is_split", models.BooleanField(default=False, db_default=False)),
        migrations.AddField(
            "thread",
            "split_from",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="split_off",
                to="tickets.thread",
            ),
        ),
    ]
