"""Proves the books from the rows alone, with none of the code that writes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from escrow import gateways


@dataclass(frozen=True)
class Difference:
    """Something in the books disagrees with something else."""

    rule: str
    row: str


RULES: dict[str, str] = {
    "every entry balances": """
        SELECT e.key, p.currency, sum(p.amount_minor) FROM escrow_posting p
        LEFT JOIN escrow_journalentry e ON e.id = p.entry_id
        GROUP BY e.key, p.currency HAVING e.key IS NULL OR sum(p.amount_minor) <> 0""",
    "every entry has two sides": """
        SELECT e.key FROM escrow_journalentry e LEFT JOIN escrow_posting p ON p.entry_id = e.id
        GROUP BY e.key HAVING count(p.id) < 2""",
    "the trial balance is zero": """
        SELECT currency, sum(amount_minor) FROM escrow_posting
        GROUP BY currency HAVING sum(amount_minor) <> 0""",
    "a kept balance is the sum of its postings": """
        SELECT a.kind, a.owner, a.currency, a.balance_minor, coalesce(sum(p.amount_minor), 0)
        FROM escrow_account a LEFT JOIN escrow_posting p ON p.account_id = a.id
        WHERE a.floored GROUP BY a.id
        HAVING a.balance_minor <> coalesce(sum(p.amount_minor), 0) * a.sign
            OR a.balance_minor < 0""",
    "a posting is in its account's currency": """
        SELECT p.id, p.currency FROM escrow_posting p
        LEFT JOIN escrow_account a ON a.id = p.account_id AND a.currency = p.currency
        WHERE a.id IS NULL""",
    "a hold agrees with its escrow account": """
        SELECT h.id, h.captured_minor, coalesce(sum(p.amount_minor), 0) FROM escrow_hold h
        LEFT JOIN escrow_account a ON a.kind = 'escrow' AND a.owner = 'hold:' || h.id
        LEFT JOIN escrow_posting p ON p.account_id = a.id GROUP BY h.id
        HAVING h.captured_minor - h.released_minor - h.refunded_minor - h.charged_back_minor
            <> -coalesce(sum(p.amount_minor), 0)""",
    "a captured hold holds what it costs": """
        SELECT id, captured_minor FROM escrow_hold WHERE state NOT IN ('pending', 'voided')
        AND captured_minor <> goods_minor + shipping_minor + tax_minor + plus_minor""",
    "a settled hold has given everything": """
        SELECT id, state FROM escrow_hold
        WHERE state IN ('released', 'refunded', 'split', 'charged_back', 'voided')
        AND captured_minor <> released_minor + refunded_minor + charged_back_minor""",
    "a hold is frozen exactly while a freeze is open": """
        SELECT h.id, h.state, count(f.id) FROM escrow_hold h
        LEFT JOIN escrow_freeze f ON f.hold_id = h.id AND f.ended_at IS NULL
        GROUP BY h.id HAVING (h.state = 'frozen') <> (count(f.id) > 0)""",
    "what is in transit is the refunds under way": """
        SELECT currency, sum(minor) FROM (
            SELECT p.currency, -p.amount_minor AS minor FROM escrow_posting p
            JOIN escrow_account a ON a.id = p.account_id AND a.kind = 'refund_in_transit'
            UNION ALL SELECT currency, -amount_minor FROM escrow_refund WHERE state <> 'succeeded'
        ) both_sides GROUP BY currency HAVING sum(minor) <> 0""",
    "what a hold gave back is in its refunds": """
        SELECT h.id, h.refunded_minor + h.recovered_minor, coalesce(sum(r.amount_minor), 0)
        FROM escrow_hold h LEFT JOIN escrow_refund r ON r.hold_id = h.id GROUP BY h.id
        HAVING h.refunded_minor + h.recovered_minor <> coalesce(sum(r.amount_minor), 0)""",
    "clearing is what the operations took and sent": """
        SELECT gateway, currency, sum(minor) FROM (
            SELECT a.owner AS gateway, p.currency, p.amount_minor AS minor FROM escrow_posting p
            JOIN escrow_account a ON a.id = p.account_id AND a.kind = 'psp_clearing'
            UNION ALL
            SELECT y.gateway, o.currency,
                CASE o.kind WHEN 'charge' THEN -y.captured_minor ELSE o.amount_minor END
            FROM escrow_operation o JOIN escrow_payment y ON y.id = o.payment_id
            WHERE o.state = 'succeeded'
        ) both_sides GROUP BY gateway, currency HAVING sum(minor) <> 0""",
}

SUCCEEDED = """
    SELECT o.id, o.kind, o.currency,
        CASE o.kind WHEN 'charge' THEN y.captured_minor ELSE o.amount_minor END
    FROM escrow_operation o JOIN escrow_payment y ON y.id = o.payment_id
    WHERE o.state = 'succeeded' AND y.gateway = %s
"""


def differences() -> Iterator[Difference]:
    """Every row that disagrees, by the rule it breaks; nothing when the books are right."""
    with connection.cursor() as cursor:
        for rule, query in RULES.items():
            cursor.execute(query)
            for row in cursor.fetchall():
                yield Difference(rule, ", ".join(str(value) for value in row))
    for gateway in gateways.available():
        yield from _provider_differences(gateway)


def _provider_differences(gateway: gateways.Gateway) -> Iterator[Difference]:
    """What we say succeeded, against the provider's own report."""
    reported = {
        (str(line.operation_id), line.kind, line.amount.currency, line.amount.minor)
        for line in gateway.report()
    }
    with connection.cursor() as cursor:
        cursor.execute(SUCCEEDED, [gateway.name])
        for operation_id, kind, currency, minor in cursor.fetchall():
            if (str(operation_id), kind, currency, minor) not in reported:
                yield Difference(
                    f"{gateway.name} reports the same",
                    f"{operation_id}, {kind}, {minor} {currency}",
                )
