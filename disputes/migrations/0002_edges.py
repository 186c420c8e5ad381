"""Which state may follow which: written by `manage.py make_edges` from the machines."""

from django.db import migrations

FORTH = """
DELETE FROM escrow_stateedge WHERE machine IN ('disputes_dispute');
INSERT INTO escrow_stateedge (machine, source, target) VALUES
    ('disputes_dispute', '', 'awaiting_seller'),
    ('disputes_dispute', 'awaiting_seller', 'escalated'),
    ('disputes_dispute', 'awaiting_seller', 'resolved'),
    ('disputes_dispute', 'awaiting_seller', 'withdrawn'),
    ('disputes_dispute', 'escalated', 'resolved'),
    ('disputes_dispute', 'escalated', 'withdrawn');
SELECT escrow_follow_edges('disputes_dispute');
"""
BACK = """
DROP TRIGGER follows_its_edges ON disputes_dispute;
DELETE FROM escrow_stateedge WHERE machine IN ('disputes_dispute');
"""


class Migration(migrations.Migration):
    dependencies = [("disputes", "0001_cases"), ("escrow", "0004_hold_refusals")]
    operations = [migrations.RunSQL(FORTH, BACK)]
