"""Laboratory reports that somebody brought, and what was confirmed of them."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from bedside.faces.web.audit.appendonly import guard


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0004_kept'),
    ]

    operations = [
        migrations.CreateModel(
            name='Printed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('born', models.DateField(blank=True, null=True)),
                ('number', models.CharField(blank=True, max_length=50)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='printed', to='records.person')),
            ],
        ),
        migrations.CreateModel(
            name='Confirmed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.UUIDField()),
                ('row', models.PositiveIntegerField()),
                ('observation', models.PositiveIntegerField()),
                ('read', models.JSONField()),
                ('kept', models.JSONField()),
                ('at', models.DateTimeField()),
                ('by', models.UUIDField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confirmed', to='records.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'row'), name='one_confirmation_a_row')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('shape', models.CharField(max_length=10)),
                ('size', models.PositiveIntegerField()),
                ('added', models.DateTimeField()),
                ('by', models.UUIDField(null=True)),
                ('stage', models.CharField(choices=[('waiting', 'waiting to be read'), ('reading', 'being read'), ('read', 'read'), ('refused', 'cannot be read'), ('interrupted', 'the reading was interrupted')], default='waiting', max_length=20)),
                ('page', models.PositiveIntegerField(default=0)),
                ('trouble', models.TextField(blank=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='records.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('digest', ''), _negated=True), fields=('person', 'digest'), name='one_report_a_file')],
            },
        ),
        guard("records_confirmed", erasable=True),
    ]
