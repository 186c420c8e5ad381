"""Which state may follow which: written by `manage.py make_edges` from the machines."""

from django.db import migrations

FORTH = """
INSERT INTO escrow_stateedge VALUES
    ('marketplace_cancelrequest', '', 'open'),
    ('marketplace_cancelrequest', 'open', 'agreed'),
    ('marketplace_cancelrequest', 'open', 'declined'),
    ('marketplace_cancelrequest', 'open', 'overtaken'),
    ('marketplace_cancelrequest', 'open', 'taken_back'),
    ('marketplace_cancelrequest', 'open', 'unanswered');
SELECT escrow_follow_edges('marketplace_cancelrequest');
"""
BACK = """
DROP TRIGGER follows_its_edges ON marketplace_cancelrequest;
DELETE FROM escrow_stateedge WHERE (machine, source, target) IN (
    ('marketplace_cancelrequest', '', 'open'),
    ('marketplace_cancelrequest', 'open', 'agreed'),
    ('marketplace_cancelrequest', 'open', 'declined'),
    ('marketplace_cancelrequest', 'open', 'overtaken'),
    ('marketplace_cancelrequest', 'open', 'taken_back'),
    ('marketplace_cancelrequest', 'open', 'unanswered')
);
"""


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0071_cancel_requests"), ("escrow", "0004_hold_refusals")]
    operations = [migrations.RunSQL(FORTH, BACK)]
