from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    """Order numbers are looked up in any case."""

    atomic = False
    dependencies = [("tickets", "0002_search")]
    operations = [
        AddIndexConcurrently("ticket", models.Index(Upper("order_number"), name="ticket_of_order")),
    ]
