"""What is known of a person only grows, until their erasure is on record."""

from django.db import migrations

from bedside.faces.web.audit.appendonly import guard

ERASABLE = ("observation", "entry", "decision", "signoff")


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [
        *(guard(f"records_{table}", erasable=True) for table in ERASABLE),
        guard("records_erasure", erasable=False),
    ]
