from django.db import migrations, models


class Migration(migrations.Migration):
    """Where staff's events came from, and indexes for the log that people read, which is without messages."""

    dependencies = [("core", "0004_throttle")]
    operations = [
        migrations.AddField(
            model_name="event",
            name="origin",
            field=models.CharField(db_default="", default="", max_length=80),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("name__startswith", "message."), _negated=True),
                fields=["actor", "-id"],
                name="event_by",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("name__startswith", "message."), _negated=True),
                fields=["name", "-id"],
                name="event_named",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("origin", ""), _negated=True), fields=["at"], name="event_with_origin"
            ),
        ),
    ]
