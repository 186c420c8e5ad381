"""A decision, once written, stands as it was written."""

from django.db import migrations

BACK = """
DROP TRIGGER never_changed ON disputes_decision;
DROP TRIGGER never_emptied ON disputes_decision;
"""


class Migration(migrations.Migration):
    dependencies = [("disputes", "0002_edges"), ("escrow", "0002_append_only")]
    operations = [migrations.RunSQL("SELECT escrow_append_only('disputes_decision')", BACK)]
