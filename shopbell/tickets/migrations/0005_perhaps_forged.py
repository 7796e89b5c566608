"""A ticket may be linked because its mail only claims to belong to the other: see `TicketLink.Reason`."""

from django.db import migrations, models

REASONS = [
    ("not_a_participant", "Answers a mail of this ticket, from an address that takes no part in it"),
    ("perhaps_forged", "Names this ticket, but is perhaps not from the sender it shows"),
    ("after_closing", "Continues a closed ticket"),
    ("same_mail", "The same mail reached another shop"),
    ("by_hand", "Linked by an agent"),
]


class Migration(migrations.Migration):
    dependencies = [("tickets", "0004_sentences")]

    operations = [migrations.AlterField("ticketlink", "reason", models.CharField(max_length=20, choices=REASONS))]
