"""Which amounts Stripe takes. Written by its documentation, not by our gateway."""

from __future__ import annotations

from tests.peers.stripe.refused import Refused

ZERO = {*"bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split()}  # noqa: SIM905
THREE = {"bhd", "jod", "kwd", "omr", "tnd"}
HUNDREDS = {"isk", "ugx"}
PAID_OUT_IN_HUNDREDS = {"huf", "twd", "isk", "ugx"}
LEAST = {"usd": 50, "eur": 50, "gbp": 30, "jpy": 50, "brl": 50, "pln": 200, "huf": 17500}


def charged(amount: int, currency: str) -> None:
    """Raises Refused."""
    if currency != currency.lower():
        raise Refused("", f"Invalid currency: {currency}")
    _whole(amount, currency, HUNDREDS)
    if amount < LEAST.get(currency, 50 if currency not in ZERO else 1):
        raise Refused("amount_too_small", "The amount is below the minimum.")
    if amount > 99_999_999:
        raise Refused("amount_too_large", "The amount has more than eight digits.")


def paid_out(amount: int, currency: str) -> None:
    """Raises Refused."""
    _whole(amount, currency, PAID_OUT_IN_HUNDREDS)
    if amount < 1:
        raise Refused("parameter_invalid_integer", "This value must be greater than or equal to 1.")


def _whole(amount: int, currency: str, hundreds: set[str]) -> None:
    if currency in THREE and amount % 10:
        raise Refused("", "The last digit of the amount must be 0.")
    if currency in hundreds and amount % 100:
        raise Refused("", f"Amounts in {currency} must be divisible by 100.")
