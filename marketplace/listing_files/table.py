"""The table itself: its columns, its limits, and how it is read from a file and written to one."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from django.utils.translation import gettext as _

from escrow.story import Refusal

# One row is one variant; rows with the same `listing` are variants of one listing.
COLUMNS = (
    "listing",
    "sku",
    "title",
    "description",
    "category",
    "condition",
    "option_1",
    "choice_1",
    "option_2",
    "choice_2",
    "price",
    "currency",
    "stock",
    "state",
    "attributes",
)
WRONG = "what_is_wrong"
MOST_ROWS, MOST_BYTES = 5_000, 5 * 1024 * 1024
DELIMITERS = ",;\t"
# A sheet would calculate what begins like this; a quote before it says that it is text.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class BadTable(Refusal):
    """It is no table of listings at all."""


@dataclass(frozen=True)
class Row:
    """One row as it stands in the file; `line` is the number a spreadsheet shows beside it."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def decoded(content: bytes) -> str:
    """UTF-8, or what spreadsheets write who do not know it. Raises BadTable."""
    if len(content) > MOST_BYTES:
        raise BadTable(_("The file is larger than 5 MB. Split it into several."))
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read(text: str) -> list[Row]:
    """Every row with something in it, below the names of the columns. Raises BadTable."""
    lines = _lines(text.replace("\0", ""))
    first = next(lines, (0, []))[1]
    names = [name.strip().casefold() for name in first]
    if not {"sku", "price"} <= set(names):
        raise BadTable(_("The first row has to name the columns: %s.") % ", ".join(COLUMNS))
    rows = [
        Row(line, {name: _plain(cell) for name, cell in zip(names, cells, strict=False)})
        for line, cells in lines
        if any(cell.strip() for cell in cells)
    ]
    if not rows:
        raise BadTable(_("There is no row below the names of the columns."))
    if len(rows) > MOST_ROWS:
        raise BadTable(_("These are more than %d rows. Split the file.") % MOST_ROWS)
    return rows


def write(rows: Iterable[Mapping[str, str]], *more: str) -> str:
    """The same table, as a file that any spreadsheet opens."""
    paper = StringIO()
    paper.write("\ufeff")
    writer = csv.DictWriter(paper, [*COLUMNS, *more], extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _safe(cell) for name, cell in row.items()})
    return paper.getvalue()


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """With the number of each row, in which a cell may have several lines."""
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from enumerate(reader, 1)
    except csv.Error as wrong:
        raise BadTable(_("It cannot be read as CSV: %s") % wrong) from wrong


def _plain(cell: str) -> str:
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
