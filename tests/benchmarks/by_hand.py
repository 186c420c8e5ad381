"""What a person would write with nothing but SQL: the same rows, a thousand holds a statement.

It knows that every order here has one line and a review window of 30 days, and asks nothing that
it knows already. It runs as the application's role, with every constraint and trigger on.
"""

from __future__ import annotations

import psycopg

TAKEN = """
    WITH due AS MATERIALIZED (
        SELECT id AS deadline_id, subject_id::uuid AS id FROM escrow_deadline
        WHERE state = 'pending' AND due_at <= %(at)s AND kind = 'release'
        ORDER BY due_at, id LIMIT 1000
    ), going AS MATERIALIZED (
        SELECT h.*, due.deadline_id FROM escrow_hold h JOIN due USING (id)
        WHERE h.state = 'inspecting' AND h.release_at <= %(at)s ORDER BY h.id
        FOR NO KEY UPDATE OF h SKIP LOCKED
    ), taxed AS MATERIALIZED (
        SELECT g.*, captured_minor - plus_minor - tax_minor AS gross,
            div((captured_minor - plus_minor - tax_minor)::numeric * commission_bps * 2 + 10000, 20000)
                AS commission
        FROM going g
    ), shares AS MATERIALIZED (
        SELECT t.*, div((gross - commission) * reserve_bps * 2 + 10000, 20000) AS reserve,
            nextval(pg_get_serial_sequence('escrow_journalentry', 'id')) AS entry_id FROM taxed t
    ), released AS (
        UPDATE escrow_hold h SET state = 'released', released_minor = h.captured_minor,
            settled_at = %(at)s, time_left = NULL
        FROM going g WHERE h.id = g.id
    ), lines AS (
        SELECT s.entry_id, l.kind, l.owner, l.minor FROM shares s CROSS JOIN LATERAL (VALUES
            ('escrow', 'hold:' || s.id, captured_minor),
            ('seller_payable', 'seller:' || s.seller_id, -(gross - commission - reserve)),
            ('seller_reserve', 'seller:' || s.seller_id, -reserve),
            ('commission', '', -commission), ('tax_payable', '', -tax_minor::numeric),
            ('plus_due', '', -plus_minor::numeric)
        ) AS l (kind, owner, minor) WHERE l.minor <> 0
    ), entries AS (
        INSERT INTO escrow_journalentry (id, key, kind, at)
        SELECT entry_id, 'release:' || id, 'release', %(at)s FROM shares
    ), postings AS (
        INSERT INTO escrow_posting (entry_id, account_id, amount_minor, currency, at)
        SELECT entry_id, (SELECT id FROM escrow_account a WHERE a.kind = l.kind AND a.owner = l.owner
            AND a.currency = 'EUR'), minor, 'EUR', %(at)s FROM lines l
    ), kept AS (
        INSERT INTO escrow_reserve (hold_id, seller_id, currency, amount_minor, left_minor, due_at)
        SELECT id, seller_id, 'EUR', reserve, reserve, %(at)s + reserve_days * interval '1 day'
        FROM shares WHERE reserve > 0 RETURNING hold_id, due_at
    ), promised AS (
        INSERT INTO escrow_deadline
            (subject_type, subject_id, kind, due_at, state, attempts, last_error)
        SELECT 'hold', hold_id, 'reserve_due', due_at, 'pending', 0, '' FROM kept
    )
"""
MONEY_ONLY = (
    TAKEN
    + """
    UPDATE escrow_deadline d SET state = 'done', settled_at = %(at)s FROM going g
    WHERE d.id = g.deadline_id
"""
)
EVERYTHING = (
    TAKEN
    + """, completed AS (
        UPDATE marketplace_order o SET state = 'completed', ended_at = %(at)s,
            review_until = %(at)s + interval '30 days'
        FROM going g JOIN marketplace_orderline l ON l.hold_id = g.id
        WHERE o.id = l.order_id
        RETURNING o.id, g.id AS hold_id, o.buyer_id, o.seller_id, g.captured_minor AS minor
    ), sold AS (SELECT c.*, s.user_id FROM completed c JOIN sellers_seller s ON s.id = c.seller_id
    ), told AS (
        INSERT INTO escrow_notice (to_id, kind, key, subject_type, subject_id, detail, created_at,
            attempts, last_error, subject_line, body)
        SELECT p.to_id, p.kind, p.kind || ':' || c.id || ':' || p.key || ':' || p.to_id, 'order',
            c.id::text, p.detail, %(at)s, 0, '', '', ''
        FROM sold c CROSS JOIN LATERAL (VALUES
            (c.user_id, 'money_released', c.hold_id::text, jsonb_build_object('minor', c.minor)),
            (c.buyer_id, 'money_released', c.hold_id::text, jsonb_build_object('minor', c.minor)),
            (c.buyer_id, 'order_complete', '', '{}'::jsonb)
        ) AS p (to_id, kind, key, detail)
    ), audited AS (
        INSERT INTO escrow_auditentry (at, by_id, action, subject_type, subject_id, detail)
        SELECT %(at)s, NULL, a.action, 'order', c.id::text, a.detail
        FROM sold c CROSS JOIN LATERAL (VALUES
            ('released', jsonb_build_object('amount', round(c.minor / 100.0, 2) || ' EUR')),
            ('completed', '{}'::jsonb)
        ) AS a (action, detail)
    )
    UPDATE escrow_deadline d SET state = 'done', settled_at = %(at)s FROM going g
    WHERE d.id = g.deadline_id
"""
)


def drain(url: str, statement: str, at: object) -> int:
    """A transaction for each thousand until nothing is due; returns how many were released."""
    released = 0
    with psycopg.connect(url, prepare_threshold=None) as connection:
        cursor = psycopg.ClientCursor(connection)
        while cursor.execute(statement, {"at": at}).rowcount:
            released += cursor.rowcount
            connection.commit()
    return released
