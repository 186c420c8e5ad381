"""Which state may follow which: written by `manage.py make_edges` from the machines."""

from django.db import migrations

FORTH = """
INSERT INTO escrow_stateedge VALUES
    ('marketplace_dataexport', '', 'asked'),
    ('marketplace_dataexport', 'asked', 'failed'),
    ('marketplace_dataexport', 'asked', 'ready'),
    ('marketplace_dataexport', 'ready', 'gone');
SELECT escrow_follow_edges('marketplace_dataexport');
"""
BACK = """
DROP TRIGGER follows_its_edges ON marketplace_dataexport;
DELETE FROM escrow_stateedge WHERE machine = 'marketplace_dataexport';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("marketplace", "0104_who_has_left_is_nobody"),
        ("escrow", "0004_hold_refusals"),
    ]
    operations = [migrations.RunSQL(FORTH, BACK)]
