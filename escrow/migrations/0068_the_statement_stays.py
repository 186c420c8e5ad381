"""A line of a statement, what was made of it, and a payment file are never changed."""

from django.db import migrations

TABLES = ["escrow_bankstatement", "escrow_bankline", "escrow_bankmovement", "escrow_bankfile"]
KEPT = ["escrow_bankcharge", "escrow_banktransfer"]
STAY = "".join(f"SELECT escrow_append_only('{table}');\n" for table in TABLES) + "".join(
    f"""CREATE TRIGGER never_deleted BEFORE DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION escrow_refuse_change();
"""
    for table in KEPT
)
BACK = "".join(
    f"DROP TRIGGER never_changed ON {table}; DROP TRIGGER never_emptied ON {table};\n"
    for table in TABLES
) + "".join(f"DROP TRIGGER never_deleted ON {table};\n" for table in KEPT)


class Migration(migrations.Migration):
    dependencies = [("escrow", "0067_bank_account")]
    operations = [migrations.RunSQL(STAY, BACK)]
