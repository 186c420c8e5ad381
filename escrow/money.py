"""Money: whole minor units and a currency. Splits lose no cent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, overload

from babel.numbers import NumberPattern, parse_pattern

from escrow import reading
from escrow.currencies import exponent

BPS = 10_000
MOST = 10**15


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies met; nothing is converted silently."""


class NotAnAmount(ValueError):
    """The text is no amount of that currency."""


@dataclass(frozen=True)
class Money:
    """An exact amount. `minor` counts the currency's smallest unit: 4200 EUR is €42.00."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        exponent(self.currency)

    @classmethod
    def zero(cls, currency: str) -> Money:
        return cls(0, currency)

    @classmethod
    def parse(cls, text: str, currency: str) -> Money:
        """Read "42.50"; refuses more decimals than the currency has. Raises NotAnAmount."""
        try:
            scaled = Decimal(text.strip()).scaleb(exponent(currency))
        except (ArithmeticError, ValueError) as wrong:
            raise NotAnAmount(text) from wrong
        if not scaled.is_finite() or abs(scaled) > MOST or scaled != int(scaled):
            raise NotAnAmount(text)
        return cls(int(scaled), currency)

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other).minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.minor * times, self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other).minor

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other).minor

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._same(other).minor

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._same(other).minor

    def share(self, bps: int) -> Money:
        """That many hundredths of a percent, rounded half up."""
        return Money((self.minor * bps * 2 + BPS) // (BPS * 2), self.currency)

    def split(self, weights: Sequence[int]) -> list[Money]:
        """Shared out by weight with the largest remainder; the parts add up to the whole."""
        return [Money(part, self.currency) for part in split_minor(self.minor, weights)]

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def format(self, locale: str = "") -> str:
        """As the reader's language writes it, always with the currency's own decimals."""
        locale = locale or reading.name()
        pattern = _pattern(locale, exponent(self.currency))
        shown: str = pattern.apply(
            self.decimal, reading.named(locale), currency=self.currency, currency_digits=False
        )
        return shown

    def __str__(self) -> str:
        return f"{self.decimal} {self.currency}"

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")
        return other


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum; an empty one is zero of the currency."""
    return sum(amounts, Money.zero(currency))


def split_minor(minor: int, weights: Sequence[int]) -> list[int]:
    """Largest remainder over non-negative weights; ties go to the earlier part."""
    whole = sum(weights)
    if whole == 0:
        weights, whole = [1] * len(weights), len(weights)
    parts = [minor * weight // whole for weight in weights]
    remainders = [minor * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-remainders[i], i))
    for i in by_remainder[: minor - sum(parts)]:
        parts[i] += 1
    return parts


class MoneyColumn:
    """A model's integer column read as Money in the row's own currency."""

    def __init__(self, column: str) -> None:
        self.column = column

    @overload
    def __get__(self, row: None, owner: type) -> MoneyColumn: ...

    @overload
    def __get__(self, row: Any, owner: type) -> Money: ...

    def __get__(self, row: Any, owner: type) -> Money | MoneyColumn:
        if row is None:
            return self
        return Money(getattr(row, self.column), row.currency)


@lru_cache(maxsize=64)
def _pattern(code: str, digits: int) -> NumberPattern:
    """The language's own pattern with ISO's decimals: CLDR's differ for 13 live currencies."""
    pattern = parse_pattern(reading.named(code).currency_formats["standard"].pattern)
    pattern.frac_prec = (digits, digits)
    return pattern
