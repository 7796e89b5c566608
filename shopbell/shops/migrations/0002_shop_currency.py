from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shops", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="shop",
            name="currency",
            field=models.CharField(db_default="EUR", default="EUR", max_length=3, verbose_name="Currency"),
        ),
    ]
