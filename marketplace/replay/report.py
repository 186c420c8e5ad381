"""What a replay found, as a page that two runs write alike."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from escrow.models import Hold, Refund
from escrow.money import Money
from marketplace.models import Order
from marketplace.replay.rows import CURRENCY, Row
from marketplace.replay.run import Run

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Report:
    """Counts are orders, sums are centavos; days are from capture to the settlement of the money.

    `outcomes` says of every row number what became of it, to the minute.
    """

    counts: dict[str, int]
    sums: dict[str, int]
    held_days: list[float]
    impossible: list[str]
    refused: dict[str, str]
    outcomes: dict[str, str]

    def __add__(self, other: Report) -> Report:
        """Two parts of one file."""
        return Report(
            counts={name: count + other.counts[name] for name, count in self.counts.items()},
            sums={name: minor + other.sums[name] for name, minor in self.sums.items()},
            held_days=self.held_days + other.held_days,
            impossible=self.impossible + other.impossible,
            refused=self.refused | other.refused,
            outcomes=self.outcomes | other.outcomes,
        )

    @property
    def fingerprint(self) -> str:
        """Two runs of the same file agree on it."""
        said = [f"{row} {self.outcomes[row]}\n" for row in sorted(self.outcomes, key=int)]
        return hashlib.sha256("".join(said).encode()).hexdigest()

    def lines(self) -> Iterator[str]:
        for name, count in self.counts.items():
            yield f"{name:<58}{count:>8,}"
        yield f"{'days held, median':<58}{self._percentile(50):>8.1f}"
        yield f"{'days held, 95th percentile':<58}{self._percentile(95):>8.1f}"
        for name, minor in self.sums.items():
            yield f"{name:<46}{Money(minor, CURRENCY).format('en'):>20}"
        yield f"outcome of every row, SHA-256: {self.fingerprint}"
        yield from (f"not run, delivered before approval: {row}" for row in self.impossible)
        yield from (f"refused: {row}: {why}" for row, why in self.refused.items())

    def _percentile(self, percent: int) -> float:
        """The nearest rank."""
        ranked = sorted(self.held_days)
        return ranked[max(0, -(-len(ranked) * percent // 100) - 1)] if ranked else 0.0


def report(run: Run, impossible: list[Row]) -> Report:
    """Read everything from the books and the orders; nothing is remembered from the run."""
    orders = Order.objects.filter(pk__in=[order.pk for order in run.orders.values()])
    holds = list(Hold.objects.filter(line__order__in=orders).select_related("line__order"))
    endings = {hold.line.order_id: hold.state for hold in holds}
    return Report(
        counts=_counts(run, list(orders), endings),
        sums={
            "paid": sum(hold.captured_minor for hold in holds),
            "released": sum(hold.released_minor for hold in holds),
            "refunded": sum(hold.refunded_minor for hold in holds),
        },
        held_days=[
            (hold.settled_at - hold.captured_at) / DAY
            for hold in holds
            if hold.settled_at and hold.captured_at
        ],
        impossible=[row.order_id for row in impossible],
        refused=run.refused,
        outcomes=_outcomes(run, holds),
    )


def _counts(run: Run, orders: list[Order], endings: dict[int, str]) -> dict[str, int]:
    reasons = Counter(
        Refund.objects.filter(hold__line__order__in=orders).values_list("reason", flat=True)
    )
    by_pk = {order.pk: order for order in orders}
    late = [row for row in run.played if _was_late(row, by_pk[run.orders[row.number].pk])]
    stalled = [row for row in run.played if row.dispatched_at() and not row.arrives()]
    states = Counter(endings.values())
    return {
        "orders run": len(orders),
        "released to the seller": states["released"],
        "refunded by itself, never sent": reasons[Refund.Reason.NOT_DISPATCHED],
        # In a replay nobody complains: what is in dispute was opened from the parcel's scans.
        "refunded by itself, sent and never arrived": reasons[Refund.Reason.PRESUMED_LOST]
        + reasons[Refund.Reason.DISPUTE],
        "refunded, cancelled by the seller": reasons[Refund.Reason.CANCELLED],
        "expired unpaid": states["voided"],
        "still open at the end": sum(
            states[state] for state in ("pending", "held", "inspecting", "frozen")
        ),
        "claims: buyer could say “not arrived” before it came": len(late),
        "claims: the system would open one, tracking stalled": len(stalled),
    }


def _was_late(row: Row, order: Order) -> bool:
    """It came after the day on which the buyer could first claim that nothing came."""
    return bool(
        row.arrives()
        and order.nr_opens_at
        and row.delivered_at
        and row.delivered_at > order.nr_opens_at
    )


def _outcomes(run: Run, holds: list[Hold]) -> dict[str, str]:
    by_order = {hold.line.order_id: hold for hold in holds}
    return {str(number): _outcome(by_order[order.pk]) for number, order in run.orders.items()}


def _outcome(hold: Hold) -> str:
    return (
        f"{hold.state} {hold.captured_minor} {hold.released_minor} "
        f"{hold.refunded_minor} {hold.settled_at:%Y-%m-%dT%H:%M}"
    )
