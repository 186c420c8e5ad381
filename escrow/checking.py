"""Proves the books from the rows alone, with none of the code that writes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from escrow import book_rules, gateways


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
            UNION ALL SELECT currency, -amount_minor FROM escrow_refund
                WHERE state NOT IN ('succeeded', 'credited', 'charged_back')
        ) both_sides GROUP BY currency HAVING sum(minor) <> 0""",
    "what a hold gave back is in its refunds": """
        SELECT h.id, h.refunded_minor + h.recovered_minor, back.minor
        FROM escrow_hold h, LATERAL (
            SELECT coalesce(sum(minor), 0) AS minor FROM (
                SELECT amount_minor AS minor FROM escrow_refund WHERE hold_id = h.id
                UNION ALL
                SELECT recovered_minor FROM escrow_chargebackpart WHERE hold_id = h.id
            ) each_way
        ) back WHERE h.refunded_minor + h.recovered_minor <> back.minor""",
    "clearing is what the providers took and sent": """
        SELECT gateway, currency, sum(minor) FROM (
            SELECT a.owner AS gateway, p.currency, p.amount_minor AS minor FROM escrow_posting p
            JOIN escrow_account a ON a.id = p.account_id AND a.kind = 'psp_clearing'
            JOIN escrow_journalentry e ON e.id = p.entry_id
                AND e.kind NOT IN ('provider_fee', 'settled_to_bank', 'deposit', 'payout_paid',
                    'payout_returned')
            UNION ALL
            SELECT o.gateway, o.currency,
                CASE o.kind WHEN 'charge' THEN -y.captured_minor ELSE o.amount_minor END
            FROM escrow_operation o LEFT JOIN escrow_payment y ON y.id = o.payment_id
            WHERE o.state = 'succeeded' AND o.returned_at IS NULL
                AND o.kind IN ('charge', 'refund')
            UNION ALL
            SELECT gateway, currency, amount_minor FROM escrow_chargeback
            WHERE taken_at IS NOT NULL AND state <> 'won'
            UNION ALL SELECT 'balance', currency, -amount_minor FROM escrow_balancemove
        ) both_sides GROUP BY gateway, currency HAVING sum(minor) <> 0""",
    "what is on its way to banks is the payouts under way": """
        SELECT currency, sum(minor) FROM (
            SELECT p.currency, -p.amount_minor AS minor FROM escrow_posting p
            JOIN escrow_account a ON a.id = p.account_id AND a.kind = 'payout_in_transit'
            UNION ALL SELECT currency, -amount_minor FROM escrow_payout
                WHERE state IN ('pending', 'submitted', 'in_transit')
        ) both_sides GROUP BY currency HAVING sum(minor) <> 0""",
    "a buyer's balance is what is left of its lots": """
        SELECT owner, currency, sum(minor) FROM (
            SELECT a.owner, p.currency, -p.amount_minor AS minor FROM escrow_posting p
            JOIN escrow_account a ON a.id = p.account_id AND a.kind = 'buyer_balance'
            UNION ALL SELECT 'user:' || user_id, currency, -left_minor FROM escrow_balancelot
        ) both_sides GROUP BY owner, currency HAVING sum(minor) <> 0""",
    "what is left of a lot is what its moves left": """
        SELECT l.id, l.left_minor FROM escrow_balancelot l
        LEFT JOIN escrow_balancemove m ON m.lot_id = l.id GROUP BY l.id
        HAVING l.left_minor > l.amount_minor + coalesce(sum(m.amount_minor), 0)""",
    "a seller's reserve is what is left of its parts": """
        SELECT owner, currency, sum(minor) FROM (
            SELECT a.owner, p.currency, -p.amount_minor AS minor FROM escrow_posting p
            JOIN escrow_account a ON a.id = p.account_id AND a.kind = 'seller_reserve'
            UNION ALL SELECT 'seller:' || seller_id, currency, -left_minor FROM escrow_reserve
        ) both_sides GROUP BY owner, currency HAVING sum(minor) <> 0""",
    "what the banks hold is the chargebacks they have not decided": """
        SELECT owner, currency, sum(minor) FROM (
            SELECT a.owner, p.currency, p.amount_minor AS minor FROM escrow_posting p
            JOIN escrow_account a ON a.id = p.account_id AND a.kind = 'chargeback_suspense'
            UNION ALL SELECT 'chargeback:' || replace(id::text, '-', ''), currency, -amount_minor
            FROM escrow_chargeback WHERE state IN ('needs_response', 'submitted')
        ) both_sides GROUP BY owner, currency HAVING sum(minor) <> 0""",
    "what sellers owe the fund is what the fund advanced": """
        SELECT p.currency, sum(p.amount_minor) FROM escrow_posting p
        JOIN escrow_account a ON a.id = p.account_id
            AND a.kind IN ('seller_receivable', 'fund_advances')
        GROUP BY p.currency HAVING sum(p.amount_minor) <> 0""",
    "a payment has sent back at most what it took": """
        SELECT y.id, y.captured_minor, sum(o.amount_minor) FROM escrow_payment y
        JOIN escrow_operation o ON o.payment_id = y.id AND o.kind = 'refund'
            AND o.state = 'succeeded' AND o.returned_at IS NULL
        GROUP BY y.id HAVING sum(o.amount_minor) > y.captured_minor""",
    "what waits for its holds is above zero": """
        SELECT a.owner, p.currency, -sum(p.amount_minor) FROM escrow_posting p
        JOIN escrow_account a ON a.id = p.account_id AND a.kind = 'unapplied'
        GROUP BY a.owner, p.currency HAVING sum(p.amount_minor) > 0""",
}

