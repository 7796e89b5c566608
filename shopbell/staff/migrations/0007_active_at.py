from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("staff", "0006_audit_export")]
    operations = [
        migrations.AddField(model_name="agent", name="active_at", field=models.DateTimeField(null=True)),
    ]
