"""A carrier's scans are added and never changed."""

from django.db import migrations

BACK = """
DROP TRIGGER never_changed ON marketplace_trackingevent;
DROP TRIGGER never_emptied ON marketplace_trackingevent;
"""


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0003_edges"), ("escrow", "0002_append_only")]
    operations = [migrations.RunSQL("SELECT escrow_append_only('marketplace_trackingevent')", BACK)]
