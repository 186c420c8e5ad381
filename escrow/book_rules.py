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
    "a refund that succeeded was booked once": """
        SELECT r.id, r.state, count(e.id) FROM escrow_refund r
        LEFT JOIN escrow_journalentry e ON e.key = 'refunded:' || r.id
        GROUP BY r.id HAVING count(e.id) <> (r.state = 'succeeded')::int""",
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
        JOIN escrow_posting o ON o.entry_id = p.entry_id
        JOIN escrow_account b ON b.id = o.account_id AND b.kind IN (
            'seller_payable', 'seller_reserve')
        WHERE b.owner <> 'seller:' || h.seller_id""",
    "a hold's recoveries are what it says": """
        SELECT h.id, h.recovered_minor, coalesce(sum(r.amount_minor), 0) FROM escrow_hold h
        LEFT JOIN escrow_recovery r ON r.hold_id = h.id
        GROUP BY h.id HAVING h.recovered_minor <> coalesce(sum(r.amount_minor), 0)""",
    "a recovery took what its entry says": """
        SELECT r.reference, r.from_reserve_minor, r.from_balance_minor, r.from_fund_minor
        FROM escrow_recovery r
        LEFT JOIN escrow_journalentry e ON e.key = 'recover:' || r.reference
        LEFT JOIN escrow_posting p ON p.entry_id = e.id
        LEFT JOIN escrow_account a ON a.id = p.account_id
        GROUP BY r.id HAVING (
            coalesce(sum(p.amount_minor) FILTER (WHERE a.kind = 'seller_reserve'), 0),
            coalesce(sum(p.amount_minor) FILTER (WHERE a.kind = 'seller_payable'), 0),
            coalesce(sum(p.amount_minor) FILTER (WHERE a.kind = 'guarantee_fund'), 0)
        ) <> (r.from_reserve_minor, r.from_balance_minor, r.from_fund_minor)""",
    "what sellers owe is what the fund advanced": """
        SELECT p.currency, sum(p.amount_minor) FROM escrow_posting p
        JOIN escrow_account a ON a.id = p.account_id
        WHERE a.kind IN ('seller_receivable', 'fund_advances')
        GROUP BY p.currency HAVING sum(p.amount_minor) <> 0""",
}
