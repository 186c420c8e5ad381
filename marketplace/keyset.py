"""Pages of a long list that stay right while new rows come in: go on after the last row seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model, Q, QuerySet


@dataclass(frozen=True)
class Along:
    """The column a list is sorted along, and how its values are read back from an address."""

    column: str
    read: Callable[[str], Any] = int
    descending: bool = False


def moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


NEWEST = Along("created_at", moment, descending=True)
LAST_SPOKEN = Along("last_at", moment, descending=True)
NEWEST_ROW = Along("pk", descending=True)


def page(rows: QuerySet[Any], along: Along, after: str, size: int) -> tuple[list[Any], str]:
    """The rows after the cursor, and the cursor of the page behind them (empty: there is none)."""
    sign = "-" if along.descending else ""
    seen = _read(after, along)
    if seen:
        rows = rows.filter(_behind(along, *seen))
    found = list(rows.order_by(f"{sign}{along.column}", f"{sign}pk")[: size + 1])
    shown = found[:size]
    return shown, _cursor(shown[-1], along) if len(found) > size else ""


def _behind(along: Along, value: Any, pk: int) -> Q:
    """Rows that come later; the bound on the first column lets the index do the work."""
    way = "lt" if along.descending else "gt"
    bound = Q(**{f"{along.column}__{way}e": value})
    return bound & (Q(**{f"{along.column}__{way}": value}) | Q(**{f"pk__{way}": pk}))


def _cursor(row: Model, along: Along) -> str:
    value = getattr(row, along.column)
    return f"{value.isoformat() if isinstance(value, datetime) else value}_{row.pk}"


def _read(after: str, along: Along) -> tuple[Any, int] | None:
    """A cursor somebody has broken shows the first page."""
    value, _, pk = after.rpartition("_")
    try:
        return along.read(value), int(pk)
    except (ValueError, OverflowError):
        return None
