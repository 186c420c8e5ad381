"""The statements of `completion`: what released money and its end mean for any number of orders.

A completed order counts for its seller if any of its money became theirs.
"""

from escrow import audit, currencies, outbox

LOCK = """
    SELECT o.id, o.policy_id, o.policy_sha256 FROM marketplace_order o WHERE o.id IN (
        SELECT order_id FROM marketplace_orderline WHERE hold_id = ANY(%s::uuid[]))
    ORDER BY o.id FOR NO KEY UPDATE
"""

# `released` is empty when no money has just moved. A notice is told to the seller first.
FINISH = f"""
    WITH released AS MATERIALIZED (
        SELECT o.id, o.buyer_id, s.user_id AS seller_id, o.currency, sum(h.released_minor) AS minor,
            min(h.id::text) AS first_hold
        FROM escrow_hold h JOIN marketplace_orderline l ON l.hold_id = h.id
        JOIN marketplace_order o ON o.id = l.order_id JOIN sellers_seller s ON s.id = o.seller_id
        WHERE h.id = ANY(%(holds)s::uuid[]) GROUP BY o.id, s.id
    ), over AS MATERIALIZED (
        SELECT o.id, o.policy_id FROM marketplace_order o WHERE o.id = ANY(%(orders)s) AND NOT EXISTS (
            SELECT FROM marketplace_orderline l JOIN escrow_hold h ON h.id = l.hold_id
            WHERE l.order_id = o.id AND h.state = ANY(%(unsettled)s))
    ), completed AS (
        UPDATE marketplace_order o SET state = %(target)s, ended_at = %(at)s, review_until = w.until
        FROM over JOIN unnest(%(policies)s::int[], %(until)s::timestamptz[]) AS w (policy_id, until)
            ON w.policy_id = over.policy_id
        WHERE o.id = over.id AND o.state = ANY(%(sources)s) RETURNING o.id, o.buyer_id,
            o.seller_id
    ), told AS (
        SELECT p.to_id, 'money_released' AS kind, 'order' AS subject_type, r.id::text AS subject_id,
            jsonb_build_object('minor', r.minor) AS detail, r.id || ':' || r.first_hold AS key
        FROM released r CROSS JOIN LATERAL (VALUES (r.seller_id), (r.buyer_id)) AS p (to_id)
        UNION ALL
        SELECT buyer_id, 'order_complete', 'order', id::text, '{{}}', id::text FROM completed
        UNION ALL
        SELECT s.user_id, 'sale_complete', 'order', c.id::text, '{{}}', c.id::text
        FROM completed c JOIN sellers_seller s ON s.id = c.seller_id
    ), noted AS (
        INSERT INTO sellers_performancefact
            (seller_id, kind, reference, at, value, buyer_id, counts)
        SELECT c.seller_id, 'completed', 'order:' || c.id, %(at)s, 1, c.buyer_id, true
        FROM completed c WHERE EXISTS (
            SELECT FROM marketplace_orderline l JOIN escrow_hold h ON h.id = l.hold_id
            WHERE l.order_id = c.id AND h.released_minor > 0)
        ON CONFLICT (kind, reference) DO NOTHING
    ), recorded AS (
        SELECT %(by)s::bigint AS by_id, 'released' AS action, 'order' AS subject_type, id::text
            AS subject_id, jsonb_build_object('amount', {currencies.as_text("minor")}) AS detail
        FROM released
        UNION ALL
        SELECT NULL, 'completed', 'order', id::text, '{{}}' FROM completed
    ), announced AS ({outbox.ANNOUNCE_TOLD}), audited AS ({audit.RECORD_RECORDED})
    SELECT id FROM over
"""  # noqa: S608 (built from constants)
