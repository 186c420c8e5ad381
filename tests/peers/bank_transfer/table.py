"""CSV as online banking exports it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from tests.peers.bank_transfer.entry import Entry

TITLES = ["Buchungstag", "Betrag", "Währung", "Name", "IBAN", "Verwendungszweck"]


def table(
    entries: Sequence[Entry], *, delimiter: str = ";", decimal: str = ",", encoding: str = "utf-8"
) -> bytes:
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(TITLES)
    for each in entries:
        amount = str(each.amount.decimal).replace(".", decimal)
        day = each.day.strftime("%d.%m.%Y")
        text = f"{each.text} {each.end_to_end}".strip()
        writer.writerow([day, amount, each.amount.currency, each.name, each.iban, text])
    return out.getvalue().encode(encoding)
