"""Amounts as Stripe counts them. Its decimals are ISO 4217's, except for a few currencies."""

from __future__ import annotations

from escrow.currencies import EXPONENTS, exponent
from escrow.money import Money

# Stripe counts whole ariary, and hundredths of krónur and shillings, which must then be whole.
_OWN_DECIMALS = {"MGA": 0, "ISK": 2, "UGX": 2}
# Charged with two decimals, paid out without any.
_PAID_OUT_WHOLE = {"HUF", "TWD"}
THREE_DECIMALS = frozenset(code for code, digits in EXPONENTS.items() if digits == 3)


class NotPayable(ArithmeticError):
    """Stripe has no such amount of that currency."""


def to_stripe(amount: Money) -> int:
    """The amount in Stripe's smallest unit. Raises NotPayable."""
    decimals = _decimals(amount.currency)
    if amount.currency in THREE_DECIMALS and amount.minor % 10:
        raise NotPayable(str(amount))
    scaled = amount.decimal.scaleb(decimals)
    if scaled != int(scaled):
        raise NotPayable(str(amount))
    return int(scaled)


def to_bank(amount: Money) -> int:
    """The same for what leaves for a bank. Raises NotPayable."""
    if amount.currency in _PAID_OUT_WHOLE and amount.minor % 100:
        raise NotPayable(str(amount))
    return to_stripe(amount)


def from_stripe(minor: int, code: str) -> Money:
    """What Stripe says, exactly. Raises NotPayable where that is no amount of ours."""
    currency = code.upper()
    shift = exponent(currency) - _decimals(currency)
    whole, rest = divmod(minor * 10 ** max(shift, 0), 10 ** max(-shift, 0))
    if rest:
        raise NotPayable(f"{minor} {currency}")
    return Money(whole, currency)


def code(amount: Money) -> str:
    """The currency as Stripe writes it."""
    return amount.currency.lower()


def _decimals(currency: str) -> int:
    return _OWN_DECIMALS.get(currency, exponent(currency))
