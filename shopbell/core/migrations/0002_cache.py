from django.db import migrations


class Migration(migrations.Migration):
    """The table of the shared cache, as Django's DatabaseCache expects it."""

    dependencies = [("core", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "CREATE TABLE shopbell_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL,"
            " expires timestamptz NOT NULL);"
            "CREATE INDEX shopbell_cache_expires ON shopbell_cache (expires)",
            "DROP TABLE shopbell_cache",
        )
    ]
