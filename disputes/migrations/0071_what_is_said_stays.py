"""A line of the timeline stays as it was said, and in the language it was said in."""

from django.db import migrations

BACK = """
DROP TRIGGER never_changed ON disputes_statement;
DROP TRIGGER never_emptied ON disputes_statement;
"""


class Migration(migrations.Migration):
    dependencies = [("disputes", "0070_the_language_of_what_is_said")]
    operations = [migrations.RunSQL("SELECT escrow_append_only('disputes_statement')", BACK)]
