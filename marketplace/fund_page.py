"""The guarantee fund as everybody may read it: sums alone, never whose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow import fund_books, policy
from escrow.fund_books import ADVANCED, FOR_GOOD, OPERATOR, OTHER, PLUS, REPAID, Books, Month
from escrow.money import Money

SHOWN = 12
BAR, WIDTH = 44, 28
WORDS: dict[str, Promise] = {
    PLUS: _("From the price of Plus"),
    OPERATOR: _("From us"),
    REPAID: _("Repaid by sellers"),
    OTHER: _("Other"),
    ADVANCED: _("Paid in advance for sellers"),
    FOR_GOOD: _("Paid for good"),
}
COMES_IN, GOES_OUT = (PLUS, OPERATOR, REPAID, OTHER), (ADVANCED, FOR_GOOD)


@dataclass(frozen=True)
class Bar:
    """What came in and went out in a month, as heights around a line in the middle."""

    x: int
    into: float
    out: float

    @property
    def top(self) -> float:
        return BAR - self.into


@dataclass(frozen=True)
class Told:
    """A month as a row of the table."""

    day: date
    opening: Money
    ways: list[tuple[Promise, Money]]
    closing: Money


def shown(currency: str) -> dict[str, Any]:
    """All figures of one currency: now, all that ever was, and the last twelve months."""
    books = fund_books.books(currency)
    months = books.months[-SHOWN:]
    used = [way for way in WORDS if way != OTHER or books.total.minor[OTHER]]
    share = policy.in_force().share_bps("debt_repayment_bps")
    return {
        "books": books,
        "used": [WORDS[way] for way in used],
        "came_in": _told(books, COMES_IN),
        "went_out": _told(books, GOES_OUT),
        "months": [_row(month, used) for month in reversed(months)],
        "bars": bars(months),
        "width": max(len(months), 6) * WIDTH,
        "waiting": fund_books.waiting(),
        "repays_percent": f"{share / 100:g}",
    }


def chosen(wanted: str, codes: list[str]) -> str:
    """The currency that was asked for, if the fund has it; else the shop's own."""
    own = settings.HOLDFAST_CURRENCY
    return wanted if wanted in codes else own if own in codes or not codes else codes[0]


def bars(months: list[Month]) -> list[Bar]:
    """The largest of all is as high as there is room."""
    pairs = [(_sum(month, COMES_IN), -_sum(month, GOES_OUT)) for month in months]
    most = max((max(pair) for pair in pairs), default=0) or 1
    return [
        Bar(n * WIDTH, round(BAR * into / most, 1), round(BAR * out / most, 1))
        for n, (into, out) in enumerate(pairs)
    ]


def _told(books: Books, ways: tuple[str, ...]) -> list[tuple[Promise, Money]]:
    """What there is of it; other income only if there ever was any."""
    return [
        (WORDS[way], books.total.of(way)) for way in ways if way != OTHER or books.total.of(way)
    ]


def _row(month: Month, used: list[str]) -> Told:
    ways = [(WORDS[way], _signed(month, way)) for way in used]
    return Told(month.first_day, month.opening, ways, month.closing)


def _signed(month: Month, way: str) -> Money:
    return Money(month.sums.minor[way], month.opening.currency)


def _sum(month: Month, ways: tuple[str, ...]) -> int:
    return sum(month.sums.minor[way] for way in ways)
