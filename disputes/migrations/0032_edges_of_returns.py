"""Which state may follow which: written by `manage.py make_edges` from the machines."""

from django.db import migrations

FORTH = """
INSERT INTO escrow_stateedge VALUES
    ('disputes_return', '', 'approved'),
    ('disputes_return', 'approved', 'called_off'),
    ('disputes_return', 'approved', 'label_due'),
    ('disputes_return', 'approved', 'waived'),
    ('disputes_return', 'awaiting_shipment', 'called_off'),
    ('disputes_return', 'awaiting_shipment', 'delivered_to_seller'),
    ('disputes_return', 'awaiting_shipment', 'in_transit'),
    ('disputes_return', 'awaiting_shipment', 'waived'),
    ('disputes_return', 'delivered_to_seller', 'accepted'),
    ('disputes_return', 'delivered_to_seller', 'called_off'),
    ('disputes_return', 'delivered_to_seller', 'contested'),
    ('disputes_return', 'in_transit', 'called_off'),
    ('disputes_return', 'in_transit', 'delivered_to_seller'),
    ('disputes_return', 'in_transit', 'lost_in_return'),
    ('disputes_return', 'label_due', 'awaiting_shipment'),
    ('disputes_return', 'label_due', 'called_off'),
    ('disputes_return', 'label_due', 'waived');
SELECT escrow_follow_edges('disputes_return');
"""
BACK = """
DROP TRIGGER follows_its_edges ON disputes_return;
DELETE FROM escrow_stateedge WHERE (machine, source, target) IN (
    ('disputes_return', '', 'approved'),
    ('disputes_return', 'approved', 'called_off'),
    ('disputes_return', 'approved', 'label_due'),
    ('disputes_return', 'approved', 'waived'),
    ('disputes_return', 'awaiting_shipment', 'called_off'),
    ('disputes_return', 'awaiting_shipment', 'delivered_to_seller'),
    ('disputes_return', 'awaiting_shipment', 'in_transit'),
    ('disputes_return', 'awaiting_shipment', 'waived'),
    ('disputes_return', 'delivered_to_seller', 'accepted'),
    ('disputes_return', 'delivered_to_seller', 'called_off'),
    ('disputes_return', 'delivered_to_seller', 'contested'),
    ('disputes_return', 'in_transit', 'called_off'),
    ('disputes_return', 'in_transit', 'delivered_to_seller'),
    ('disputes_return', 'in_transit', 'lost_in_return'),
    ('disputes_return', 'label_due', 'awaiting_shipment'),
    ('disputes_return', 'label_due', 'called_off'),
    ('disputes_return', 'label_due', 'waived')
);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("disputes", "0031_what_is_seen_of_a_return_stays"),
        ("escrow", "0004_hold_refusals"),
    ]
    operations = [migrations.RunSQL(FORTH, BACK)]
