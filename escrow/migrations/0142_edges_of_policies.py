"""Which state may follow which: written by `manage.py make_edges` from the machines."""

from django.db import migrations

FORTH = """
INSERT INTO escrow_stateedge VALUES
    ('escrow_policydraft', '', 'draft'),
    ('escrow_policydraft', 'draft', 'discarded'),
    ('escrow_policydraft', 'draft', 'proposed'),
    ('escrow_policydraft', 'proposed', 'discarded'),
    ('escrow_policydraft', 'proposed', 'draft'),
    ('escrow_policydraft', 'proposed', 'published'),
    ('escrow_policydraft', 'proposed', 'scheduled'),
    ('escrow_policydraft', 'scheduled', 'draft'),
    ('escrow_policydraft', 'scheduled', 'published');
SELECT escrow_follow_edges('escrow_policydraft');
"""
BACK = """
DROP TRIGGER follows_its_edges ON escrow_policydraft;
DELETE FROM escrow_stateedge WHERE (machine, source, target) IN (
    ('escrow_policydraft', '', 'draft'),
    ('escrow_policydraft', 'draft', 'discarded'),
    ('escrow_policydraft', 'draft', 'proposed'),
    ('escrow_policydraft', 'proposed', 'discarded'),
    ('escrow_policydraft', 'proposed', 'draft'),
    ('escrow_policydraft', 'proposed', 'published'),
    ('escrow_policydraft', 'proposed', 'scheduled'),
    ('escrow_policydraft', 'scheduled', 'draft'),
    ('escrow_policydraft', 'scheduled', 'published')
);
"""


class Migration(migrations.Migration):
    dependencies = [("escrow", "0141_policy_drafts")]
    operations = [migrations.RunSQL(FORTH, BACK)]
