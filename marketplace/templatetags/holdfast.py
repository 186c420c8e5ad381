"""How amounts, moments and shares are written on a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from babel.numbers import format_percent
from django import template
from django.core.paginator import Page
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escrow import clock, reading
from escrow.money import Money
from marketplace import moments
from marketplace.written import Written

register = template.Library()

SOON = timedelta(hours=24)


@register.simple_tag
def money(value: Money | None) -> SafeString | str:
    """An amount in the reader's language, with the exact one for machines."""
    if value is None:
        return ""
    return format_html(
        '<data class="money" value="{} {}">{}</data>',
        value.minor,
        value.currency,
        value.format(),
    )


@register.simple_tag
def deadline(moment: datetime | None) -> SafeString | str:
    """Day and hour in the reader's time zone: Tue 20 May, 18:00. UTC on hover."""
    if moment is None:
        return ""
    return _time(moment, "deadline", moments.told(moment))


@register.simple_tag
def day(moment: datetime | None) -> SafeString | str:
    """The day alone, where the hour does not matter: 20 May."""
    if moment is None:
        return ""
    return _time(moment, "day", moments.day(moment))


@register.simple_tag
def icon(name: str, turns: str = "") -> SafeString:
    """A drawing of img/icons.svg, silent to screen readers. "turns": mirrored in Arabic."""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"/></svg>',
        " turns" if turns else "",
        static("img/icons.svg"),
        name,
    )


@register.inclusion_tag("components/_said.html", takes_context=True)
def said(context: Mapping[str, Any], text: str) -> dict[str, Written]:
    """What somebody wrote, with its language. The page brings `written` (marketplace/written.py)."""
    return {"said": (context.get("written") or {}).get(text) or Written(text)}


@register.filter
def until(value: datetime | timedelta | None) -> str:
    """What is left, never more than there is: "5 days left", below two days in hours."""
    left = _left(value)
    if left is None:
        return ""
    minutes = int(left.total_seconds() // 60)
    if minutes < 1:
        return _("time is up")
    if minutes < 120:
        return ngettext("%(count)d minute left", "%(count)d minutes left", minutes) % {
            "count": minutes
        }
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(count)d hour left", "%(count)d hours left", hours) % {"count": hours}
    days = hours // 24
    return ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}


@register.filter
def utc_iso(moment: datetime | None) -> str:
    """For datetime attributes: 2025-05-20T16:00:00Z."""
    return _utc(moment) if moment else ""


@register.filter
def soon(value: datetime | timedelta | None) -> bool:
    """Less than a day is left, and not yet over: time for amber."""
    left = _left(value)
    return left is not None and timedelta(0) < left <= SOON


@register.filter
def is_over(moment: datetime | None) -> bool:
    return moment is not None and moment <= clock.now()


@register.filter
def stars(rating: float | None) -> list[str]:
    """Five words, full, half or none, for the drawing of a rating."""
    halves = round(float(rating or 0) * 2)
    return [
        "full" if halves >= 2 * n else "half" if halves == 2 * n - 1 else "none"
        for n in range(1, 6)
    ]


@register.filter
def from_half(progress: int) -> int:
    """Of a bar whose middle is the arrival: how much of its second half is behind us, in percent."""
    return max(0, min(100, 2 * int(progress) - 100))


@register.filter
def percent(value: float | str | None) -> str:
    """98 as the reader's language writes it: 98%, 98 %."""
    if value is None:
        return ""
    return format_percent(
        Decimal(str(value)) / 100, locale=reading.locale(), decimal_quantization=False
    )


@register.filter
def page_numbers(page: Page[object]) -> list[int | str]:
    """The page numbers worth showing: first, last, and those around this one; "…" between."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def entry(mapping: Mapping[str, object] | None, key: object) -> object:
    """What a mapping holds under a key that is only known here."""
    return mapping.get(str(key), "") if mapping else ""


@register.filter
def spoken(name: str) -> str:
    """A name of the code as words, where staff read what the books call it: payout_paid."""
    return str(name).replace("_", " ").capitalize()


@register.simple_tag
def server_now() -> str:
    """The shop's hour, for scripts: the demo's clock may be elsewhere than the browser's."""
    return _utc(clock.now())


def _left(value: datetime | timedelta | None) -> timedelta | None:
    return value - clock.now() if isinstance(value, datetime) else value


def _time(moment: datetime, css: str, words: str) -> SafeString:
    utc = moment.astimezone(UTC)
    return format_html(
        '<time datetime="{}" class="{}" title="{}">{}</time>',
        _utc(moment),
        css,
        f"{utc:%Y-%m-%d %H:%M} UTC",
        words,
    )


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
