"""Statements as CSV: whatever the bank's online banking exports, with columns found by their titles."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from django.conf import settings
from django.utils.translation import gettext as _

from escrow.gateways.bank_transfer import account
from escrow.gateways.bank_transfer.csv_amounts import Amounts
from escrow.gateways.bank_transfer.csv_columns import Columns
from escrow.gateways.bank_transfer.csv_days import day
from escrow.gateways.bank_transfer.lines import BadStatement, Line, tidy, tidy_iban

DELIMITERS = ";,\t|"
MOST_ABOVE = 30
Row = tuple[int, list[str]]


def read(content: bytes) -> Sequence[Line]:
    """Every row below the titles. Raises BadStatement, with the number of the line."""
    rows, columns = _table(_decoded(content))
    written = [columns.value(row, "amount") for _number, row in rows]
    amounts = Amounts.of(written)
    found = [_line(number, row, columns, amounts) for number, row in rows]
    if not found:
        raise BadStatement(_("There is no line below the titles of the columns."))
    return found


def _decoded(content: bytes) -> str:
    """UTF-8, else what old exports of banks are written in."""
    start = content[:2]
    if start in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _table(text: str) -> tuple[list[Row], Columns]:
    """The rows below the titles. Banks write a few lines about the account above them."""
    for delimiter in DELIMITERS:
        rows = _rows(text, delimiter)
        for at, (_number, cells) in enumerate(rows[:MOST_ABOVE]):
            columns = Columns.of(cells)
            if columns:
                return [each for each in rows[at + 1 :] if any(map(str.strip, each[1]))], columns
    raise BadStatement(
        _("No line has titles for a day and an amount. Name your columns in %(name)s.")
        % {"name": "BANK_TRANSFER_CSV_COLUMNS"}
    )


def _rows(text: str, delimiter: str) -> list[Row]:
    reader = csv.reader(StringIO(text.replace("\0", "")), delimiter=delimiter)
    rows: list[Row] = []
    try:
        for row in reader:
            rows.append((reader.line_num, row))
    except csv.Error as wrong:
        raise BadStatement(
            _("Line %(number)d: it cannot be read as CSV.") % {"number": reader.line_num}
        ) from wrong
    return rows


def _line(number: int, row: list[str], columns: Columns, amounts: Amounts) -> Line:
    if len(row) < columns.width:
        raise BadStatement(
            _("Line %(number)d: it has too few columns. Was the file cut off?") % {"number": number}
        )
    currency = columns.value(row, "currency").strip().upper() or _only_currency(number)
    text = tidy(columns.value(row, "text"))
    iban = tidy_iban(columns.value(row, "iban"))
    amount = amounts.read(columns.value(row, "amount"), currency, number)
    return Line(
        number=number,
        day=day(columns.value(row, "day"), number),
        amount=amount,
        name=tidy(columns.value(row, "name"), 140),
        iban=iban,
        text=text,
        reference=tidy(columns.value(row, "reference"), 140),
        end_to_end=tidy(columns.value(row, "end_to_end"), 35),
        bank_reference=tidy(columns.value(row, "bank_reference"), 140),
        is_fee=not iban and amount.minor < 0 and _speaks_of_fees(text),
    )


def _only_currency(number: int) -> str:
    currencies = account.currencies()
    if len(currencies) == 1:
        return next(iter(currencies))
    raise BadStatement(_("Line %(number)d: which currency?") % {"number": number})


def _speaks_of_fees(text: str) -> bool:
    words = text.casefold()
    return any(word.casefold() in words for word in settings.BANK_TRANSFER_FEE_WORDS)
