"""Doses that were made ready, and the second person's check of them."""

import django.db.models.deletion
from django.db import migrations, models

from bedside.faces.web.audit.appendonly import guard


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0002_only_grows'),
    ]

    operations = [
        migrations.CreateModel(
            name='Preparation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField()),
                ('slot', models.DateTimeField()),
                ('cycle', models.PositiveIntegerField()),
                ('dose', models.PositiveIntegerField()),
                ('sheet', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('lot', models.CharField(blank=True, max_length=100)),
                ('at', models.DateTimeField()),
                ('by', models.UUIDField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='preparations', to='records.person')),
            ],
        ),
        migrations.CreateModel(
            name='PreparationCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.UUIDField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='preparation_checks', to='records.person')),
                ('preparation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='second', to='records.preparation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='preparation',
            constraint=models.UniqueConstraint(fields=('person', 'key'), name='one_preparation_a_key'),
        ),
        guard("records_preparation", erasable=True),
        guard("records_preparationcheck", erasable=True),
    ]
