from django.db import migrations


class Migration(migrations.Migration):
    """Counts of the throttle. Unlogged: after a crash everybody simply begins at nought."""

    dependencies = [("core", "0003_search")]
    operations = [
        migrations.RunSQL(
            "CREATE UNLOGGED TABLE core_throttle (key varchar(200) PRIMARY KEY, times integer NOT NULL,"
            " expires timestamptz NOT NULL);"
            "CREATE INDEX core_throttle_expires ON core_throttle (expires)",
            "DROP TABLE core_throttle",
        )
    ]
