"""What a carrier saw of a return, what it weighed, and what was sent again are never changed."""

from django.db import migrations

TABLES = ["disputes_returnscan", "disputes_returnweight", "disputes_replacement"]
THERE = "".join(f"SELECT escrow_append_only('{table}');\n" for table in TABLES)
BACK = "".join(
    f"DROP TRIGGER never_changed ON {table};\nDROP TRIGGER never_emptied ON {table};\n"
    for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("disputes", "0030_returns_and_replacements")]
    operations = [migrations.RunSQL(THERE, BACK)]
