"""The audit only grows."""

from django.db import migrations

from bedside.faces.web.audit.appendonly import guard


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [guard("audit_audit", erasable=False)]
