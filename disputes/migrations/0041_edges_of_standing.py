"""Which state may follow which: written by `manage.py make_edges` from the machines."""

from django.db import migrations

FORTH = """
INSERT INTO escrow_stateedge VALUES
    ('disputes_restriction', '', 'proposed'),
    ('disputes_restriction', 'in_force', 'lifted'),
    ('disputes_restriction', 'in_force', 'over'),
    ('disputes_restriction', 'proposed', 'dropped'),
    ('disputes_restriction', 'proposed', 'in_force'),
    ('disputes_standingappeal', '', 'open'),
    ('disputes_standingappeal', 'open', 'denied'),
    ('disputes_standingappeal', 'open', 'granted'),
    ('disputes_standingappeal', 'open', 'moot'),
    ('disputes_standingappeal', 'open', 'unanswered');
SELECT escrow_follow_edges('disputes_restriction');
SELECT escrow_follow_edges('disputes_standingappeal');
"""
BACK = """
DROP TRIGGER follows_its_edges ON disputes_restriction;
DROP TRIGGER follows_its_edges ON disputes_standingappeal;
DELETE FROM escrow_stateedge WHERE (machine, source, target) IN (
    ('disputes_restriction', '', 'proposed'),
    ('disputes_restriction', 'in_force', 'lifted'),
    ('disputes_restriction', 'in_force', 'over'),
    ('disputes_restriction', 'proposed', 'dropped'),
    ('disputes_restriction', 'proposed', 'in_force'),
    ('disputes_standingappeal', '', 'open'),
    ('disputes_standingappeal', 'open', 'denied'),
    ('disputes_standingappeal', 'open', 'granted'),
    ('disputes_standingappeal', 'open', 'moot'),
    ('disputes_standingappeal', 'open', 'unanswered')
);
"""


class Migration(migrations.Migration):
    dependencies = [("disputes", "0040_buyer_standing"), ("escrow", "0004_hold_refusals")]
    operations = [migrations.RunSQL(FORTH, BACK)]
