import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import shopbell.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0002_shop_currency'),
    ]

    operations = [
        migrations.CreateModel(
            name='CustomField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', shopbell.core.ids.PublicIdField(default=shopbell.core.ids.public_id, editable=False, max_length=26, unique=True)),
                ('applies_to', models.CharField(choices=[('ticket', 'Tickets'), ('customer', 'Customers')], max_length=8, verbose_name='Belongs to')),
                ('key', models.CharField(max_length=40, verbose_name='Key')),
                ('label', models.CharField(max_length=60, verbose_name='Name')),
                ('hint', models.CharField(blank=True, max_length=200, verbose_name='Hint')),
                ('kind', models.CharField(choices=[('text', 'Text'), ('number', 'Number'), ('date', 'Date'), ('choice', 'One of several'), ('checkbox', 'Yes or no'), ('url', 'Web address')], max_length=8, verbose_name='Kind')),
                ('choices', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='Choices')),
                ('is_required', models.BooleanField(default=False, verbose_name='Must be filled in')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('is_archived', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('shop', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='custom_fields', to='shops.shop')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(models.F('applies_to'), django.db.models.functions.text.Lower('key'), name='custom_field_key_once'), models.CheckConstraint(condition=models.Q(('applies_to', 'ticket'), ('shop', None), _connector='OR'), name='custom_field_of_customer_shopless')],
            },
        ),
    ]
