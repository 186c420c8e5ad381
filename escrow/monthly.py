"""An account between two instants: opening + every posting = closing, and sums by what happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from escrow.chart import CHART
from escrow.ledger import Place
from escrow.models import Account, Posting
from escrow.money import Money
from escrow.statement import Line, lines_of

PAGE = 100


@dataclass(frozen=True)
class Period:
    """What was there before, what changed by each kind of entry, and what was there after."""

    since: datetime
    until: datetime
    opening: Money
    closing: Money
    sums: Mapping[str, Money]

    @property
    def change(self) -> Money:
        return self.closing - self.opening


@dataclass(frozen=True)
class Page:
    """Some of a period's lines, oldest first. `onward` is the last one's number; None: no more."""

    opening: Money
    lines: list[Line]
    closing: Money
    onward: int | None


def period(place: Place, currency: str, since: datetime, until: datetime) -> Period:
    rows, sign = _rows(place, currency), CHART[place.kind].sign
    opening = _sum(rows.filter(at__lt=since), currency, sign)
    inside = rows.filter(at__gte=since, at__lt=until).order_by()
    by_kind = inside.values("entry__kind").annotate(minor=Sum("amount_minor"))
    sums = {row["entry__kind"]: Money(row["minor"] * sign, currency) for row in by_kind}
    closing = opening
    for part in sums.values():
        closing += part
    return Period(since, until, opening, closing, dict(sorted(sums.items())))


def page(
    place: Place, currency: str, of: Period, *, after: int | None = None, size: int = PAGE
) -> Page:
    """So many lines of the period behind a line's number, or its first ones."""
    inside = _rows(place, currency).filter(at__gte=of.since, at__lt=of.until)
    seen = inside.none() if after is None else inside.filter(pk__lte=after)
    opening = of.opening + _sum(seen, currency, CHART[place.kind].sign)
    left = inside if after is None else inside.filter(pk__gt=after)
    rows = list(left.select_related("entry", "account").order_by("pk")[: size + 1])
    lines = lines_of(rows[:size], opening)
    closing = lines[-1].balance if lines else opening
    return Page(opening, lines, closing, rows[size - 1].pk if len(rows) > size else None)


def changes_by_month(place: Place, currency: str, zone: tzinfo) -> list[tuple[datetime, Money]]:
    """By the first instant of each month in which something moved, oldest first."""
    sign = CHART[place.kind].sign
    months = _rows(place, currency).annotate(month=TruncMonth("at", tzinfo=zone)).order_by("month")
    summed = months.values("month").annotate(minor=Sum("amount_minor"))
    return [(row["month"], Money(row["minor"] * sign, currency)) for row in summed]


def _rows(place: Place, currency: str) -> QuerySet[Posting]:
    account = Account.objects.filter(kind=place.kind, owner=place.owner, currency=currency)
    return Posting.objects.filter(account__in=account.values("pk"))


def _sum(rows: QuerySet[Posting], currency: str, sign: int) -> Money:
    return Money(int(rows.aggregate(minor=Sum("amount_minor"))["minor"] or 0) * sign, currency)
