"""Days and places as the shop's pages say them."""

from __future__ import annotations

from datetime import date

from babel.dates import format_interval
from django import template
from django.utils.translation import get_language, to_locale

from escrow.money import Money
from marketplace import countries, price_words

register = template.Library()


@register.filter
def days(first_and_last: tuple[date, date] | None) -> str:
    """From one day to another: 13–15 May."""
    if not first_and_last:
        return ""
    name = to_locale(get_language() or "en")
    locale = "en_GB" if name == "en" else name
    first, last = first_and_last
    return str(format_interval(first, last, "MMMd", locale=locale))


@register.filter
def country(code: str) -> str:
    """DE as the reader's language says it: Germany."""
    return countries.name_of(code) if code else ""


@register.filter
def plain(amount: Money | None) -> str:
    """An amount as somebody would type it into a field."""
    return price_words.plain(amount)
