"""More that must hold between the journal and the rows beside it, each as the query for its breaches.

Like those in `checking`, they use none of the code that writes.
"""

RULES: dict[str, str] = {
    "an account is as the chart says": """
        SELECT a.id, a.kind, a.sign, a.floored FROM escrow_account a
        LEFT JOIN escrow_accountkind k ON k.kind = a.kind
        WHERE k.kind IS NULL OR (a.sign, a.floored) <> (k.sign, k.floored)""",
    "a posting is of its entry's instant": """
        SELECT p.id, p.at, e.at FROM escrow_posting p
        JOIN escrow_journalentry e ON e.id = p.entry_id WHERE p.at <> e.at""",
    "an opposite entry is the opposite": """
        SELECT e.key, p.account_id, sum(p.amount_minor) FROM escrow_journalentry e
        JOIN escrow_posting p ON p.entry_id IN (e.id, e.reverses_id)
        WHERE e.reverses_id IS NOT NULL
        GROUP BY e.key, p.account_id HAVING sum(p.amount_minor) <> 0""",
    "what a payment captured came in with it": """
        SELECT y.id, y.captured_minor, coalesce(-sum(p.amount_minor), 0) FROM escrow_payment y
        LEFT JOIN escrow_account a ON a.kind = 'unapplied' AND a.owner = 'payment:' || y.id
        LEFT JOIN escrow_posting p ON p.account_id = a.id AND p.amount_minor < 0
        GROUP BY y.id HAVING y.captured_minor <> coalesce(-sum(p.amount_minor), 0)""",
    "a hold is paid by its fundings": """
        SELECT h.id, h.captured_minor, coalesce(sum(f.amount_minor), 0) FROM escrow_hold h
        LEFT JOIN escrow_holdfunding f ON f.hold_id = h.id AND f.in_force
        GROUP BY h.id HAVING h.captured_minor <> coalesce(sum(f.amount_minor), 0)""",
    "a funding gave back what its refunds say": """
        SELECT f.id, f.refunded_minor, coalesce(sum(r.amount_minor), 0) FROM escrow_holdfunding f
        LEFT JOIN escrow_refund r ON r.hold_id = f.hold_id AND r.payment_id = f.payment_id
        GROUP BY f.id HAVING f.refunded_minor <> coalesce(sum(r.amount_minor), 0)""",
    "a refund's call is booked as it was answered": """
        SELECT o.id, o.state, o.returned_at, count(e.id) FROM escrow_operation o
        LEFT JOIN escrow_journalentry e ON e.key IN ('refunded:' || o.id, 'bounced:' || o.id)
        WHERE o.kind = 'refund' GROUP BY o.id
        HAVING count(e.id) <> (o.state = 'succeeded')::int + (o.returned_at IS NOT NULL)::int""",
    "a payout's call is booked as it was answered": """
        SELECT o.id, o.state, o.returned_at, count(e.id) FROM escrow_operation o
        LEFT JOIN escrow_journalentry e ON e.key IN (
            'paid-out:' || o.id, 'payout-failed:' || o.id, 'payout-returned:' || o.id)
        WHERE o.kind = 'payout' GROUP BY o.id
        HAVING count(e.id) <> (o.state IN ('succeeded', 'declined'))::int
            + (o.returned_at IS NOT NULL)::int""",
    "what a hold released is its seller's, or fees": """
        SELECT h.id, h.released_minor, coalesce(-sum(o.amount_minor), 0) FROM escrow_hold h
        LEFT JOIN (
            SELECT DISTINCT a.owner, p.entry_id FROM escrow_posting p JOIN escrow_account a
                ON a.id = p.account_id AND a.kind = 'escrow' WHERE p.amount_minor > 0
        ) left_with ON left_with.owner = 'hold:' || h.id
        LEFT JOIN (
            SELECT o.entry_id, o.amount_minor FROM escrow_posting o
            JOIN escrow_account b ON b.id = o.account_id AND b.kind IN (
                'seller_payable', 'seller_reserve', 'commission', 'tax_payable', 'plus_due')
            WHERE o.amount_minor < 0
        ) o ON o.entry_id = left_with.entry_id
        GROUP BY h.id HAVING h.released_minor <> coalesce(-sum(o.amount_minor), 0)""",
    "a hold pays its own seller": """
        SELECT h.id, h.seller_id, b.owner FROM escrow_hold h
        JOIN escrow_account a ON a.kind = 'escrow' AND a.owner = 'hold:' || h.id
        JOIN escrow_posting p ON p.account_id = a.id
        JOIN escrow_journalentry e ON e.id = p.entry_id AND e.kind IN ('release', 'settle')
        JOIN escrow_posting o ON o.entry_id = e.id
        JOIN escrow_account b ON b.id = o.account_id AND b.kind IN (
            'seller_payable', 'seller_reserve')
        WHERE b.owner <> 'seller:' || h.seller_id""",
    "a hold's recoveries are what it says": """
        SELECT h.id, h.recovered_minor, found.minor FROM escrow_hold h, LATERAL (
            SELECT coalesce(sum(minor), 0) AS minor FROM (
                SELECT amount_minor AS minor FROM escrow_recovery WHERE hold_id = h.id
                UNION ALL
                SELECT recovered_minor FROM escrow_chargebackpart WHERE hold_id = h.id
            ) each_way
        ) found WHERE h.recovered_minor <> found.minor""",
    "a recovery took what its entry says": """
        SELECT r.reference, r.from_reserve_minor, r.from_balance_minor, r.from_fund_minor
        FROM escrow_recovery r
        LEFT JOIN escrow_journalentry e ON e.key = 'recover:' || r.reference
        LEFT JOIN escrow_posting p ON p.entry_id = e.id
        LEFT JOIN escrow_account a ON a.id = p.account_id
        GROUP BY r.id HAVING (
            coalesce(sum(p.amount_minor) FILTER (WHERE a.kind = 'seller_reserve'), 0),
            coalesce(sum(p.amount_minor) FILTER (WHERE a.kind = 'seller_payable'), 0),
            coalesce(sum(p.amount_minor) FILTER (WHERE a.kind = 'guarantee_fund'), 0),
            coalesce(sum(p.amount_minor) FILTER (WHERE a.kind = 'commission'), 0)
        ) <> (r.from_reserve_minor, r.from_balance_minor, r.from_fund_minor,
            r.from_commission_minor)""",
    "the fund's months are its postings": """
        SELECT coalesce(f.currency, p.currency), coalesce(f.month, p.month),
            coalesce(f.kind, p.kind), f.amount_minor, p.minor
        FROM escrow_fundmonth f FULL JOIN (
            SELECT p.currency, date_trunc('month', p.at AT TIME ZONE 'UTC')::date AS month, e.kind,
                -sum(p.amount_minor) AS minor
            FROM escrow_posting p
            JOIN escrow_account a ON a.id = p.account_id AND a.kind = 'guarantee_fund'
            JOIN escrow_journalentry e ON e.id = p.entry_id GROUP BY 1, 2, 3
        ) p ON (p.currency, p.month, p.kind) = (f.currency, f.month, f.kind)
        WHERE f.amount_minor IS DISTINCT FROM p.minor""",
    "a deposit lies where the bank's statement put it": """
        SELECT owner, currency, sum(minor) FROM (
            SELECT a.owner, p.currency, -p.amount_minor AS minor FROM escrow_posting p
            JOIN escrow_account a ON a.id = p.account_id
                AND a.kind = 'unapplied' AND a.owner LIKE 'deposit:%'
            UNION ALL SELECT 'deposit:' || about, currency, -amount_minor
                FROM escrow_bankmovement WHERE what = 'deposit'
        ) both_sides GROUP BY owner, currency HAVING sum(minor) <> 0""",
    "what we made of the statements is what stands in them": """
        SELECT currency, sum(minor) FROM (
            SELECT currency, amount_minor AS minor FROM escrow_bankline l
                WHERE EXISTS (SELECT 1 FROM escrow_bankmovement m WHERE m.line_id = l.id)
            UNION ALL SELECT currency, -amount_minor FROM escrow_bankmovement
                WHERE NOT (what = 'refund' AND line_id IS NULL)
        ) both_sides GROUP BY currency HAVING sum(minor) <> 0""",
}
