"""The closed days of the books, newest first, as everybody may see them."""

from __future__ import annotations

from datetime import date
from typing import Any

from escrow.models import BookDay
from marketplace import proven_month
from marketplace.records import keys

PAGE, SHOWN = 400, 14


def page_of(before: str | None, size: int = PAGE) -> tuple[list[BookDay], date | None]:
    """One page, and before which day the next one begins."""
    rows = BookDay.objects.order_by("-day").defer("salt")
    day = _day(before)
    found = list((rows.filter(day__lt=day) if day else rows)[: size + 1])
    return found[:size], found[size - 1].day if len(found) > size else None


def published(before: str | None) -> dict[str, Any]:
    """Each day with its chain and our signature; `older` is the next page's `before`."""
    days, older = page_of(before)
    return {**keys.published(), "days": proven_month.shown_days(days), "older": older}


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
