"""Amounts as PayPal writes them, and the currencies that it takes from anybody.

HUF and TWD are left out: PayPal takes them without decimals, and they have two. So are BRL, CNY and
MYR, which only accounts of the same country can use.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from escrow.currencies import UnknownCurrency
from escrow.gateways.paypal.refusals import NoAnswer
from escrow.money import Money, NotAnAmount

_TAKEN = "AUD CAD CHF CZK DKK EUR GBP HKD ILS JPY MXN NOK NZD PHP PLN SEK SGD THB USD"
CURRENCIES = frozenset(_TAKEN.split())


def written(amount: Money) -> dict[str, str]:
    """As orders, refunds and disputes want it."""
    return {"currency_code": amount.currency, "value": str(amount.decimal)}


def read(said: Any) -> Money:
    """The exact amount that PayPal names, in either of its two ways. Raises NoAnswer."""
    try:
        return Money.parse(str(said["value"]), _currency(said))
    except (KeyError, TypeError, NotAnAmount, UnknownCurrency) as wrong:
        raise NoAnswer("PayPal named no amount that can be read") from wrong


def _currency(said: Mapping[str, Any]) -> str:
    return str(said["currency_code"] if "currency_code" in said else said["currency"])
