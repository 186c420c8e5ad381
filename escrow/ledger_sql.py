"""The statements of `escrow/ledger.py`: the only ones that write accounts, entries and postings."""

OPEN_WANTED = """
    INSERT INTO escrow_account (kind, owner, currency, floored, sign, balance_minor)
    SELECT kind, owner, currency, false, 1, 0 FROM wanted w
    WHERE NOT EXISTS (SELECT 1 FROM escrow_account a WHERE (a.kind, a.owner, a.currency)
                      = (w.kind, w.owner, w.currency))
    ORDER BY kind, owner, currency
    ON CONFLICT DO NOTHING RETURNING kind, owner, currency, id
"""
# Opens what does not exist yet and finds the rest, in one statement.
OPEN = f"""
    WITH wanted AS (
        SELECT * FROM unnest(%s::text[], %s::text[], %s::text[]) AS w (kind, owner, currency)
    ), opened AS ({OPEN_WANTED})
    SELECT a.kind, a.owner, a.currency, a.id FROM escrow_account a JOIN wanted w
        ON (a.kind, a.owner, a.currency) = (w.kind, w.owner, w.currency)
    UNION ALL SELECT kind, owner, currency, id FROM opened
"""  # noqa: S608
POST = """
    WITH entries AS (
        INSERT INTO escrow_journalentry (key, kind, at, reverses_id)
        SELECT key, kind, %(at)s, reverses
        FROM unnest(%(keys)s::text[], %(kinds)s::text[], %(reverses)s::bigint[])
            AS e (key, kind, reverses)
        RETURNING id, key
    ), postings AS (
        INSERT INTO escrow_posting (entry_id, account_id, amount_minor, currency, at)
        SELECT e.id, l.account_id, l.minor, l.currency, %(at)s
        FROM unnest(%(of)s::text[], %(accounts)s::bigint[], %(minor)s::bigint[], %(currencies)s::text[])
            AS l (key, account_id, minor, currency) JOIN entries e USING (key)
    )
    SELECT key, id FROM entries
"""
# The rest of a statement that computes `written` (key, kind) and their `lines` (key, kind, owner,
# currency, minor) itself. Nothing is written unless every account is open: then `ready` is empty.
POST_LINES = """
    placed AS MATERIALIZED (
        SELECT *, (SELECT a.id FROM escrow_account a WHERE (a.kind, a.owner, a.currency)
                   = (l.kind, l.owner, l.currency)) AS account_id
        FROM lines l
    ), ready AS MATERIALIZED (
        SELECT WHERE NOT EXISTS (SELECT FROM placed WHERE account_id IS NULL)
    ), entries AS (
        INSERT INTO escrow_journalentry (key, kind, at)
        SELECT key, kind, %(at)s FROM written, ready RETURNING id, key
    ), postings AS (
        INSERT INTO escrow_posting (entry_id, account_id, amount_minor, currency, at)
        SELECT e.id, p.account_id, p.minor, p.currency, %(at)s FROM placed p JOIN entries e USING (key)
    )
"""
