"""Days and places as the shop's pages say them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_interval
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from escrow import reading
from escrow.money import Money
from marketplace import abroad, countries, price_words, reviews
from marketplace.reviews import Picture
from sellers.models import Rating

register = template.Library()


@register.filter
def days(first_and_last: tuple[date, date] | None) -> str:
    """From one day to another: 13–15 May."""
    if not first_and_last:
        return ""
    first, last = first_and_last
    return str(format_interval(first, last, "MMMd", locale=reading.locale()))


@register.filter
def country(code: str) -> str:
    """DE as the reader's language says it: Germany."""
    return countries.name_of(code) if code else ""


@register.filter
def pictures(review: Rating) -> list[Picture]:
    """The photos of a review that can be shown."""
    return reviews.pictures(review)


@register.filter
def plain(amount: Money | None) -> str:
    """An amount as somebody would type it into a field."""
    return price_words.plain(amount)


@register.filter
def percent(bps: int) -> str:
    """A rate in basis points as the reader's language writes it: 8.25%."""
    return price_words.percent(bps)


@register.simple_tag
def absolute(path: str) -> str:
    """A path with the shop's own address before it."""
    return abroad.absolute(path)


# So that no text of a seller can end the script element around it.
IN_SCRIPT = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


@register.simple_tag(takes_context=True)
def for_machines(context: Mapping[str, Any], data: dict[str, Any]) -> SafeString:
    """A block of schema.org data. It is no script and runs nothing; the nonce is for older rules."""
    request = context.get("request")
    told = json.dumps(data, ensure_ascii=False).translate(IN_SCRIPT)
    return format_html(
        '<script type="application/ld+json" nonce="{}">{}</script>',
        getattr(request, "csp_nonce", ""),
        mark_safe(told),  # noqa: S308
    )
