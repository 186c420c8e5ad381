"""Which state may follow which: written by `manage.py make_edges` from the machines."""

from django.db import migrations

FORTH = """
INSERT INTO escrow_stateedge VALUES
    ('disputes_evidence', '', 'checking'),
    ('disputes_evidence', 'checking', 'ready'),
    ('disputes_evidence', 'checking', 'refused');
SELECT escrow_follow_edges('disputes_evidence');
"""
BACK = """
DROP TRIGGER follows_its_edges ON disputes_evidence;
DELETE FROM escrow_stateedge WHERE (machine, source, target) IN (
    ('disputes_evidence', '', 'checking'),
    ('disputes_evidence', 'checking', 'ready'),
    ('disputes_evidence', 'checking', 'refused')
);
"""


class Migration(migrations.Migration):
    dependencies = [("disputes", "0020_evidence_is_checked"), ("escrow", "0004_hold_refusals")]
    operations = [migrations.RunSQL(FORTH, BACK)]
