"""The language that the reader reads now, under the name that CLDR and Babel know it by."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language, to_locale


def name() -> str:
    """`pt_BR` where Django says `pt-br`; English where no language is on."""
    return to_locale(get_language() or "en")


def locale() -> Locale:
    """Plain English writes the day before the month, as most of its readers do."""
    return named("en_GB" if name() == "en" else name())


@lru_cache(maxsize=64)
def named(code: str) -> Locale:
    """Babel's knowledge of a language; takes Django's names too."""
    return Locale.parse(code.replace("-", "_"))
