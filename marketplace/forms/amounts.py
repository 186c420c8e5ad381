"""Amounts as people type them."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from escrow.currencies import exponent
from escrow.money import Money, NotAnAmount

# A comma before one or two digits is a decimal comma; before three it could mean thousands.
TYPED = re.compile(r"\d{1,9}(\.\d{1,3}|,\d{1,2})?")


def amount_of(text: str, currency: str) -> Money:
    """Read "42.50" or "42,50". Raises ValidationError with a sentence that shows how to write it."""
    typed = text.strip()
    try:
        if not TYPED.fullmatch(typed):
            raise NotAnAmount(typed)
        return Money.parse(typed.replace(",", "."), currency)
    except NotAnAmount as wrong:
        raise ValidationError(
            _("We cannot read “%(typed)s” as an amount. Write it like this: %(example)s"),
            params={"typed": typed, "example": _example(currency)},
        ) from wrong


def as_typed(amount: Money) -> str:
    """The amount as somebody would type it into a field: 42.50."""
    return str(amount.decimal)


def _example(currency: str) -> str:
    return as_typed(Money(42 * 10 ** exponent(currency), currency))
