import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0002_search'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='identity',
            name='soft_bounces',
        ),
        migrations.AddField(
            model_name='identity',
            name='soft_bounced_at',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.DateTimeField(), default=list, size=None),
        ),
    ]
