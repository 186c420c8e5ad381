"""Amounts of money in what somebody has written: €46.90, 46,90 EUR, 1.200 €, 46 euros."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from string import ascii_uppercase

from babel.numbers import get_currency_name, get_currency_symbol
from django.conf import settings

from escrow.currencies import EXPONENTS, exponent
from escrow.money import Money

NUMBER = r"\d{1,3}(?:[.,'’\u066c\s]\d{3})+(?:[.,\u066b]\d{1,3})?|\d+(?:[.,\u066b]\d{1,3})?"
SEPARATORS = re.compile(r"[.,\u066b]")
EAST = "\u2e80"
LOCALES = ("en", "es", "de", "fr", "pt_BR", "zh_Hans", "ar")


@dataclass(frozen=True)
class Named:
    """As it was written, and what it is; None where it is in another currency."""

    text: str
    amount: Money | None


def found_in(text: str, currency: str) -> Iterator[Named]:
    """Each number with a currency beside it."""
    for match in _pattern().finditer(text):
        sign = match["before"] or match["behind"]
        known = _signs()[sign]
        number = match["first"] or match["second"]
        amount = _read(number, currency) if currency in known else None
        yield Named(match[0].strip(), amount)


def _read(number: str, currency: str) -> Money:
    """The last separator is a decimal one unless three digits follow that no decimals are."""
    places = exponent(currency)
    parts = SEPARATORS.split(number)
    whole, decimals = ["".join(parts), ""] if len(parts) == 1 else ["".join(parts[:-1]), parts[-1]]
    if len(decimals) > places:
        whole, decimals = whole + decimals, ""
    digits = "".join(filter(str.isdigit, whole))
    return Money(int(digits + decimals.ljust(places, "0")), currency)


@cache
def _pattern() -> re.Pattern[str]:
    """Letters end where a word ends, so that "kr" is none in "krone" and "10 R" none in "10 Rings"."""
    every = sorted(_signs(), key=len, reverse=True)
    signs = "|".join(
        rf"(?<!\w){re.escape(sign)}(?!\w)" if _is_spelled(sign) else re.escape(sign)
        for sign in every
    )
    before = "|".join(
        rf"(?<!\w){re.escape(sign)}(?![^\W\d])" if _is_spelled(sign) else re.escape(sign)
        for sign in every
    )
    behind = signs.replace(r"(?<!\w)", r"(?<![^\W\d])")
    return re.compile(
        rf"(?P<before>{before})\s?(?P<first>{NUMBER})|(?P<second>{NUMBER})\s?(?P<behind>{behind})"
    )


def _is_spelled(sign: str) -> bool:
    """Chinese puts no space between words, so there a word ends anywhere."""
    return sign[-1].isalpha() and sign[-1] < EAST


@cache
def _signs() -> dict[str, set[str]]:
    """Codes, symbols and names, and the currencies that each can mean.

    A code is written in capitals: "3 all" and "1 cup" are no money. Of the currencies that are
    in use here every spelling counts.
    """
    found: dict[str, set[str]] = {}
    for code in EXPONENTS:
        for sign in {code, *(get_currency_symbol(code, locale=each) for each in LOCALES)}:
            found.setdefault(sign, set()).add(code)
    for code in settings.HOLDFAST_ENABLED_CURRENCIES:
        for sign in {code, code.lower(), code.title(), *_names(code)}:
            found.setdefault(sign, set()).add(code)
    return found


def _names(code: str) -> set[str]:
    """Euro, euros; and the bare sign where only the long one is its symbol: $ for US$."""
    plain = get_currency_symbol(code, locale="en").lstrip(ascii_uppercase)
    names = {get_currency_name(code, count, locale=each) for each in LOCALES for count in (1, 2)}
    words = names | {name.split()[-1] for name in names}
    return {spelled for word in words for spelled in (word, word.lower(), word.title())} | (
        {plain} if plain else set()
    )
