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

SHOWN, FEWEST = 12, 8
BAR, WIDTH = 80, 40
# Each way the money goes: in a sentence, and at the head of a column.
WORDS: dict[str, tuple[Promise, Promise]] = {
    PLUS: (_("From the price of Plus"), _("Plus")),
    OPERATOR: (_("From us"), _("From us")),
    REPAID: (_("Repaid by sellers"), _("Repaid")),
    OTHER: (_("Other"), _("Other")),
    ADVANCED: (_("Paid in advance for sellers"), _("In advance")),
    FOR_GOOD: (_("Paid for good"), _("For good")),
}


@dataclass(frozen=True)
class Bar:
    """What was there at the end of a month."""

    day: date
    x: int
    height: float

    @property
    def top(self) -> float:
        return BAR - self.height


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
    used = [way for way in WORDS if any(month.sums.minor[way] for month in months)]
    share = policy.in_force().share_bps("debt_repayment_bps")
    return {
        "books": books,
        "used": [WORDS[way][1] for way in used],
        "total": _total(books),
        "months": [_row(month, used) for month in reversed(months)],
        "bars": bars(months),
        "width": max(len(months), FEWEST) * WIDTH,
        "waiting": fund_books.waiting(),
        "repays_percent": f"{share / 100:g}",
    }


def chosen(wanted: str, codes: list[str]) -> str:
    """The currency that was asked for, if the fund has it; else the shop's own."""
    own = settings.HOLDFAST_CURRENCY
    return wanted if wanted in codes else own if own in codes or not codes else codes[0]


def bars(months: list[Month]) -> list[Bar]:
    """The largest of all is as high as there is room."""
    most = max((month.closing.minor for month in months), default=0) or 1
    return [
        Bar(month.first_day, n * WIDTH, round(BAR * month.closing.minor / most, 1))
        for n, month in enumerate(months)
    ]


def _total(books: Books) -> list[tuple[Promise, Money]]:
    """All that ever came in or went out; other income only if there ever was any."""
    minor = books.total.minor
    ways = [way for way in WORDS if way != OTHER or minor[OTHER]]
    return [(WORDS[way][0], Money(minor[way], books.currency)) for way in ways]


def _row(month: Month, used: list[str]) -> Told:
    currency = month.opening.currency
    ways = [(WORDS[way][1], Money(month.sums.minor[way], currency)) for way in used]
    return Told(month.first_day, month.opening, ways, month.closing)
