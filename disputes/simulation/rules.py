"""The rules of docs/protection.md, asked of the rows while the marketplace lives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from escrow import checking, clock, deadlines

# A sweep a simulated hour, and what was locked or crashed has the next one.
LATEST = timedelta(hours=3)
NEVER = datetime.min.replace(tzinfo=UTC)
# Sums only ever grow, and what is final stays: amounts as they were when last looked at.
HOLDS = """
    SELECT h.id::text, h.state, h.captured_minor, h.released_minor, h.refunded_minor,
        h.charged_back_minor, h.recovered_minor, l.order_id
    FROM escrow_hold h JOIN marketplace_orderline l ON l.hold_id = h.id
    WHERE h.settled_at IS NULL OR h.settled_at >= %(since)s OR h.recovered_minor > 0
"""
CLAIMS = """
    SELECT id, claim_until, order_id FROM marketplace_orderline
    WHERE claim_until >= %(since)s OR claim_until IS NULL
"""
RULES = {
    "R3: captured = held + released + refunded + charged back": """
        SELECT l.order_id, h.id::text FROM escrow_hold h
        JOIN marketplace_orderline l ON l.hold_id = h.id
        LEFT JOIN escrow_account a ON a.kind = 'escrow' AND a.owner = 'hold:' || h.id
        WHERE (h.settled_at IS NULL OR h.settled_at >= %(since)s)
        AND h.captured_minor <> coalesce(a.balance_minor, 0) + h.released_minor
            + h.refunded_minor + h.charged_back_minor""",
    "R4: nothing is released under an open freeze": """
        SELECT l.order_id, h.id::text FROM escrow_hold h
        JOIN marketplace_orderline l ON l.hold_id = h.id
        JOIN escrow_freeze f ON f.hold_id = h.id AND f.started_at <= h.settled_at
            AND (f.ended_at IS NULL OR f.ended_at > h.settled_at)
        WHERE h.settled_at >= %(since)s""",
    "R5: only what is disputed stands still": """
        SELECT l.order_id, h.id::text FROM escrow_hold h
        JOIN marketplace_orderline l ON l.hold_id = h.id
        WHERE h.state = 'frozen' AND NOT EXISTS (
            SELECT 1 FROM escrow_freeze f WHERE f.hold_id = h.id AND f.ended_at IS NULL)""",
    "R5: what is not disputed is released on time": """
        SELECT l.order_id, h.id::text FROM escrow_hold h
        JOIN marketplace_orderline l ON l.hold_id = h.id
        WHERE h.state = 'inspecting' AND h.release_at < %(late)s""",
    "R6: the claim clock outlives the hold clock": """
        SELECT l.order_id, h.id::text FROM escrow_hold h
        JOIN marketplace_orderline l ON l.hold_id = h.id
        WHERE h.state = 'inspecting' AND h.extended_at IS NULL
        AND (l.claim_until IS NULL OR l.claim_until < h.release_at)
        AND NOT EXISTS (SELECT 1 FROM escrow_freeze f WHERE f.hold_id = h.id)
        AND NOT EXISTS (SELECT 1 FROM escrow_outage)""",
    "R12: what the bank gave back is in no balance as well": """
        SELECT NULL, p.id::text FROM escrow_payment p
        WHERE EXISTS (SELECT 1 FROM escrow_chargeback c WHERE c.payment_id = p.id
            AND c.state = 'lost' AND c.settled_at >= %(since)s)
        AND p.captured_minor < (
            SELECT coalesce(sum(l.left_minor), 0) FROM escrow_balancelot l
            WHERE l.origin_id = p.id
        ) + (
            SELECT coalesce(sum(r.amount_minor), 0) FROM escrow_refund r
            WHERE r.payment_id = p.id AND r.state = 'succeeded'
        ) + (
            SELECT sum(c.amount_minor) FROM escrow_chargeback c
            WHERE c.payment_id = p.id AND c.state = 'lost'
        )""",
    "R7: a case that waits for a parcel has promised what silence means": """
        SELECT d.order_id, d.id::text FROM disputes_dispute d
        WHERE d.state IN ('awaiting_return', 'awaiting_replacement') AND NOT EXISTS (
            SELECT 1 FROM escrow_deadline e WHERE e.subject_type = 'dispute'
            AND e.subject_id = d.id::text AND e.state IN ('pending', 'paused')
            AND (e.kind LIKE 'return%%' OR e.kind LIKE 'replacement%%' OR e.kind = 'label'))""",
    "a return is under way exactly while its case waits for it": """
        SELECT d.order_id, d.id::text FROM disputes_dispute d
        LEFT JOIN disputes_return r ON r.dispute_id = d.id AND r.ended_at IS NULL
        WHERE (d.state = 'awaiting_return') <> (r.id IS NOT NULL)""",
    "nobody is paid twice": """
        SELECT l.order_id, h.id::text FROM escrow_hold h
        JOIN marketplace_orderline l ON l.hold_id = h.id
        WHERE h.refunded_minor + h.charged_back_minor + h.recovered_minor > h.captured_minor""",
}


class BrokenRule(AssertionError):
    """A rule does not hold; `order` is the row of the first order that breaks it, if it is one's."""

    def __init__(
        self, rule: str, order: int | None, row: str, *, purchase: int | None = None
    ) -> None:
        super().__init__(f"{rule}: {row}")
        self.rule, self.order, self.purchase = rule, order, purchase


@dataclass
class Rules:
    """Asked every simulated day of what is open or was settled since; the whole books at times."""

    seen: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    claims: dict[int, datetime] = field(default_factory=dict)
    asked_at: Any = None

    def ask(self, *, swept: bool = True) -> None:
        """Raises BrokenRule with the first row that breaks one. Not `swept`: it may be late."""
        late = clock.now() - LATEST if swept else NEVER
        values = {"since": self.asked_at or clock.now(), "late": late}
        for rule, query in RULES.items():
            for order, row in _rows(query, values):
                raise BrokenRule(rule, order, row)
        self._ask_of_holds(values)
        self._ask_of_claims(values)
        if swept and deadlines.oldest_overdue_seconds() > LATEST.total_seconds():
            raise BrokenRule("no promise is late", None, str(deadlines.next_due()))
        self.asked_at = clock.now()

    def _ask_of_holds(self, values: dict[str, Any]) -> None:
        for pk, state, *sums, order in _rows(HOLDS, values):
            before = self.seen.get(pk)
            if before and any(now < then for now, then in zip(sums, before[1], strict=True)):
                raise BrokenRule("R3: what was given is never taken back", order, pk)
            if before and before[0] in FINAL and (state, sums[:4]) != (before[0], before[1][:4]):
                raise BrokenRule("R3: a final hold never changes again", order, pk)
            self.seen[pk] = (state, sums)

    def _ask_of_claims(self, values: dict[str, Any]) -> None:
        for line, until, order in _rows(CLAIMS, values):
            if line in self.claims and (until is None or until < self.claims[line]):
                raise BrokenRule("R6: time to complain is never taken away", order, str(line))
            if until is not None:
                self.claims[line] = until


FINAL = ("voided", "released", "refunded", "split", "charged_back")


def ask_the_books(*, all_is_told: bool) -> None:
    """Everything, from the first posting on. Raises BrokenRule.

    The provider's own report agrees once its late messages have arrived.
    """
    for difference in checking.differences():
        if all_is_told or "reports the same" not in difference.rule:
            raise BrokenRule(difference.rule, None, difference.row)


def _rows(query: str, values: dict[str, Any]) -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return iter(cursor.fetchall())
