"""What happened before facts knew whom they are about: buyers, shelves, completed orders, parcels."""

from django.db import migrations

FILL = """
UPDATE sellers_performancefact f SET buyer_id = o.buyer_id
FROM marketplace_order o WHERE f.reference = 'order:' || o.id AND f.buyer_id IS NULL;

UPDATE sellers_performancefact f SET buyer_id = c.buyer_id
FROM marketplace_conversation c
WHERE f.reference = 'conversation:' || c.id AND f.buyer_id IS NULL;

UPDATE sellers_performancefact f SET
    shelf_id = (
        SELECT coalesce(s.parent_id, s.id) FROM marketplace_orderline l
        JOIN marketplace_listing g ON g.id = l.listing_id
        JOIN marketplace_category s ON s.id = g.category_id
        WHERE f.reference = 'order:' || l.order_id ORDER BY l.unit_price_minor DESC, l.id LIMIT 1),
    counts = NOT EXISTS (
        SELECT FROM sellers_rating r
        WHERE f.reference = 'order:' || r.order_id AND r.hidden_at IS NOT NULL)
WHERE f.kind = 'rated';

INSERT INTO sellers_performancefact (seller_id, kind, reference, at, value, buyer_id, counts)
SELECT o.seller_id, 'completed', 'order:' || o.id, o.ended_at, 1, o.buyer_id, true
FROM marketplace_order o WHERE o.state = 'completed' AND EXISTS (
    SELECT FROM marketplace_orderline l JOIN escrow_hold h ON h.id = l.hold_id
    WHERE l.order_id = o.id AND h.released_minor > 0)
ON CONFLICT (kind, reference) DO NOTHING;

INSERT INTO sellers_performancefact (seller_id, kind, reference, at, value, buyer_id, counts)
SELECT o.seller_id, 'parcel_sent', 'shipment:' || p.id, p.dispatched_at, 1, o.buyer_id, true
FROM marketplace_shipment p JOIN marketplace_order o ON o.id = p.order_id
WHERE p.dispatched_at IS NOT NULL AND p.carrier <> 'by hand'
ON CONFLICT (kind, reference) DO NOTHING;

INSERT INTO sellers_performancefact (seller_id, kind, reference, at, value, buyer_id, counts)
SELECT o.seller_id, 'parcel_seen', 'shipment:' || p.id, min(e.received_at), 1, o.buyer_id, true
FROM marketplace_trackingevent e JOIN marketplace_shipment p ON p.id = e.shipment_id
JOIN marketplace_order o ON o.id = p.order_id
WHERE e.proof_grade <> 'D' GROUP BY o.seller_id, p.id, o.buyer_id
ON CONFLICT (kind, reference) DO NOTHING;
"""
BACK = """
DELETE FROM sellers_performancefact WHERE kind IN ('completed', 'parcel_sent', 'parcel_seen');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("marketplace", "0187_what_carriers_tell_us"),
        ("sellers", "0170_how_sellers_are_rated"),
        ("escrow", "0120_notices_are_read_and_proven"),
    ]
    operations = [migrations.RunSQL(FILL, BACK)]
