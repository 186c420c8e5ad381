"""Where the money of everybody is, in four figures a currency.

Held money is the sum of what is open, which the database keeps equal to the ledger's accounts;
the others are balances that the ledger keeps. Counted once a minute, whoever looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import caches
from django.db.models import F, QuerySet, Sum

from escrow import clock
from escrow.chart import Kind
from escrow.models import Account, Hold, Payout, Refund
from escrow.models.hold import OPEN
from escrow.models.payout import UNDER_WAY
from escrow.models.refund import UNDER_WAY as REFUNDS_UNDER_WAY
from escrow.money import Money

KEY, SECONDS = "money_figures", 60
HELD = F("captured_minor") - F("released_minor") - F("refunded_minor") - F("charged_back_minor")


@dataclass(frozen=True)
class Figures:
    """In one currency: held for orders, the sellers' own, on its way out, and the fund."""

    currency: str
    held: Money
    payable: Money
    transit: Money
    fund: Money


@dataclass(frozen=True)
class Counted:
    """All currencies, and when that was."""

    at: datetime
    figures: list[Figures]


def figures() -> Counted:
    """At most a minute old."""
    found: Counted | None = caches["forgiving"].get(KEY)
    if found is None:
        found = _count()
        caches["forgiving"].set(KEY, found, SECONDS)
    return found


def _count() -> Counted:
    held = _by_currency(Hold.objects.filter(state__in=OPEN).annotate(minor=HELD))
    payable, fund = _kept(Kind.SELLER_PAYABLE), _kept(Kind.GUARANTEE_FUND)
    leaving = Payout.objects.filter(state__in=UNDER_WAY).annotate(minor=F("amount_minor"))
    back = Refund.objects.filter(state__in=REFUNDS_UNDER_WAY).annotate(minor=F("amount_minor"))
    payouts, refunds = _by_currency(leaving), _by_currency(back)
    codes = sorted({*held, *payable, *fund, *payouts, *refunds})
    return Counted(
        clock.now(),
        [
            Figures(
                code,
                Money(held.get(code, 0), code),
                Money(payable.get(code, 0), code),
                Money(payouts.get(code, 0) + refunds.get(code, 0), code),
                Money(fund.get(code, 0), code),
            )
            for code in codes
        ],
    )


def _kept(kind: Kind) -> dict[str, int]:
    """The balances that the database keeps, by the index of their kind."""
    return _by_currency(Account.objects.filter(kind=kind).annotate(minor=F("balance_minor")))


def _by_currency(rows: QuerySet[Hold | Account | Payout | Refund]) -> dict[str, int]:
    found = rows.order_by().values_list("currency").annotate(sum=Sum("minor"))
    return {currency: int(minor) for currency, minor in found}
