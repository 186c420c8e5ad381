"""A seller's money month by month, in the seller's own time zone: the page, the CSV and the PDF."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from escrow import clock, monthly
from escrow.money import Money
from escrow.monthly import Page, Period
from marketplace import statement
from marketplace.statement import Told
from sellers.models import Seller

WRITTEN = re.compile(r"(2\d{3})-(0[1-9]|1[0-2])")
MOST_LINES = 5000  # of a file; a larger one is fetched page by page


@dataclass(frozen=True)
class Month:
    """One month of a balance. `code` is how addresses write it: 2026-03."""

    begins: datetime
    opening: Money
    change: Money
    closing: Money

    @property
    def code(self) -> str:
        return f"{self.begins:%Y-%m}"

    @property
    def first_day(self) -> date:
        """Where its owner is, wherever its reader is."""
        return self.begins.date()


@dataclass(frozen=True)
class Statement:
    """A month with its sums and one page of its lines in words."""

    code: str
    currency: str
    period: Period
    page: Page
    told: list[Told]

    @property
    def sums(self) -> list[tuple[object, Money]]:
        words = statement.WORDS
        return [
            (words.get(kind, statement.OTHERWISE), amount)
            for kind, amount in self.period.sums.items()
        ]


def months(seller: Seller, currency: str) -> list[Month]:
    """Every month from the first that moved something until now, newest first."""
    moved = dict(monthly.changes_by_month(seller.payable, currency, seller.zone))
    if not moved:
        return []
    found, there = [], Money.zero(currency)
    begins, now = min(moved), clock.now()
    while begins <= now:
        change = moved.get(begins, Money.zero(currency))
        found.append(Month(begins, there, change, there + change))
        begins, there = _next(begins, seller), there + change
    return found[::-1]


def read(seller: Seller, code: str) -> tuple[datetime, datetime] | None:
    """When a month written in an address begins and ends; None if it is none, or still to come."""
    written = WRITTEN.fullmatch(code)
    if written is None:
        return None
    begins = datetime(int(written[1]), int(written[2]), 1, tzinfo=seller.zone)
    return (begins, _next(begins, seller)) if begins <= clock.now() else None


def of(
    seller: Seller, code: str, currency: str, *, after: int | None = None, size: int = monthly.PAGE
) -> Statement | None:
    """One month, and a page of its lines; None where there is no such month."""
    ends = read(seller, code)
    if ends is None:
        return None
    period = monthly.period(seller.payable, currency, *ends)
    page = monthly.page(seller.payable, currency, period, after=after, size=size)
    told = statement.in_words(page.lines, statement.WORDS)
    return Statement(code, currency, period, page, told)


def whole(seller: Seller, code: str, currency: str) -> Statement | None:
    """The same with all its lines, for a file."""
    return of(seller, code, currency, size=MOST_LINES)


def _next(begins: datetime, seller: Seller) -> datetime:
    inside = begins.replace(day=28) + timedelta(days=4)
    return datetime(inside.year, inside.month, 1, tzinfo=seller.zone)
