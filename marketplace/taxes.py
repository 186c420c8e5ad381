"""Taxes that the operator must collect and pass on, added to what is sent to a country.

They come from HOLDFAST_TAXES, such as `GB:VAT:20, US:Sales tax:8.25`; where nothing is named, prices
are what they are. An order keeps the name and the rate it was placed with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from django.conf import settings

from escrow.money import Money
from marketplace import countries

WHOLE_BPS = 10_000


class MalformedTax(ValueError):
    """The setting names no country, no name, or no rate between nothing and everything."""


@dataclass(frozen=True)
class Tax:
    """`bps`: of goods and sending together, never of Plus."""

    name: str
    bps: int

    def on(self, worth: Money) -> Money:
        return worth.share(self.bps)


def to(country: str) -> Tax | None:
    """What is collected on things sent there."""
    return _known(tuple(settings.HOLDFAST_TAXES)).get(country)


@lru_cache(maxsize=4)
def _known(written: tuple[str, ...]) -> dict[str, Tax]:
    """Read once, not at every price."""
    return read(written)


def read(written: Iterable[str]) -> dict[str, Tax]:
    """The rates by country. Raises MalformedTax, which names what was written."""
    return dict(_one(each) for each in written if each.strip())


def shares(tax: Tax | None, parts: Sequence[Money], currency: str) -> list[Money]:
    """The tax on the sum of the parts, shared out over them without losing a cent."""
    whole = sum((part.minor for part in parts), 0)
    due = tax.on(Money(whole, currency)) if tax else Money.zero(currency)
    return due.split([part.minor for part in parts])


def _one(written: str) -> tuple[str, Tax]:
    country, _, rest = written.strip().partition(":")
    name, _, rate = rest.rpartition(":")
    bps = _bps(rate)
    if not (countries.is_country(country) and name.strip() and 0 < bps < WHOLE_BPS):
        raise MalformedTax(written.strip())
    return country, Tax(name.strip(), bps)


def _bps(rate: str) -> int:
    try:
        exact = Decimal(rate) * 100
    except InvalidOperation:
        return 0
    return int(exact) if exact.is_finite() and exact == int(exact) else 0
