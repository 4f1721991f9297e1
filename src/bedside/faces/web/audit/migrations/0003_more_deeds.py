"""More that is written down: preparing, checking, and changes of accounts."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_only_grows'),
    ]

    operations = [
        migrations.AlterField(
            model_name='audit',
            name='deed',
            field=models.CharField(choices=[('saw', 'Saw'), ('refused', 'Refused'), ('entered', 'Entered'), ('signed off', 'Signed Off'), ('prepared', 'Prepared'), ('checked', 'Checked'), ('exported', 'Exported'), ('imported', 'Imported'), ('invited', 'Invited'), ('accepted', 'Accepted'), ('ended', 'Ended'), ('erased', 'Erased'), ('account', 'Account')], max_length=20),
        ),
    ]
