"""About how much a price is in the reader's own currency. Nothing is ever charged by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from escrow import clock
from escrow.currencies import exponent
from escrow.money import Money
from marketplace.models import ExchangeRate

EURO = "EUR"
TOO_OLD = timedelta(days=14)


@dataclass(frozen=True)
class About:
    """The amount, and the day of the rate behind it."""

    amount: Money
    day: date


def currency_of(reader: Any) -> str:
    """The one that the reader prefers, if they have said so."""
    return str(getattr(reader, "currency", "") or "")


def about(price: Money, currency: str) -> About | None:
    """None where there is nothing to convert, or no rate of the last two weeks. One query."""
    if not currency or currency == price.currency:
        return None
    rates = _latest({price.currency, currency} - {EURO})
    if rates is None:
        return None
    (mine, day), (theirs, other) = rates.get(currency, ONE), rates.get(price.currency, ONE)
    exact = price.decimal / theirs * mine
    minor = exact.scaleb(exponent(currency)).quantize(Decimal(1), ROUND_HALF_UP)
    return About(Money(int(minor), currency), min(day, other))


ONE = (Decimal(1), date.max)


def _latest(currencies: set[str]) -> dict[str, tuple[Decimal, date]] | None:
    """The newest rate of each; None if one is missing."""
    young = ExchangeRate.objects.filter(
        currency__in=currencies, day__gte=(clock.now() - TOO_OLD).date()
    )
    newest = young.order_by("currency", "-day").distinct("currency")
    found = {row.currency: (row.per_euro, row.day) for row in newest}
    return found if set(found) == currencies else None
