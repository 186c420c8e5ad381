"""The guarantee fund's books, month by month: what was there, what came in, what went out.

Read from the sums that the database keeps with each posting of the fund, so that a page costs the
same after ten payments and after ten million.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date

from escrow import clock
from escrow.models import Deadline, FundMonth
from escrow.money import Money

PLUS, OPERATOR, REPAID, ADVANCED, FOR_GOOD, OTHER = (
    "plus",
    "operator",
    "repaid",
    "advanced",
    "for_good",
    "other",
)
WAYS = (PLUS, OPERATOR, REPAID, ADVANCED, FOR_GOOD, OTHER)
# What each kind of entry is to the fund. What is not named here is paid for good, or other income.
KINDS = {
    "plus_swept": PLUS,
    "fund_top_up": OPERATOR,
    "repayment": REPAID,
    "recovery": ADVANCED,
    "fund_made_good": FOR_GOOD,
}


@dataclass
class Sums:
    """What went each way, in minor units; out is below zero."""

    currency: str
    minor: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WAYS, 0))

    def add(self, row: FundMonth) -> None:
        self.minor[_way(row)] += row.amount_minor

    @property
    def all(self) -> Money:
        return Money(sum(self.minor.values()), self.currency)

    def of(self, way: str) -> Money:
        """So much, in or out, as people say it: without a sign."""
        paid_out = way in (ADVANCED, FOR_GOOD)
        return Money(-self.minor[way] if paid_out else self.minor[way], self.currency)


@dataclass(frozen=True)
class Month:
    """Opening and everything in and out of it are closing."""

    first_day: date
    opening: Money
    sums: Sums
    closing: Money


@dataclass(frozen=True)
class Books:
    """In one currency: what there is, all that ever was, and each month since the first entry."""

    currency: str
    now: Money
    total: Sums
    months: list[Month]

    @property
    def owed(self) -> Money:
        """What sellers have still to repay."""
        return self.total.of(ADVANCED) - self.total.of(REPAID)


def books(currency: str) -> Books:
    """One query, over a few rows for each month."""
    total = Sums(currency)
    rows = list(FundMonth.objects.filter(currency=currency))
    for row in rows:
        total.add(row)
    return Books(currency, total.all, total, list(_months(currency, rows)))


def currencies() -> list[str]:
    """Those the fund has ever had money in."""
    found = FundMonth.objects.order_by("currency").values_list("currency", flat=True)
    return list(found.distinct())


def waiting() -> int:
    """How many payments wait because the fund is short."""
    return Deadline.objects.waiting_for_the_fund().count()


def _months(currency: str, rows: Sequence[FundMonth]) -> Iterator[Month]:
    """Without gaps, up to this month: a month in which nothing moved is told too."""
    found: dict[date, Sums] = {}
    for row in rows:
        found.setdefault(row.month, Sums(currency)).add(row)
    closing = Money.zero(currency)
    for first_day in _calendar(found):
        sums = found.get(first_day) or Sums(currency)
        opening, closing = closing, closing + sums.all
        yield Month(first_day, opening, sums, closing)


def _calendar(days: Iterable[date]) -> Iterator[date]:
    day, last = min(days, default=None), max(days, default=None)
    if day is None or last is None:
        return
    last = max(last, clock.now().astimezone(UTC).date().replace(day=1))
    while day <= last:
        yield day
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _way(row: FundMonth) -> str:
    kind = row.kind.removesuffix("_reversed")
    return KINDS.get(kind, OTHER if row.amount_minor > 0 else FOR_GOOD)
