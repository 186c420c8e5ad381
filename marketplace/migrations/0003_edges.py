"""Which state may follow which: written by `manage.py make_edges` from the machines."""

from django.db import migrations

FORTH = """
DELETE FROM escrow_stateedge WHERE machine IN ('marketplace_order', 'marketplace_shipment');
INSERT INTO escrow_stateedge (machine, source, target) VALUES
    ('marketplace_order', '', 'pending_payment'),
    ('marketplace_order', 'delivered', 'completed'),
    ('marketplace_order', 'paid', 'cancelled'),
    ('marketplace_order', 'paid', 'partially_shipped'),
    ('marketplace_order', 'paid', 'shipped'),
    ('marketplace_order', 'partially_shipped', 'cancelled'),
    ('marketplace_order', 'partially_shipped', 'shipped'),
    ('marketplace_order', 'pending_payment', 'cancelled'),
    ('marketplace_order', 'pending_payment', 'expired'),
    ('marketplace_order', 'pending_payment', 'paid'),
    ('marketplace_order', 'shipped', 'completed'),
    ('marketplace_order', 'shipped', 'delivered'),
    ('marketplace_shipment', '', 'dispatched'),
    ('marketplace_shipment', 'attempt_failed', 'awaiting_pickup'),
    ('marketplace_shipment', 'attempt_failed', 'delivered'),
    ('marketplace_shipment', 'attempt_failed', 'in_transit'),
    ('marketplace_shipment', 'attempt_failed', 'lost'),
    ('marketplace_shipment', 'attempt_failed', 'out_for_delivery'),
    ('marketplace_shipment', 'attempt_failed', 'returned'),
    ('marketplace_shipment', 'attempt_failed', 'returning'),
    ('marketplace_shipment', 'awaiting_pickup', 'attempt_failed'),
    ('marketplace_shipment', 'awaiting_pickup', 'delivered'),
    ('marketplace_shipment', 'awaiting_pickup', 'lost'),
    ('marketplace_shipment', 'awaiting_pickup', 'returned'),
    ('marketplace_shipment', 'awaiting_pickup', 'returning'),
    ('marketplace_shipment', 'dispatched', 'awaiting_pickup'),
    ('marketplace_shipment', 'dispatched', 'delivered'),
    ('marketplace_shipment', 'dispatched', 'in_transit'),
    ('marketplace_shipment', 'dispatched', 'lost'),
    ('marketplace_shipment', 'dispatched', 'out_for_delivery'),
    ('marketplace_shipment', 'dispatched', 'returned'),
    ('marketplace_shipment', 'dispatched', 'returning'),
    ('marketplace_shipment', 'in_transit', 'awaiting_pickup'),
    ('marketplace_shipment', 'in_transit', 'delivered'),
    ('marketplace_shipment', 'in_transit', 'lost'),
    ('marketplace_shipment', 'in_transit', 'out_for_delivery'),
    ('marketplace_shipment', 'in_transit', 'returned'),
    ('marketplace_shipment', 'in_transit', 'returning'),
    ('marketplace_shipment', 'lost', 'delivered'),
    ('marketplace_shipment', 'out_for_delivery', 'attempt_failed'),
    ('marketplace_shipment', 'out_for_delivery', 'delivered'),
    ('marketplace_shipment', 'out_for_delivery', 'lost'),
    ('marketplace_shipment', 'out_for_delivery', 'returned'),
    ('marketplace_shipment', 'out_for_delivery', 'returning'),
    ('marketplace_shipment', 'returning', 'delivered'),
    ('marketplace_shipment', 'returning', 'lost'),
    ('marketplace_shipment', 'returning', 'returned');
SELECT escrow_follow_edges('marketplace_order');
SELECT escrow_follow_edges('marketplace_shipment');
"""
BACK = """
DROP TRIGGER follows_its_edges ON marketplace_order;
DROP TRIGGER follows_its_edges ON marketplace_shipment;
DELETE FROM escrow_stateedge WHERE machine IN ('marketplace_order', 'marketplace_shipment');
"""


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0002_shop"), ("escrow", "0004_hold_refusals")]
    operations = [migrations.RunSQL(FORTH, BACK)]
