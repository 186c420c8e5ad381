"""Ranges of prices in words: from €25 to €50."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_percent, parse_pattern
from django.utils.translation import gettext as _

from escrow import reading
from escrow.money import Money


def between(low: Money | None, high: Money | None) -> str:
    """Under €25, €25 to €49.99, €250 and more."""
    if low and high:
        return _("%(low)s to %(high)s") % {"low": round_amount(low), "high": round_amount(high)}
    if low:
        return _("%(low)s and more") % {"low": round_amount(low)}
    return _("Up to %(high)s") % {"high": round_amount(high)} if high else ""


def round_amount(amount: Money) -> str:
    """Without decimals where they are all zero."""
    if amount.decimal != amount.decimal.to_integral_value():
        return amount.format()
    locale = reading.named(reading.name())
    pattern = parse_pattern(locale.currency_formats["standard"].pattern)
    pattern.frac_prec = (0, 0)
    shown: str = pattern.apply(
        amount.decimal, locale, currency=amount.currency, currency_digits=False
    )
    return shown


def percent(bps: int) -> str:
    """825 is 8.25% in English and 8,25 % in German."""
    share = Decimal(bps) / 10_000
    exact = "#,##0.##%" if bps % 100 else "#,##0%"
    locale = reading.name()
    pattern = reading.named(locale).percent_formats[None].pattern
    return format_percent(share, pattern.replace("#,##0", exact.removesuffix("%")), locale=locale)


def plain(amount: Money | None) -> str:
    """As somebody would type it: 25, 49.99."""
    if amount is None:
        return ""
    whole = amount.decimal.to_integral_value()
    return f"{whole if amount.decimal == whole else amount.decimal:f}"
