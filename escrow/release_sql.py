"""The statements of `escrow/release.py`. Every join goes by an index from the holds' ids, so that
a batch costs the same in a table of any size."""

from escrow.ledger_sql import OPEN_WANTED, POST_LINES
from escrow.reserves import KEEP_SHARES

TAKE = """
    SELECT id::text, state, coalesce(release_at <= %(at)s, false) FROM escrow_hold h
    WHERE id = ANY(%(ids)s::uuid[]) ORDER BY h.id FOR NO KEY UPDATE SKIP LOCKED
"""

LET_GO = """
    UPDATE escrow_hold h SET state = %(target)s, released_minor = h.released_minor + going.minor,
        settled_at = %(at)s, time_left = NULL
    FROM (
        SELECT id, captured_minor - released_minor - refunded_minor - charged_back_minor AS minor
        FROM escrow_hold WHERE id = ANY(%(ids)s::uuid[]) AND state = ANY(%(sources)s)
    ) going
    WHERE h.id = going.id
    RETURNING h.id::text, going.minor, EXISTS (
        SELECT FROM escrow_account a WHERE a.kind = 'seller_receivable' AND a.balance_minor > 0
        AND a.owner = 'seller:' || h.seller_id AND a.currency = h.currency)
"""

# Tax is its part of the price, commission and reserve are rounded half up, the seller takes what
# rounding leaves. Numeric, because an amount times an amount is more than a bigint holds.
_SHARES = """
    going AS MATERIALIZED (
        SELECT h.id, h.seller_id, h.currency, h.commission_bps, h.reserve_bps,
            h.reserve_days, h.tax_minor,
            h.goods_minor + h.shipping_minor + h.tax_minor AS base,
            g.minor AS amount, least(h.plus_minor, g.minor)::numeric AS plus
        FROM unnest(%(ids)s::uuid[], %(minor)s::bigint[]) AS g (id, minor)
        JOIN escrow_hold h ON h.id = g.id
    ), taxed AS MATERIALIZED (
        SELECT *, CASE WHEN tax_minor = 0 THEN 0
            ELSE div((amount - plus) * tax_minor * 2 + base, base * 2) END AS tax FROM going
    ), charged AS MATERIALIZED (
        SELECT *, amount - plus - tax AS gross,
            div((amount - plus - tax) * commission_bps * 2 + 10000, 20000) AS commission FROM taxed
    ), reserved AS MATERIALIZED (
        SELECT *, div((gross - commission) * reserve_bps * 2 + 10000, 20000) AS reserve FROM charged
    ), shares AS MATERIALIZED (
        SELECT *, gross - commission - reserve AS seller FROM reserved
    )
"""
# With the lines of entries that were computed elsewhere, so that all arrive in one statement.
_LINES = """
    written AS MATERIALIZED (
        SELECT 'release:' || id AS key, 'release' AS kind FROM shares
        UNION ALL SELECT * FROM unnest(%(more_keys)s::text[], %(more_kinds)s::text[])
    ), lines AS MATERIALIZED (
        SELECT 'release:' || s.id AS key, l.kind, l.owner, s.currency, l.minor
        FROM shares s CROSS JOIN LATERAL (VALUES
            ('escrow', 'hold:' || s.id, s.amount),
            ('seller_payable', 'seller:' || s.seller_id, -s.seller),
            ('seller_reserve', 'seller:' || s.seller_id, -s.reserve),
            ('commission', '', -s.commission),
            ('tax_payable', '', -s.tax),
            ('plus_due', '', -s.plus)
        ) AS l (kind, owner, minor) WHERE l.minor <> 0
        UNION ALL SELECT * FROM unnest(%(more_of)s::text[], %(more_places)s::text[],
            %(more_owners)s::text[], %(more_currencies)s::text[], %(more_minor)s::numeric[])
    )
"""

SHARED = f"""
    WITH {_SHARES} SELECT id::text, seller, reserve, commission, tax, plus, seller_id, currency
    FROM shares ORDER BY id
"""  # noqa: S608

OPEN_ACCOUNTS = f"""
    WITH {_SHARES}, {_LINES}, wanted AS (SELECT DISTINCT kind, owner, currency FROM lines)
    {OPEN_WANTED}
"""  # noqa: S608

# Answers with nothing when an account is still to be opened, else with one row.
BOOK = f"""
    WITH {_SHARES}, {_LINES}, {POST_LINES}, {KEEP_SHARES} SELECT 1 FROM ready
"""  # noqa: S608
