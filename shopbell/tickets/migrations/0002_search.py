from django.db import migrations

ADD = """
ALTER TABLE tickets_message ADD COLUMN words tsvector
    GENERATED ALWAYS AS (public.shopbell_words(language, subject, text)) STORED;
ALTER TABLE tickets_message ALTER COLUMN words SET STATISTICS 1000;
CREATE INDEX message_words ON tickets_message USING gin (words) WITH (gin_pending_list_limit = 512);
"""


class Migration(migrations.Migration):
    """The words of each message, kept by the database. No model names the column, so that no page reads it."""

    dependencies = [("tickets", "0001_initial"), ("core", "0003_search")]
    operations = [
        migrations.RunSQL(
            ADD,
            "DROP INDEX message_words; ALTER TABLE tickets_message DROP COLUMN words",
        )
    ]
