from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("staff", "0007_active_at")]
    operations = [
        migrations.AddField(model_name="agent", name="has_keys", field=models.BooleanField(default=True)),
    ]