# Where the provider's whole report is at hand, day by day, it is compared with our postings.
# A provider may have acted before we heard of it, so the first call counts as well.
DAYS = """
    SELECT least(min(at), (SELECT min(asked_at) FROM escrow_operation))::date, max(at)::date
    FROM escrow_journalentry
"""
UNANSWERED = """
    SELECT id::text FROM escrow_operation WHERE state IN ('created', 'sent', 'unknown')
"""
# What a provider keeps for its work or sends to our bank is known from its report alone.
TOLD_BY_THE_REPORT = """
    SELECT key FROM escrow_journalentry WHERE kind IN ('provider_fee', 'settled_to_bank', 'deposit')
"""
CLEARING = """
    SELECT p.currency, sum(p.amount_minor) FROM escrow_posting p
    JOIN escrow_account a ON a.id = p.account_id AND a.kind = 'psp_clearing' AND a.owner = %s
    GROUP BY p.currency
"""


def differences() -> Iterator[Difference]:
    """Every row that disagrees, by the rule it breaks; nothing when the books are right."""
    yield from among_themselves()
    for gateway in gateways.available():
        if gateway.capabilities().keeps_money:
            yield from _provider_differences(gateway)


def among_themselves() -> Iterator[Difference]:
    """The same of our own books, without the providers' reports of every day."""
    with connection.cursor() as cursor:
        for rule, query in (RULES | book_rules.RULES).items():
            cursor.execute(query)
            for row in cursor.fetchall():
                yield Difference(rule, ", ".join(str(value) for value in row))


def _provider_differences(gateway: gateways.Gateway) -> Iterator[Difference]:
    """What our books say the provider keeps for us, against the sum of its own reports.

    What is still a question to the provider is in neither, nor is a fee that is not booked yet.
    """
    with connection.cursor() as cursor:
        cursor.execute(UNANSWERED)
        questions = {operation_id for (operation_id,) in cursor.fetchall()}
        cursor.execute(TOLD_BY_THE_REPORT)
        booked = {key for (key,) in cursor.fetchall()}
        cursor.execute(CLEARING, [gateway.name])
        sums: dict[str, int] = dict(cursor.fetchall())
        cursor.execute(DAYS)
        first, last = cursor.fetchone()
    for line in _reported(gateway, first, last):
        if line.operation_id not in questions and _is_booked(gateway, line, booked):
            sums[line.amount.currency] = sums.get(line.amount.currency, 0) - line.amount.minor
    for currency, minor in sums.items():
        if minor:
            yield Difference(f"{gateway.name} reports the same", f"{minor} {currency} more here")


def _is_booked(gateway: gateways.Gateway, line: gateways.ReportLine, booked: set[str]) -> bool:
    return line.what not in gateways.BOOKED_FROM_REPORT or line.key(gateway.name) in booked


def _reported(
    gateway: gateways.Gateway, first: date | None, last: date | None
) -> Iterator[gateways.ReportLine]:
    if first is None or last is None:
        return
    for day in range((last - first).days + 1):
        yield from gateway.report(first + timedelta(days=day))
