"""A seller's list of what they sent, as a table program writes it: order, carrier, tracking number."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from django.utils.translation import gettext as _

from escrow.story import Refusal
from marketplace.sending_many import MOST_ROWS, Row

COLUMNS = ("order", "carrier", "tracking")
# What people and other shops call these columns.
NAMES = {
    "order": {"order", "order number", "order_number", "number", "pedido"},
    "carrier": {"carrier", "courier", "shipping carrier", "transportista"},
    "tracking": {"tracking", "tracking number", "tracking_number", "tracking code", "seguimiento"},
}
SEPARATORS = ",;\t"
MOST_BYTES = 1_000_000


class CannotBeRead(Refusal):
    """It is not such a list at all; the sentence says what to do."""


def decoded(content: bytes) -> str:
    """The text of an uploaded file. Raises CannotBeRead."""
    if len(content) > MOST_BYTES:
        raise CannotBeRead(_("This file is larger than 1 MB. Send it in parts."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        sentence = _("This file is not text in UTF-8. Save it as “CSV UTF-8” and try again.")
        raise CannotBeRead(sentence)
    return text


def rows_of(text: str) -> list[Row]:
    """The rows, with or without a heading, in the heading's order. Raises CannotBeRead."""
    lines = list(_lines(text))
    if not lines:
        raise CannotBeRead(_("There is no row in it. Each needs order, carrier, tracking number."))
    order = _order_of(lines[0][1])
    rows = [_row(place, cells, order or COLUMNS) for place, cells in lines[bool(order) :]]
    if len(rows) > MOST_ROWS:
        words = _("More than %(limit)s rows. Send them in parts.") % {"limit": MOST_ROWS}
        raise CannotBeRead(words)
    return rows


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines with something in them, by their number in the file."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    try:
        for place, cells in enumerate(csv.reader(StringIO(text), delimiter=separator), 1):
            if any(cell.strip() for cell in cells):
                yield place, [cell.strip() for cell in cells]
    except csv.Error:
        raise CannotBeRead(_("This is not a table that can be read. Save it as CSV.")) from None


def _order_of(cells: Sequence[str]) -> list[str]:
    """In which order the columns stand, if the first line says so."""
    said = [cell.lower() for cell in cells]
    found = [next((name for name in COLUMNS if cell in NAMES[name]), "") for cell in said]
    return found if "order" in found else []


def _row(place: int, cells: Sequence[str], order: Sequence[str]) -> Row:
    named = dict(zip(order, cells, strict=False))
    return Row(
        place,
        named.get("order", "").upper(),
        named.get("carrier", ""),
        named.get("tracking", ""),
    )
